using De06Ingest.Synthetic.Plan;

namespace De06Ingest.Synthetic.Planted;

/// <summary>The personal id is the key and lacks its last five digits.</summary>
sealed class KeyTooShort : IRefusedRow
{
    public string Code => "personal-id-length";

    public bool OccursIn(ExtractForm form, bool keyedById) => keyedById;

    public void Spoil(SectorRow row) => row.IdText = row.Id.ToString("D12")[..7];
}
