namespace De06Ingest.Synthetic.Linkage.Errors;

/// <summary>The number of another member of the household.</summary>
sealed class PhoneOfRelative : IRowError
{
    public string Kind => "phone-of-relative";

    public Cell Cell => Cell.Phone;

    public bool Spoil(FeedRow row, ref Chance chance)
    {
        var phone = row.Phone;
        var other = Household.Other(
            row, ref chance, i => row.Register.Person(i).Phone is not 0 and var number && number != phone);
        row.Phone = other is { } index ? row.Register.Person(index).Phone : phone;
        return other is not null;
    }
}
