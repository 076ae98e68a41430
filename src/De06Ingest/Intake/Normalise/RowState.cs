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
/// Two open-addressing tables over dense entries: by key, and in a snapshot by the text of the row as its file had it,
/// so that a row which comes again letter by letter is known before it is cut into cells. 40 bytes an entry and the
/// key's bytes in one blob, so that equal hashes cannot confuse two keys and a vanished record can be named; one
/// million records take about 80 MB. One thread writes; <see cref="KnowsText"/> may be asked from another.
/// </remarks>
sealed class RowState
{
    const ulong Kind = 0x3353_574F_5236_3044; // "D06ROWS3"

    LargeArray<Entry> entries;
    LargeArray<int> slots;
    LargeArray<TextSlot> texts;
    LargeArray<byte> keys;
    int keyLength;

    public RowState(long expected)
    {
        var capacity = (int)Math.Clamp(expected, 1024, 1 << 28);
        entries = LargeArray.Zeros<Entry>(capacity);
        slots = LargeArray.Zeros<int>(SlotsFor(capacity));
        keys = LargeArray.Zeros<byte>(capacity * 16);
    }

    RowState(
        LargeArray<Entry> entries, int count, LargeArray<int> slots, LargeArray<TextSlot> texts,
        LargeArray<byte> keys, int keyLength)
    {
        (this.entries, Count, this.slots, this.texts) = (entries, count, slots, texts);
        (this.keys, this.keyLength) = (keys, keyLength);
    }

    /// <summary>Key of the earlier record of the same subject, for the few records that have one.</summary>
    public Dictionary<int, string> DuplicateOf { get; } = [];

    public int Count { get; private set; }

    /// <summary>Records for which there is room.</summary>
    public int Capacity => entries.Length;

    /// <summary>Rows can be found by their text: the state comes from a snapshot.</summary>
    public bool KnowsTexts => texts.Length > 0;

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

    /// <summary>Whether a published row most likely has this text; <see cref="FindText"/> makes sure.</summary>
    /// <remarks>Looks at what no pass changes.</remarks>
    public bool KnowsText(ulong textHash)
    {
        var slot = TextPlace(textHash);
        while (texts[slot].Record != 0)
        {
            if (texts[slot].Tag == TextTag(textHash))
            {
                return true;
            }

            slot = (slot + 1) & (texts.Length - 1);
        }

        return false;
    }

    /// <summary>Number of a published record whose row has this text and that the extract has not shown yet, or
    /// -1.</summary>
    public int FindText(ulong textHash)
    {
        if (textHash == 0)
        {
            return -1;
        }

        var slot = TextPlace(textHash);
        while (texts[slot].Record != 0)
        {
            ref var entry = ref entries[texts[slot].Record - 1];
            if (entry.TextHash == textHash && (entry.Marks & RowMark.Seen) == 0)
            {
                return texts[slot].Record - 1;
            }

            slot = (slot + 1) & (texts.Length - 1);
        }

        return -1;
    }

    /// <summary>Asks the processor for the slot that <see cref="Find"/> will look at.</summary>
    public void PrefetchSlot(ulong fingerprint) =>
        slots.Prefetch((int)(uint)fingerprint & (slots.Length - 1));

    /// <summary>Asks for the slot that <see cref="KnowsText"/> will look at.</summary>
    public void PrefetchText(ulong textHash) => texts.Prefetch(TextPlace(textHash));

