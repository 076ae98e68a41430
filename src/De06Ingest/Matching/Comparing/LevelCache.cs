using System.Numerics;

namespace De06Ingest.Matching.Comparing;

/// <summary>Levels of pairs of distinct values that came up before: the same two streets meet in many pairs of
/// records.</summary>
/// <remarks>A pair takes one word of memory that is read and written at once, so threads share it without a lock; a
/// newer pair takes the place of an older one.</remarks>
sealed class LevelCache
{
    const int Most = 1 << 20;
    const int PairsPerValue = 8;
    const int ValueBits = 28;

    readonly ulong[] known;

    /// <param name="values">Distinct values.</param>
    public LevelCache(int values) =>
        known = new ulong[BitOperations.RoundUpToPowerOf2((uint)Math.Clamp(values * (long)PairsPerValue, 1024, Most))];

    /// <summary>The level that is held for the pair, or that <paramref name="compare"/> gives.</summary>
    public byte Of(int left, int right, Func<int, int, byte> compare)
    {
        if (((left | right) >> ValueBits) != 0)
        {
            return compare(left, right);
        }

        var pair = (((ulong)left << ValueBits) | (uint)right) + 1;
        ref var held = ref known[(pair * 0x9E3779B97F4A7C15UL) >> 40 & (ulong)(known.Length - 1)];
        var entry = Volatile.Read(ref held);
        if (entry >> 8 == pair)
        {
            return (byte)entry;
        }

        var level = compare(left, right);
        Volatile.Write(ref held, (pair << 8) | level);
        return level;
    }
}
