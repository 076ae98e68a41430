namespace De06Ingest.Synthetic.Linkage.Errors;

/// <summary>Only the year of birth is written. Of 1 January the year is all that was known.</summary>
sealed class BirthYearOnly : IRowError
{
    public string Kind => "birth-year-only";

    public Cell Cell => Cell.Birth;

    public bool Spoil(FeedRow row, ref Chance chance)
    {
        if (row.Birth is { YearOnly: true } or { Month: 1, Day: 1 })
        {
            return false;
        }

        row.BirthText = row.Birth.Year.ToString("D4");
        return true;
    }
}
