namespace De06Ingest.Synthetic;

/// <summary>A small generator of chance (SplitMix64), seeded by what the chance is about.</summary>
/// <remarks>Every row has its own chance, made from (seed, stream, index). So a file can be written by any thread, in
/// any
/// order and on any day, and an untouched row has the same bytes on all of them.</remarks>
struct Chance(ulong state)
{
    ulong _state = state;

    /// <summary>Chance for one thing: <paramref name="use"/> says what for, <paramref name="index"/> whose.</summary>
    public static Chance For(ulong seed, ChanceFor use, long index) =>
        new(Mix(Mix(seed ^ ((ulong)use << 56)) ^ (ulong)index));

    /// <summary>A number from 0 to <paramref name="below"/> - 1.</summary>
    public int Next(int below) => (int)(((UInt128)NextBits() * (ulong)below) >> 64);

    /// <summary>A number from <paramref name="from"/> to <paramref name="to"/>, both included.</summary>
    public int Between(int from, int to) => from + Next(to - from + 1);

    /// <summary>True in so many of a thousand cases.</summary>
    public bool PerMille(int share) => Next(1000) < share;

    public T Pick<T>(T[] items) => items[Next(items.Length)];

    /// <summary>Puts them into an order of chance.</summary>
    public void Shuffle<T>(T[] items)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var other = Next(i + 1);
            (items[i], items[other]) = (items[other], items[i]);
        }
    }

    ulong NextBits()
    {
        _state += 0x9E3779B97F4A7C15UL;
        return Finish(_state);
    }

    static ulong Mix(ulong value) => Finish(value + 0x9E3779B97F4A7C15UL);

    static ulong Finish(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}

/// <summary>What a chance is for, so that no two uses share their numbers.</summary>
enum ChanceFor
{
    Household = 1,
    Person,
    Stranger,
    Membership,
    Details,
    Spoiling,
    Dressing,
    Reference,
    Registering,
    Phoning,
    Sampling,
    SectorRow,
    SectorError,
    SystemMember,
    SystemDetails,
    SystemDressing,
    SystemSpoiling,
    RegisterRow,
    OwnPhone,
    Across,
    Sectors,
    Scenario,
    Address,
}
