using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using De06Ingest.Values;

namespace De06Ingest.Intake.Normalise;

/// <summary>What is published of a feed, record by record: key → hash of the row, with a mark for what the extract
/// showed again. Tells new, changed, unchanged, duplicate and vanished apart.</summary>
/// <remarks>Open addressing; 24 bytes an entry, the key's bytes in one blob, so that equal hashes cannot confuse two
/// keys and a vanished record can be named. One million records take about 75 MB. One thread writes.</remarks>
sealed class RowState
{
    const ulong Magic = 0x3253_574F_5236_3044; // "D06ROWS2"
    const int Head = 28;
    const int Fixed = 11;

    Entry[] entries;
    int[] slots;
    byte[] keys;
    int keyLength;

    public RowState(long expected)
    {
        var capacity = (int)Math.Clamp(expected, 1024, 1 << 28);
        entries = new Entry[capacity];
        slots = new int[(int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)(capacity + (capacity / 2)))];
        keys = new byte[capacity * 16];
    }

    /// <summary>Key of the earlier record of the same subject, for the few records that have one.</summary>
    public Dictionary<int, string> DuplicateOf { get; } = [];

    public int Count { get; private set; }

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

    /// <summary>The records that are published once the pass is, as bytes: magic, publish, number, records,
    /// checksum.</summary>
    public byte[] ToBytes(Guid publish)
    {
        var named = DuplicateOf.Values.Sum(key => 2L + Encoding.UTF8.GetByteCount(key));
        var bytes = new byte[Head + keyLength + (Count * (long)(Fixed + 2)) + named + 8];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, Magic);
        publish.TryWriteBytes(bytes.AsSpan(8));
        var at = Head;
        var live = 0;
        for (var i = 0; i < Count; i++)
        {
            ref var entry = ref entries[i];
            if ((entry.Marks & (RowMark.Seen | RowMark.Kept)) == 0)
            {
                continue;
            }

            live++;
            BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(at), entry.KeyLength);
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(at + 2), entry.RowHash);
            bytes[at + 10] = (byte)(entry.Marks & (RowMark.Duplicate | RowMark.Matched));
            Key(i).CopyTo(bytes.AsSpan(at + Fixed));
            at += Fixed + entry.KeyLength;
            if ((entry.Marks & RowMark.Duplicate) != 0)
            {
                var length = Encoding.UTF8.GetBytes(DuplicateOf[i], bytes.AsSpan(at + 2));
                BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(at), (ushort)length);
                at += 2 + length;
            }
        }

        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(24), live);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(at), Fingerprint.Of(bytes.AsSpan(0, at)));
        return bytes[..(at + 8)];
    }

    /// <summary>Reads back <see cref="ToBytes"/>; null when the bytes are of another publish or layout, or
    /// damaged.</summary>
    public static RowState? FromBytes(ReadOnlySpan<byte> bytes, Guid publish)
    {
        if (bytes.Length < Head + 8 || BinaryPrimitives.ReadUInt64LittleEndian(bytes) != Magic
            || new Guid(bytes[8..24]) != publish
            || BinaryPrimitives.ReadUInt64LittleEndian(bytes[^8..]) != Fingerprint.Of(bytes[..^8]))
        {
            return null;
        }

        var count = BinaryPrimitives.ReadInt32LittleEndian(bytes[24..]);
        var state = new RowState(count);
        var at = Head;
        for (var i = 0; i < count; i++)
        {
            var key = bytes.Slice(at + Fixed, BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]));
            var marks = RowMark.Published | (RowMark)bytes[at + 10];
            var entry = state.Add(
                key, Fingerprint.Of(key), BinaryPrimitives.ReadInt64LittleEndian(bytes[(at + 2)..]), 0, marks);
            at += Fixed + key.Length;
            if ((marks & RowMark.Duplicate) != 0)
            {
                var length = BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);
                state.DuplicateOf[entry] = Encoding.UTF8.GetString(bytes.Slice(at + 2, length));
                at += 2 + length;
            }
        }

        return state;
    }

    void Place(int entry)
    {
        var slot = (int)entries[entry].KeyHash & (slots.Length - 1);
        while (slots[slot] != 0)
        {
            slot = (slot + 1) & (slots.Length - 1);
        }

        slots[slot] = entry + 1;
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
