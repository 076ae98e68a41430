using De06Ingest.Matching.Comparing;

namespace De06Ingest.Matching.Blocking;

/// <summary>Keys under which a given name on the one side and an equal family name on the other come together, one of
/// them or both.</summary>
sealed class CrosswiseKeys(TextComparison given, TextComparison family) : IRowKeys
{
    [ThreadStatic]
    static ulong[]? room;

    public ReadOnlySpan<ulong> Of(Side side, int row)
    {
        var (one, other) = side == Side.Feed
            ? (given.Key(side, row), family.Key(side, row))
            : (family.Key(side, row), given.Key(side, row));
        var keys = room ??= new ulong[3];
        var count = 0;
        if (one != 0)
        {
            keys[count++] = one ^ 2;
        }

        if (other != 0)
        {
            keys[count++] = other ^ 4;
        }

        if (one != 0 && other != 0)
        {
            keys[count++] = ((one * 3) ^ other) | 1;
        }

        return keys.AsSpan(0, count);
    }
}
