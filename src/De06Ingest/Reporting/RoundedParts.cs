namespace De06Ingest.Reporting;

/// <summary>Rounds parts so that what is printed adds up to the printed whole.</summary>
static class RoundedParts
{
    /// <summary>The parts with this many decimals; their sum is the rounded sum of the exact parts. What is left after
    /// cutting goes to the parts that were cut most (largest remainder).</summary>
    public static IReadOnlyList<decimal> Of(IReadOnlyList<decimal> parts, int decimals)
    {
        var unit = 1m;
        for (var i = 0; i < decimals; i++)
        {
            unit /= 10m;
        }

        var cut = parts.Select(p => Math.Floor(p / unit) * unit).ToArray();
        var whole = Math.Round(parts.Sum(), decimals, MidpointRounding.AwayFromZero);
        var left = (int)Math.Round((whole - cut.Sum()) / unit);
        foreach (var part in Enumerable.Range(0, parts.Count).OrderByDescending(i => parts[i] - cut[i]).Take(left))
        {
            cut[part] += unit;
        }

        return cut;
    }
}
