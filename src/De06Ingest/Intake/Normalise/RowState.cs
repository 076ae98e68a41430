using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using De06Ingest.Database;
using System.Text;
using De06Ingest.Values;

namespace De06Ingest.Intake.Normalise;

/// <summary>What is published of a feed, record by record: key → hash of the row, with a mark for what the extract
/// showed again. Tells new, changed, unchanged, duplicate and vanished apart.</summary>
/// <remarks>
/// Two open-addressing tables over dense entries: by key, and for published records by the hash of the row, so that an
/// unchanged row is known before its key is read. 32 bytes an entry and the key's bytes in one blob, so that equal
/// hashes cannot confuse two keys and a vanished record can be named; one million records take about 65 MB. One thread
/// writes.
/// </remarks>
sealed class RowState
{
    const ulong Magic = 0x3253_574F_5236_3044; // "D06ROWS2"

    Entry[] entries;
    int[] slots;
    int[] rowSlots = [];
    byte[] keys;
    int keyLength;

    public RowState(long expected)
    {
        var capacity = (int)Math.Clamp(expected, 1024, 1 << 28);
        entries = LargeArray.New<Entry>(capacity);
        slots = LargeArray.New<int>(SlotsFor(capacity));
        keys = LargeArray.New<byte>(capacity * 16);
    }

    RowState(Entry[] entries, int count, int[] slots, int[] rowSlots, byte[] keys, int keyLength)
    {
        (this.entries, Count, this.slots, this.rowSlots) = (entries, count, slots, rowSlots);
        (this.keys, this.keyLength) = (keys, keyLength);
    }

    /// <summary>Key of the earlier record of the same subject, for the few records that have one.</summary>
    public Dictionary<int, string> DuplicateOf { get; } = [];

    public int Count { get; private set; }

    /// <summary>Records for which there is room.</summary>
    public int Capacity => entries.Length;

    /// <summary>Unchanged rows can be found by their hash: the state comes from a snapshot.</summary>
    public bool FindsUnchanged => rowSlots.Length > 0;

    public ref Entry this[int entry] => ref entries[entry];

    /// <summary>Number of the record with this key, or -1.</summary>
    /// <param name="key">The key.</param>
    /// <param name="fingerprint">Its <see cref="Fingerprint"/>.</param>
    public int Find(ReadOnlySpan<byte> key, ulong fingerprint)
    {
        var hash = (uint)fingerprint;
        var slot = (int)hash & (slots.Length - 1);
        while (slots[slot] != 0)
        {
            var entry = slots[slot] - 1;
            if (entries[entry].KeyHash == hash && Key(entry).SequenceEqual(key))
            {
                return entry;
            }

            slot = (slot + 1) & (slots.Length - 1);
        }

        return -1;
    }

    /// <summary>Number of a published record whose row has this hash in this slice and that the extract has not shown
    /// yet, or -1.</summary>
    public int FindUnchanged(long rowHash, int slice)
    {
        var slot = RowSlot(rowHash);
        while (rowSlots[slot] != 0)
        {
            ref var entry = ref entries[rowSlots[slot] - 1];
            if (entry.RowHash == rowHash && entry.Slice == slice && (entry.Marks & RowMark.Seen) == 0)
            {
                return rowSlots[slot] - 1;
            }

            slot = (slot + 1) & (rowSlots.Length - 1);
        }

        return -1;
    }

    /// <summary>Asks the processor for the slot that <see cref="Find"/> will look at.</summary>
    public void PrefetchSlot(ulong fingerprint) =>
        LargeArray.Prefetch(in slots[(int)(uint)fingerprint & (slots.Length - 1)]);

    /// <summary>Asks for the slot that <see cref="FindUnchanged"/> will look at.</summary>
    public void PrefetchRowSlot(long rowHash) => LargeArray.Prefetch(in rowSlots[RowSlot(rowHash)]);

    /// <summary>Asks for the record whose slot has come.</summary>
    public void PrefetchUnchanged(long rowHash)
    {
        if (rowSlots[RowSlot(rowHash)] is var found and > 0)
        {
            LargeArray.Prefetch(in entries[found - 1]);
        }
    }

    /// <summary>Adds a record that <see cref="Find"/> did not find; the key has at most 65,535 bytes.</summary>
    public int Add(ReadOnlySpan<byte> key, ulong fingerprint, long rowHash, int slice, RowMark marks)
    {
        if (Count == entries.Length)
        {
            Grow();
        }

        if (keyLength + key.Length > keys.Length)
        {
            Array.Resize(ref keys, Math.Max(keys.Length * 2, keyLength + key.Length));
        }

        key.CopyTo(keys.AsSpan(keyLength));
        var entry = Count++;
        entries[entry] = new Entry
        {
            KeyHash = (uint)fingerprint,
            KeyStart = keyLength,
            KeyLength = checked((ushort)key.Length),
            RowHash = rowHash,
            Slice = checked((ushort)slice),
            Marks = marks,
        };
        keyLength += key.Length;
        Place(entry);
        return entry;
    }

    public ReadOnlySpan<byte> Key(int entry) => keys.AsSpan(entries[entry].KeyStart, entries[entry].KeyLength);

