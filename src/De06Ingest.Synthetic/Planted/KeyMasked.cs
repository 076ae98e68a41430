using De06Ingest.Synthetic.Plan;

namespace De06Ingest.Synthetic.Planted;

/// <summary>The personal id is the key and comes masked.</summary>
sealed class KeyMasked : IRefusedRow
{
    public string Code => "personal-id-masked";

    public bool OccursIn(ExtractForm form, bool keyedById) => keyedById;

    public void Spoil(SectorRow row)
    {
        var digits = row.Id.ToString("D12");
        row.IdText = digits[..3] + "*****" + digits[8..];
    }
}
