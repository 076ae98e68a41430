namespace De06Ingest.Synthetic.Linkage.Errors;

/// <summary>A spreadsheet took the personal id for a number: the zeros in front are gone.</summary>
/// <remarks>Every province begins with a zero; 001, 002, 004, 006, 008 begin with two.</remarks>
sealed class IdZerosLost : IRowError
{
    public string Kind => "id-zeros-lost";

    public Cell Cell => Cell.Id;

    public bool Spoil(FeedRow row, ref Chance chance)
    {
        row.Id = row.Id.TrimStart('0');
        return true;
    }
}
