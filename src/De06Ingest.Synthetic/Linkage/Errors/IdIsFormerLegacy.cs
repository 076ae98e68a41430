namespace De06Ingest.Synthetic.Linkage.Errors;

/// <summary>A CMND from before the person moved to the province: the register has the later one.</summary>
sealed class IdIsFormerLegacy : IRowError
{
    public string Kind => "id-is-former-legacy";

    public Cell Cell => Cell.Id;

    public bool Spoil(FeedRow row, ref Chance chance)
    {
        if (row.Register.FormerLegacy(row.Person) == 0)
        {
            return false;
        }

        LegacyCells.Write(row, row.Register.FormerLegacy(row.Person), ref chance);
        return true;
    }
}
