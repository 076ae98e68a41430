namespace De06Ingest.Synthetic.Linkage.Errors;

/// <summary>The personal id as a spreadsheet shows a long number, with all of its digits: 5.1185999123E+10.</summary>
sealed class IdScientific : IRowError
{
    public string Kind => "id-scientific";

    public Cell Cell => Cell.Id;

    public bool Spoil(FeedRow row, ref Chance chance)
    {
        var digits = row.Id.TrimStart('0');
        var mantissa = digits[1..].TrimEnd('0');
        row.Id = $"{digits[0]}{(mantissa.Length > 0 ? "." : "")}{mantissa}E+{digits.Length - 1:D2}";
        return true;
    }
}
