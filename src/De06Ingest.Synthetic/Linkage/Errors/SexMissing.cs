namespace De06Ingest.Synthetic.Linkage.Errors;

/// <summary>The sex is not given.</summary>
sealed class SexMissing : IRowError
{
    public string Kind => "sex-missing";

    public Cell Cell => Cell.Sex;

    public bool Spoil(FeedRow row, ref Chance chance)
    {
        row.Sex = "";
        return true;
    }
}
