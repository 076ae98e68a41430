using De06Ingest.Synthetic.Extracts;

namespace De06Ingest.Synthetic.Planted;

/// <summary>A CSV line that breaks off after three cells.</summary>
sealed class TooFewFields : IRefusedRow
{
    public string Code => "row-fields";

    public bool OccursIn(ExtractForm form, bool keyedById) => form == ExtractForm.Csv;

    public void Damage(ExtractSink sink, byte separator) => sink.CutAfter(3, separator);
}
