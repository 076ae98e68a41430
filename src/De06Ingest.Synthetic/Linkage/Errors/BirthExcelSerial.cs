namespace De06Ingest.Synthetic.Linkage.Errors;

/// <summary>The number by which a spreadsheet keeps the day: 31122 is 16 March 1985.</summary>
sealed class BirthExcelSerial : IRowError
{
    public string Kind => "birth-excel-serial";

    public Cell Cell => Cell.Birth;

    public bool Spoil(FeedRow row, ref Chance chance)
    {
        if (row.Birth.YearOnly || row.Birth.Year < 1901)
        {
            return false;
        }

        var date = new DateOnly(row.Birth.Year, row.Birth.Month, row.Birth.Day);
        row.BirthText = (date.DayNumber - new DateOnly(1899, 12, 30).DayNumber).ToString();
        return true;
    }
}