    /// <summary>Asks for the record that <see cref="FindText"/> will look at, once its slot has come.</summary>
    public void PrefetchRecord(ulong textHash)
    {
        if (texts[TextPlace(textHash)].Record is var found and > 0)
        {
            entries.Prefetch(found - 1);
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
            keys = keys.Grown(Math.Max(keys.Length * 2, keyLength + key.Length));
        }

        key.CopyTo(keys.Span[keyLength..]);
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

    public ReadOnlySpan<byte> Key(int entry) => keys.Span.Slice(entries[entry].KeyStart, entries[entry].KeyLength);

    /// <summary>Marks every record as staying, for a publish that moves no row.</summary>
    public void KeepAll()
    {
        for (var entry = 0; entry < Count; entry++)
        {
            entries[entry].Marks |= RowMark.Kept;
        }
    }

    /// <summary>Writes the records that are published once the pass is: those that it has seen, and those that
    /// stay.</summary>
    public void Save(Stream stream, Guid publish)
    {
        var live = Published();
        byte[][] firsts = [.. live.DuplicateOf.Values.Select(Encoding.UTF8.GetBytes)];
        var snapshot = new SnapshotWriter(stream, Kind, publish,
            [live.Count, live.slots.Length, live.texts.Length, live.keyLength, firsts.Length,
                firsts.Sum(key => key.Length), Unsafe.SizeOf<Entry>()]);
        snapshot.Write<Entry>(live.entries.Span[..live.Count]);
        snapshot.Write<int>(live.slots.Span);
        snapshot.Write<TextSlot>(live.texts.Span);
        snapshot.Write<byte>(live.keys.Span[..live.keyLength]);
        snapshot.Write<int>(live.DuplicateOf.Keys.ToArray());
        snapshot.Write<int>(firsts.Select(key => key.Length).ToArray());
        snapshot.Write<byte>(firsts.SelectMany(key => key).ToArray());
        snapshot.Complete();
    }

    /// <summary>Takes the state from a snapshot; null when it is of another publish or layout, or damaged.</summary>
    public static RowState? Load(string path, Guid publish)
    {
        if (Snapshot.Open(path, Kind, publish, sizes: 7) is not { } snapshot
            || snapshot.Sizes[6] != Unsafe.SizeOf<Entry>())
        {
            return null;
        }

        var sizes = snapshot.Sizes;
        var (entries, slots) = (snapshot.Take<Entry>(sizes[0]), snapshot.Take<int>(sizes[1]));
        var (texts, keys) = (snapshot.Take<TextSlot>(sizes[2]), snapshot.Take<byte>(sizes[3]));
        var (duplicates, lengths) = (snapshot.Take<int>(sizes[4]), snapshot.Take<int>(sizes[4]));
        var firsts = snapshot.Take<byte>(sizes[5]);
        if (!snapshot.IsSound())
        {
            return null;
        }

        // Room for new records, as much as the slots bear.
        var room = Math.Max(sizes[0], Math.Min(sizes[0] + (sizes[0] / 8) + 1024, sizes[1] / 3 * 2));
        var state = new RowState(entries.Grown(room), sizes[0], slots.Grown(sizes[1]), texts, keys, sizes[3]);
        for (int i = 0, at = 0; i < duplicates.Length; at += lengths[i++])
        {
            state.DuplicateOf[duplicates[i]] = Encoding.UTF8.GetString(firsts.Span.Slice(at, lengths[i]));
        }

        return state;
    }

    /// <summary>A state of the seen records alone, ready to be found by the texts of their rows.</summary>
    RowState Published()
    {
        var state = new RowState(Count);
        state.texts = LargeArray.Zeros<TextSlot>(state.slots.Length);
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
            state.entries[added].TextHash = entry.TextHash;
            state.PlaceText(added);
            if ((marks & RowMark.Duplicate) != 0)
            {
                state.DuplicateOf[added] = DuplicateOf[i];
            }
        }

        return state;
    }

    static int SlotsFor(int capacity) => (int)BitOperations.RoundUpToPowerOf2((uint)(capacity + (capacity / 2)));

    int TextPlace(ulong textHash) => (int)textHash & (texts.Length - 1);

    static uint TextTag(ulong textHash) => (uint)(textHash >> 32);

    void Place(int entry)
    {
        var slot = (int)entries[entry].KeyHash & (slots.Length - 1);
        while (slots[slot] != 0)
        {
            slot = (slot + 1) & (slots.Length - 1);
        }

        slots[slot] = entry + 1;
    }

    void PlaceText(int entry)
    {
        var textHash = entries[entry].TextHash;
        if (textHash == 0)
        {
            return;
        }

        var slot = TextPlace(textHash);
        while (texts[slot].Record != 0)
        {
            slot = (slot + 1) & (texts.Length - 1);
        }

        texts[slot] = new() { Tag = TextTag(textHash), Record = entry + 1 };
    }

    void Grow()
    {
        entries = entries.Grown(entries.Length * 2);
        slots = LargeArray.Zeros<int>(slots.Length * 2);
        for (var i = 0; i < Count; i++)
        {
            Place(i);
        }
    }

    /// <summary>Where a text was found: more of its hash, and the number of the record from 1.</summary>
    struct TextSlot
    {
        public uint Tag;
        public int Record;
    }

    /// <summary>One record.</summary>
    [StructLayout(LayoutKind.Sequential, Pack = 4)]
    public struct Entry
    {
        public long RowHash;

        /// <summary>Hash of the row's text in its file, 0 when it is not known; see
        /// <see cref="Read.IRowReader.TextHash"/>.</summary>
        public ulong TextHash;

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
