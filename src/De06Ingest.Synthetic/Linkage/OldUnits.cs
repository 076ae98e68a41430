using System.Collections.Frozen;

namespace De06Ingest.Synthetic.Linkage;

/// <summary>
/// Communes that were merged on 1 July 2025, by the code of the unit they went into (<c>old-units.csv</c>). A unit
/// keeps the code of one of them: that one is not listed.
/// </summary>
static class OldUnits
{
    static readonly FrozenDictionary<string, OldUnit[]> ByCode = Read();

    /// <summary>Empty for a unit that was merged from nothing but the commune whose code it keeps.</summary>
    public static OldUnit[] Of(string code) => ByCode.GetValueOrDefault(code, []);

    static FrozenDictionary<string, OldUnit[]> Read()
    {
        using var stream = typeof(OldUnits).Assembly.GetManifestResourceStream("old-units.csv")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1)
            .Select(line => line.Split(','))
            .GroupBy(cells => cells[0], cells => new OldUnit(cells[1], cells[2]))
            .ToFrozenDictionary(unit => unit.Key, unit => unit.ToArray());
    }
}

/// <summary>A commune of before July 2025.</summary>
readonly record struct OldUnit(string Code, string Name);
