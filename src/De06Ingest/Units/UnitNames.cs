using De06Ingest.Matching.Comparing;

namespace De06Ingest.Units;

/// <summary>Counts on which maps the code of a row means a unit of the name that stands beside it.</summary>
/// <remarks>Most codes of a new map live on from an old one with a larger meaning: only the name tells them apart. A
/// unit of the same name on several maps speaks for all of these.</remarks>
/// <param name="maps">Every map.</param>
sealed class UnitNames(UnitMaps maps)
{
    /// <summary>All rows of an extract of this size are looked at, and of a larger one a part.</summary>
    const int AllUpTo = 20_000;
    const int OneOf = 64;

    readonly Dictionary<int, string?[]> names = [];
    readonly Dictionary<int, long> rows = [];

    /// <summary>Rows by the maps on which code and name fit, as <see cref="Bits"/>.</summary>
    public IReadOnlyDictionary<int, long> Rows => rows;

    /// <summary>The bit of each map in the keys of <see cref="Rows"/>.</summary>
    public static Dictionary<UnitMap, int> Bits(UnitMaps maps) =>
        maps.All.Select((map, i) => (map, Bit: 1 << i)).ToDictionary(m => m.map, m => m.Bit);

    /// <summary>The line is looked at; the same ones whoever reads them.</summary>
    public static bool IsLookedAt(long line) => line <= AllUpTo || line % OneOf == 0;

    /// <param name="slot">The code.</param>
    /// <param name="text">The name beside it, alone or in an address.</param>
    public void Take(int slot, string text)
    {
        if (!names.TryGetValue(slot, out var named))
        {
            names[slot] = named = [.. maps.All.Select(m => m.Units.GetValueOrDefault(slot) is { } unit
                ? $" {UnitMaps.NameKey(unit.Name)} " : null)];
        }

        var (plain, fits) = ($" {PlainText.Of(text)} ", 0);
        for (var i = 0; i < named.Length; i++)
        {
            fits |= named[i] is { } name && plain.Contains(name, StringComparison.Ordinal) ? 1 << i : 0;
        }

        if (fits != 0)
        {
            rows[fits] = rows.GetValueOrDefault(fits) + 1;
        }
    }

    /// <summary>What several have counted.</summary>
    public static Dictionary<int, long> Sum(IEnumerable<UnitNames> counted) => counted.SelectMany(c => c.rows)
        .GroupBy(r => r.Key).ToDictionary(g => g.Key, g => g.Sum(r => r.Value));
}
