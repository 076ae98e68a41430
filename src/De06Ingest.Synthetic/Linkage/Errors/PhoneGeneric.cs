namespace De06Ingest.Synthetic.Linkage.Errors;

/// <summary>The number of the clerk who filled in the list, the same on all his rows; or one that is none.</summary>
sealed class PhoneGeneric : IRowError
{
    static readonly string[] Placeholders = ["0000000000", "0123456789", "0987654321", "0912345678", "0900000000"];

    public string Kind => "phone-generic";

    public Cell Cell => Cell.Phone;

    public bool Spoil(FeedRow row, ref Chance chance)
    {
        if (chance.PerMille(300))
        {
            row.PhoneText = chance.Pick(Placeholders);
        }
        else
        {
            row.Phone = row.Register.OfficePhone(row.Place);
        }

        return true;
    }
}
