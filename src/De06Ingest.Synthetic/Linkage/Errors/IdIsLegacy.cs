namespace De06Ingest.Synthetic.Linkage.Errors;

/// <summary>The CMND in place of the personal id: in its cell, or alone in a cell of its own.</summary>
sealed class IdIsLegacy : IRowError
{
    public string Kind => "id-is-legacy";

    public Cell Cell => Cell.Id;

    public bool Spoil(FeedRow row, ref Chance chance)
    {
        if (row.Citizen.Legacy == 0)
        {
            return false;
        }

        LegacyCells.Write(row, row.Citizen.Legacy, ref chance);
        return true;
    }
}
