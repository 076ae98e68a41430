namespace De06Ingest.Synthetic.Linkage.Errors;

/// <summary>One of the last six digits is another one, so that it may well be somebody else's number.</summary>
sealed class PhoneDigitWrong : IRowError
{
    public string Kind => "phone-digit-wrong";

    public Cell Cell => Cell.Phone;

    public bool Spoil(FeedRow row, ref Chance chance)
    {
        if (row.Phone == 0)
        {
            return false;
        }

        var digits = row.Phone.ToString("D9").ToCharArray();
        var at = chance.Between(3, 8);
        digits[at] = (char)('0' + ((digits[at] - '0' + chance.Between(1, 9)) % 10));
        row.Phone = int.Parse(digits);
        return true;
    }
}
