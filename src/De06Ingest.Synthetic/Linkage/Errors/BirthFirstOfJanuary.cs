namespace De06Ingest.Synthetic.Linkage.Errors;

/// <summary>01/01 in place of a day and month that somebody did not know.</summary>
sealed class BirthFirstOfJanuary : IRowError
{
    public string Kind => "birth-first-of-january";

    public Cell Cell => Cell.Birth;

    public bool Spoil(FeedRow row, ref Chance chance)
    {
        var known = row.Birth is { YearOnly: false } and not { Month: 1, Day: 1 };
        row.Birth = known ? new(row.Birth.Year, 1, 1) : row.Birth;
        return known;
    }
}