    /// <summary>Writes the records that are published once the pass is: those that it has seen.</summary>
    public void Save(Stream stream, Guid publish)
    {
        var live = Published();
        var arrays = new SnapshotArrays(stream);
        byte[][] firsts = [.. live.DuplicateOf.Values.Select(Encoding.UTF8.GetBytes)];
        arrays.WriteHead(Magic, publish,
            [live.Count, live.slots.Length, live.rowSlots.Length, live.keyLength, firsts.Length,
                firsts.Sum(key => key.Length), Unsafe.SizeOf<Entry>()]);
        arrays.Write<Entry>(live.entries.AsSpan(0, live.Count));
        arrays.Write<int>(live.slots);
        arrays.Write<int>(live.rowSlots);
        arrays.Write<byte>(live.keys.AsSpan(0, live.keyLength));
        arrays.Write<int>(live.DuplicateOf.Keys.ToArray());
        arrays.Write<int>(firsts.Select(key => key.Length).ToArray());
        arrays.Write<byte>(firsts.SelectMany(key => key).ToArray());
        arrays.WriteChecksum();
    }

    /// <summary>Reads a snapshot; null when it is of another publish or layout, or damaged.</summary>
    public static RowState? Load(Stream stream, Guid publish)
    {
        var arrays = new SnapshotArrays(stream);
        Span<int> sizes = stackalloc int[7];
        if (!arrays.TryReadHead(Magic, publish, sizes) || sizes[6] != Unsafe.SizeOf<Entry>())
        {
            return null;
        }

        // Room for new records, as much as the slots bear.
        var count = sizes[0];
        var entries = LargeArray.ToFill<Entry>(
            Math.Min(count + (count / 8) + 1024, Math.Max(count, sizes[1] / 3 * 2)));
        var slots = LargeArray.ToFill<int>(sizes[1]);
        var rowSlots = LargeArray.ToFill<int>(sizes[2]);
        var keys = LargeArray.ToFill<byte>(sizes[3] + (sizes[3] / 8) + 1024);
        var (duplicates, lengths, firsts) = (new int[sizes[4]], new int[sizes[4]], new byte[sizes[5]]);
        if (!arrays.TryRead(entries.AsSpan(0, count)) || !arrays.TryRead(slots.AsSpan())
            || !arrays.TryRead(rowSlots.AsSpan()) || !arrays.TryRead(keys.AsSpan(0, sizes[3]))
            || !arrays.TryRead(duplicates.AsSpan()) || !arrays.TryRead(lengths.AsSpan())
            || !arrays.TryRead(firsts.AsSpan()) || !arrays.ChecksumFits())
        {
            return null;
        }

        var state = new RowState(entries, count, slots, rowSlots, keys, sizes[3]);
        for (int i = 0, at = 0; i < duplicates.Length; at += lengths[i++])
        {
            state.DuplicateOf[duplicates[i]] = Encoding.UTF8.GetString(firsts, at, lengths[i]);
        }

        return state;
    }

    /// <summary>A state of the seen records alone, ready to be found by the hashes of their rows.</summary>
    RowState Published()
    {
        var state = new RowState(Count);
        state.rowSlots = new int[state.slots.Length];
        for (var i = 0; i < Count; i++)
        {
            ref var entry = ref entries[i];
            if ((entry.Marks & (RowMark.Seen | RowMark.Kept)) == 0)
            {
                continue;
            }

            var key = Key(i);
            var marks = RowMark.Published | (entry.Marks & (RowMark.Duplicate | RowMark.Matched));
            var added = state.Add(key, Fingerprint.Of(key), entry.RowHash, entry.Slice, marks);
            state.entries[added].Subject = entry.Subject;
            state.PlaceRow(added);
            if ((marks & RowMark.Duplicate) != 0)
            {
                state.DuplicateOf[added] = DuplicateOf[i];
            }
        }

        return state;
    }

    static int SlotsFor(int capacity) => (int)BitOperations.RoundUpToPowerOf2((uint)(capacity + (capacity / 2)));

    int RowSlot(long rowHash) => (int)rowHash & (rowSlots.Length - 1);

    void Place(int entry) => Place(slots, (int)entries[entry].KeyHash & (slots.Length - 1), entry);

    void PlaceRow(int entry) => Place(rowSlots, RowSlot(entries[entry].RowHash), entry);

    static void Place(int[] table, int slot, int entry)
    {
        while (table[slot] != 0)
        {
            slot = (slot + 1) & (table.Length - 1);
        }

        table[slot] = entry + 1;
    }

    void Grow()
    {
        Array.Resize(ref entries, entries.Length * 2);
        slots = new int[slots.Length * 2];
        for (var i = 0; i < Count; i++)
        {
            Place(i);
        }
    }

    /// <summary>One record.</summary>
    [StructLayout(LayoutKind.Sequential, Pack = 4)]
    public struct Entry
    {
        public long RowHash;

        /// <summary>The value that one record in a slice may have alone, as a number; 0 when there is none.</summary>
        public long Subject;
        public uint KeyHash;
        public int KeyStart;
        public ushort KeyLength;
        public ushort Slice;
        public RowMark Marks;
    }
}

/// <summary>What is known of a record during a pass.</summary>
[Flags]
enum RowMark : ushort
{
    None = 0,

    /// <summary>It is in the published state.</summary>
    Published = 1,

    /// <summary>The extract has shown it.</summary>
    Seen = 2,

    /// <summary>Its published row is a later row of its subject, so it is not compared.</summary>
    Duplicate = 4,

    /// <summary>A delta said that it is deleted.</summary>
    Deleted = 8,

    /// <summary>Its published row has a citizen.</summary>
    Matched = 16,

    /// <summary>The extract has shown it by a row that was refused: its published row stays.</summary>
    Kept = 32,
}
