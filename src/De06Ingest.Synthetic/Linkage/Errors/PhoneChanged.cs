namespace De06Ingest.Synthetic.Linkage.Errors;

/// <summary>A number that the person had before, or has since: nobody has it in the register.</summary>
sealed class PhoneChanged : IRowError
{
    public string Kind => "phone-changed";

    public Cell Cell => Cell.Phone;

    public bool Spoil(FeedRow row, ref Chance chance)
    {
        var known = row.Phone != 0;
        row.Phone = known ? row.Register.NextPhone(row.Person) : 0;
        return known;
    }
}
