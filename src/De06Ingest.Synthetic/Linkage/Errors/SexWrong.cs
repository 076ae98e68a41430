namespace De06Ingest.Synthetic.Linkage.Errors;

/// <summary>The other sex.</summary>
sealed class SexWrong : IRowError
{
    public string Kind => "sex-wrong";

    public Cell Cell => Cell.Sex;

    public bool Spoil(FeedRow row, ref Chance chance)
    {
        row.Sex = row.Sex == "Nam" ? "Nữ" : "Nam";
        return true;
    }
}
