using De06Ingest.Synthetic.Extracts;

namespace De06Ingest.Synthetic.Planted;

/// <summary>A line of NDJSON that breaks off in the middle.</summary>
sealed class BrokenJson : IRefusedRow
{
    public string Code => "json-syntax";

    public bool OccursIn(ExtractForm form, bool keyedById) => form == ExtractForm.Ndjson;

    public void Damage(ExtractSink sink, byte separator) => sink.CutHalf();
}
