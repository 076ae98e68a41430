namespace De06Ingest.Synthetic.Linkage.Errors;

/// <summary>One digit of day, month or year is another one, and the date is still one.</summary>
sealed class BirthDigitWrong : IRowError
{
    public string Kind => "birth-digit-wrong";

    public Cell Cell => Cell.Birth;

    public bool Spoil(FeedRow row, ref Chance chance)
    {
        if (row.Birth.YearOnly)
        {
            return false;
        }

        var text = $"{row.Birth.Day:D2}{row.Birth.Month:D2}{row.Birth.Year:D4}";
        for (var tries = 0; tries < 20; tries++)
        {
            // Not the century, which everybody sees.
            var at = chance.Pick([0, 1, 2, 3, 6, 7]);
            var digits = text.ToCharArray();
            digits[at] = (char)('0' + ((digits[at] - '0' + chance.Between(1, 9)) % 10));
            if (DateOnly.TryParseExact(digits, "ddMMyyyy", out var date) && date.Year <= 2026)
            {
                row.Birth = new((short)date.Year, (byte)date.Month, (byte)date.Day);
                return true;
            }
        }

        return false;
    }
}
