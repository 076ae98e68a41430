namespace De06Ingest.Synthetic.Linkage.Errors;

/// <summary>No code of a commune, and no commune in the address.</summary>
sealed class UnitMissing : IRowError
{
    public string Kind => "unit-missing";

    public Cell Cell => Cell.Home;

    public bool Spoil(FeedRow row, ref Chance chance)
    {
        row.Unit = row.UnitName = "";
        return true;
    }
}
