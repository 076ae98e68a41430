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
    readonly int[] next;
    readonly int[] rows;
    readonly ulong[] bitmap;
    readonly int mask;
    readonly int shift;
    int entries;

    /// <param name="most">Most keys that will be added.</param>
    public EvidenceTable(int most)
    {
        var size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(64, most + (most / 2)));
        slots = LargeArray.Zeros<Slot>(size);
        (next, rows) = (new int[most + 1], new int[most + 1]);
        mask = size - 1;
        var bits = BitOperations.RoundUpToPowerOf2((ulong)Math.Max(1024, (long)most * BitsPerKey));
        bitmap = new ulong[bits / 64];
        shift = 64 - BitOperations.Log2(bits);
    }

    public int Slots => slots.Length;

    /// <summary>Notes that the row has the key; 0 is no key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="row">The row; -1 where only the number of citizens with the key is wanted.</param>
    public void Add(ulong key, int row)
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
            (rows[++entries], next[entries]) = (row, slots[slot].Head);
            slots[slot].Head = entries;
        }
    }

    /// <summary>Slot of the key, or -1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Find(ulong key)
    {
        var bit = key >> shift;
        return (bitmap[bit >> 6] & (1UL << (int)bit)) == 0 ? -1 : Look(key);
    }

    /// <summary>Asks the processor for the slot of a key that may be there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Prefetch(ulong key)
    {
        var bit = key >> shift;
        if ((bitmap[bit >> 6] & (1UL << (int)bit)) != 0)
        {
            slots.Prefetch((int)key & mask);
        }
    }

    /// <summary>First entry of the slot; 0 for none.</summary>
    public int First(int slot) => slots[slot].Head;

    public int Next(int entry) => next[entry];

    public int Row(int entry) => rows[entry];

    /// <summary>Rows that have the key.</summary>
    public int InFeed(int slot) => slots[slot].InFeed;

    int Look(ulong key)
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

    struct Slot
    {
        public ulong Key;
        public int Head;
        public int InFeed;
    }
}
