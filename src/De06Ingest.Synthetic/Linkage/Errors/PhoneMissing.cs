namespace De06Ingest.Synthetic.Linkage.Errors;

/// <summary>The register has a phone number, the sector has none.</summary>
sealed class PhoneMissing : IRowError
{
    public string Kind => "phone-missing";

    public Cell Cell => Cell.Phone;

    public bool Spoil(FeedRow row, ref Chance chance)
    {
        var known = row.Phone != 0;
        row.Phone = 0;
        return known;
    }
}
