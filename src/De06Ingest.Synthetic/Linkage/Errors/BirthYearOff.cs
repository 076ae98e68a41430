namespace De06Ingest.Synthetic.Linkage.Errors;

/// <summary>
/// The year before or after. More often before: an age counted from conception (tuổi mụ) is one too high.
/// </summary>
sealed class BirthYearOff : IRowError
{
    public string Kind => "birth-year-off";

    public Cell Cell => Cell.Birth;

    public bool Spoil(FeedRow row, ref Chance chance)
    {
        var before = chance.PerMille(650) || row.Birth.Year >= 2025;
        row.Birth = row.Birth.InYear(row.Birth.Year + (before ? -1 : 1));
        return true;
    }
}
