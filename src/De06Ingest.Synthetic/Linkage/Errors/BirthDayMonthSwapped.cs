namespace De06Ingest.Synthetic.Linkage.Errors;

/// <summary>Day and month changed places.</summary>
sealed class BirthDayMonthSwapped : IRowError
{
    public string Kind => "birth-day-month-swapped";

    public Cell Cell => Cell.Birth;

    public bool Spoil(FeedRow row, ref Chance chance)
    {
        var fits = row.Birth.Day is >= 1 and <= 12 && row.Birth.Day != row.Birth.Month;
        row.Birth = fits ? row.Birth with { Day = row.Birth.Month, Month = row.Birth.Day } : row.Birth;
        return fits;
    }
}
