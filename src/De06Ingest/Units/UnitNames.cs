using System.Text;

namespace De06Ingest.Units;

/// <summary>Counts on which maps the code of a row means a unit of the name that stands beside it.</summary>
/// <remarks>
/// Most codes of a new map live on from an old one with a larger meaning: only the name tells them apart. A unit of the
/// same name on several maps speaks for all of these. What is evidence of what: a code, and the name of the unit in a
/// column of its own, which one list of units gave together, are evidence of the map of the codes. An address is not:
/// people and lists keep the old commune and its district beside a code that was long since changed, and clerks write
/// the new one beside a code that was not. It is evidence of where in the unit the person lives, <see
/// cref="UnitChoice"/>. So a cell counts only if it is the name and nothing else.
/// </remarks>
/// <param name="maps">Every map.</param>
sealed class UnitNames(UnitMaps maps)
{
    /// <summary>All rows of an extract of this size are looked at, and of a larger one a part.</summary>
    const int AllUpTo = 20_000;
    const int OneOf = 64;

    /// <summary>Ways of writing a unit that are remembered, so that a cell costs a comparison of bytes.</summary>
    const int MostForms = 16;

    readonly Dictionary<int, List<(byte[] Cell, int Fits)>> forms = [];
    readonly Dictionary<int, long> rows = [];

    /// <summary>Rows by the maps on which code and name fit, as <see cref="Bits"/>.</summary>
    public IReadOnlyDictionary<int, long> Rows => rows;

    /// <summary>The bit of each map in the keys of <see cref="Rows"/>.</summary>
    public static Dictionary<UnitMap, int> Bits(UnitMaps maps) =>
        maps.All.Select((map, i) => (map, Bit: 1 << i)).ToDictionary(m => m.map, m => m.Bit);

    /// <summary>The line is looked at; the same ones whoever reads them.</summary>
    public static bool IsLookedAt(long line) => line <= AllUpTo || line % OneOf == 0;

    /// <param name="slot">The code.</param>
    /// <param name="cell">The name beside it, UTF-8.</param>
    public void Take(int slot, ReadOnlySpan<byte> cell)
    {
        if (!forms.TryGetValue(slot, out var seen))
        {
            forms[slot] = seen = [];
        }

        if (Fits(slot, cell, seen) is var fits and not 0)
        {
            rows[fits] = rows.GetValueOrDefault(fits) + 1;
        }
    }

    int Fits(int slot, ReadOnlySpan<byte> cell, List<(byte[] Cell, int Fits)> seen)
    {
        foreach (var form in seen)
        {
            if (cell.SequenceEqual(form.Cell))
            {
                return form.Fits;
            }
        }

        var key = UnitKinds.Without(UnitKinds.InFull(Encoding.UTF8.GetString(cell)));
        var fits = maps.All.Select((map, i) =>
            map.Units.GetValueOrDefault(slot) is { } unit && UnitMaps.NameKey(unit.Name) == key ? 1 << i : 0).Sum();
        if (seen.Count < MostForms)
        {
            seen.Add((cell.ToArray(), fits));
        }

        return fits;
    }

    /// <summary>What several have counted.</summary>
    public static Dictionary<int, long> Sum(IEnumerable<UnitNames> counted) => counted.SelectMany(c => c.rows)
        .GroupBy(r => r.Key).ToDictionary(g => g.Key, g => g.Sum(r => r.Value));
}
