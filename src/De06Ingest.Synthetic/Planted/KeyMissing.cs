using De06Ingest.Synthetic.Plan;

namespace De06Ingest.Synthetic.Planted;

/// <summary>The cell of the key is empty.</summary>
sealed class KeyMissing : IRefusedRow
{
    public string Code => "key-missing";

    public bool OccursIn(ExtractForm form, bool keyedById) => true;

    public void Spoil(SectorRow row)
    {
        row.IdText = row.RecordNo.Length == 0 ? "" : row.IdText;
        row.RecordNo = "";
    }
}
