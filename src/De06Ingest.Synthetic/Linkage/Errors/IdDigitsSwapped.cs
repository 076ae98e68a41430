namespace De06Ingest.Synthetic.Linkage.Errors;

/// <summary>Two neighbouring digits of the personal id changed places.</summary>
sealed class IdDigitsSwapped : IRowError
{
    public string Kind => "id-digits-swapped";

    public Cell Cell => Cell.Id;

    public bool Spoil(FeedRow row, ref Chance chance)
    {
        var digits = row.Id.ToCharArray();
        var at = chance.Next(digits.Length - 1);
        (digits[at], digits[at + 1]) = (digits[at + 1], digits[at]);
        if (digits[at] == digits[at + 1])
        {
            return false;
        }

        row.Id = new string(digits);
        return true;
    }
}
