namespace De06Ingest.Synthetic.Linkage.Errors;

/// <summary>The personal id as a narrow column shows it: 5.12E+10 fits a hundred million people.</summary>
sealed class IdScientificLossy : IRowError
{
    public string Kind => "id-scientific-lossy";

    public Cell Cell => Cell.Id;

    public bool Spoil(FeedRow row, ref Chance chance)
    {
        var digits = row.Id.TrimStart('0');
        var mantissa = chance.PerMille(700) ? 2 : 5;
        var rounded = (long)Math.Round(row.Citizen.Id / Math.Pow(10, digits.Length - 1 - mantissa));
        var text = rounded.ToString();
        var exponent = digits.Length + text.Length - mantissa - 2;
        row.Id = $"{text[0]}{(chance.PerMille(300) ? ',' : '.')}{text[1..]}E+{exponent:D2}";
        return true;
    }
}
