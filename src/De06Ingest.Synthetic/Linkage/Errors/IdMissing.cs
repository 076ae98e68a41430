namespace De06Ingest.Synthetic.Linkage.Errors;

/// <summary>Neither the personal id nor a CMND is given.</summary>
sealed class IdMissing : IRowError
{
    public string Kind => "id-missing";

    public Cell Cell => Cell.Id;

    public bool Spoil(FeedRow row, ref Chance chance)
    {
        row.Id = row.Legacy = "";
        return true;
    }
}
