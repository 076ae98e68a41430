using System.Numerics;
using System.Runtime.CompilerServices;
using De06Ingest.Values;

namespace De06Ingest.Matching.Evidence;

/// <summary>Rows by what citizens are found by: a hash of 64-bit keys to chains of rows, with a bitmap before it that
/// turns most look-ups away without a cache miss.</summary>
/// <remarks>Filled by one thread, then read by several.</remarks>
sealed class EvidenceTable
{
    const int BitsPerKey = 16;

    readonly LargeArray<Slot> slots;
    readonly Entry[] entries;
    readonly ulong[] bitmap;
    readonly int mask;
    readonly int shift;

    /// <summary>Keys whose slots were asked for and are written together.</summary>
    readonly (ulong Key, int Row, long Value)[] pending = new (ulong, int, long)[32];
    int waiting;
    int count;

    /// <param name="most">Most keys that will be added.</param>
    public EvidenceTable(int most)
    {
        var size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(64, most + (most / 2)));
        slots = LargeArray.Zeros<Slot>(size);
        entries = new Entry[most + 1];
        mask = size - 1;
        var bits = BitOperations.RoundUpToPowerOf2((ulong)Math.Max(1024, (long)most * BitsPerKey));
        bitmap = new ulong[bits / 64];
        shift = 64 - BitOperations.Log2(bits);
    }

    public int Slots => slots.Length;

    /// <summary>Notes that the row has the key, once <see cref="Complete"/> is called; 0 is no key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="row">The row; -1 where only the number of citizens with the key is wanted.</param>
    /// <param name="value">What tells of the row whether it is worth a look, kept with the entry.</param>
    public void Add(ulong key, int row, long value = 0)
    {
        Prefetch(key);
        pending[waiting++] = (key, row, value);
        if (waiting == pending.Length)
        {
            Complete();
        }
    }

    /// <summary>After the last key was added.</summary>
    public void Complete()
    {
        foreach (var (key, row, value) in pending.AsSpan(0, waiting))
        {
            Place(key, row, value);
        }

        waiting = 0;
    }

    void Place(ulong key, int row, long value)
    {
        var slot = (int)key & mask;
        while (slots[slot].Key != 0 && slots[slot].Key != key)
        {
            slot = (slot + 1) & mask;
        }

        slots[slot].Key = key;
        slots[slot].InFeed++;
        bitmap[key >> shift >> 6] |= 1UL << (int)(key >> shift);
        if (row >= 0)
        {
            entries[++count] = new(row, slots[slot].Head, value);
            slots[slot].Head = count;
        }
    }

    /// <summary>Slot of the key, or -1.</summary>
    public int Find(ulong key) => MayHave(key) ? Look(key) : -1;

    /// <summary>False for most keys that no row has.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool MayHave(ulong key)
    {
        var bit = key >> shift;
        return (bitmap[bit >> 6] & (1UL << (int)bit)) != 0;
    }

    /// <summary>Asks the processor for the slot of a key.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Prefetch(ulong key) => slots.Prefetch((int)key & mask);

    /// <summary>Slot of a key that the bitmap does not turn away, or -1.</summary>
    public int Look(ulong key)
    {
        var slot = (int)key & mask;
        while (true)
        {
            if (slots[slot].Key == key)
            {
                return slot;
            }

            if (slots[slot].Key == 0)
            {
                return -1;
            }

            slot = (slot + 1) & mask;
        }
    }

    /// <summary>First entry of the slot; 0 for none.</summary>
    public int First(int slot) => slots[slot].Head;

    /// <summary>An entry of a slot.</summary>
    public ref readonly Entry this[int entry] => ref entries[entry];

    /// <summary>Asks the processor for an entry.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void PrefetchEntry(int entry) => LargeArray.Prefetch(ref entries[entry]);

    /// <summary>Rows that have the key.</summary>
    public int InFeed(int slot) => slots[slot].InFeed;

    /// <param name="Row">A row that has the key.</param>
    /// <param name="Next">The next entry of the same key; 0 for none.</param>
    /// <param name="Value">What was noted with the row.</param>
    public readonly record struct Entry(int Row, int Next, long Value);

    struct Slot
    {
        public ulong Key;
        public int Head;
        public int InFeed;
    }
}
