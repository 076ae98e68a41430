namespace De06Ingest.Synthetic.Linkage.Errors;

/// <summary>Code and name of a commune that was merged into this one on 1 July 2025.</summary>
sealed class UnitOldCode : IRowError
{
    public string Kind => "unit-old-code";

    public Cell Cell => Cell.Home;

    public bool Spoil(FeedRow row, ref Chance chance)
    {
        var merged = OldUnits.Of(row.Unit);
        if (merged.Length == 0)
        {
            return false;
        }

        (row.Unit, row.UnitName) = chance.Pick(merged);
        return true;
    }
}
