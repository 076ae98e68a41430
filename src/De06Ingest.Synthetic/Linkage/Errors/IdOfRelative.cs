namespace De06Ingest.Synthetic.Linkage.Errors;

/// <summary>The personal id of another member of the household, who is in the register.</summary>
sealed class IdOfRelative : IRowError
{
    public string Kind => "id-of-relative";

    public Cell Cell => Cell.Id;

    public bool Spoil(FeedRow row, ref Chance chance)
    {
        if (Household.Other(row, ref chance, i => !row.Register.IsStranger(i)) is not { } other)
        {
            return false;
        }

        row.Id = row.Register.Person(other).Id.ToString("D12");
        return true;
    }
}
