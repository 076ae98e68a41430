namespace De06Ingest.Synthetic.Linkage.Errors;

/// <summary>One digit of the personal id is another one.</summary>
sealed class IdDigitWrong : IRowError
{
    public string Kind => "id-digit-wrong";

    public Cell Cell => Cell.Id;

    public bool Spoil(FeedRow row, ref Chance chance)
    {
        var digits = row.Id.ToCharArray();
        var at = chance.Next(digits.Length);
        digits[at] = (char)('0' + ((digits[at] - '0' + chance.Between(1, 9)) % 10));
        row.Id = new string(digits);
        return true;
    }
}
