using De06Ingest.Synthetic.Extracts;
using De06Ingest.Synthetic.Plan;

namespace De06Ingest.Synthetic.Planted;

/// <summary>A row with a byte that cannot stand in UTF-8.</summary>
/// <remarks>Not in a JSON array: there it would spoil the whole document, not one row.</remarks>
sealed class BrokenUtf8 : IRefusedRow
{
    public string Code => "row-utf8";

    public bool OccursIn(ExtractForm form, bool keyedById) => form != ExtractForm.JsonArray;

    public void Spoil(SectorRow row) => row.Name = "Nguyễn Văn Ảnh";

    public void Damage(ExtractSink sink, byte separator) => sink.BreakUtf8();
}
