using De06Ingest.Synthetic.Extracts;
using De06Ingest.Synthetic.Plan;

namespace De06Ingest.Synthetic.Planted;

/// <summary>What an extract is made of, as far as a damaged row can differ by it.</summary>
enum ExtractForm { Csv, JsonArray, Ndjson }

/// <summary>One way in which a row is unusable; the row is about nobody who is otherwise in the extract.</summary>
interface IRefusedRow
{
    /// <summary>The fault code under which the row is refused.</summary>
    string Code { get; }

    /// <summary>Does it occur in extracts of this form, whose key is (or is not) the personal id?</summary>
    bool OccursIn(ExtractForm form, bool keyedById);

    /// <summary>Changes values before the row is written.</summary>
    void Spoil(SectorRow row)
    {
    }

    /// <summary>Damages the bytes of the written row.</summary>
    void Damage(ExtractSink sink, byte separator)
    {
    }
}

/// <summary>Every way.</summary>
static class RefusedRows
{
    static readonly IRefusedRow[] All =
        [new TooFewFields(), new BrokenUtf8(), new KeyMissing(), new KeyMasked(), new KeyTooShort(), new BrokenJson()];

    public static IRefusedRow[] In(ExtractForm form, bool keyedById) =>
        [.. All.Where(r => r.OccursIn(form, keyedById))];
}
