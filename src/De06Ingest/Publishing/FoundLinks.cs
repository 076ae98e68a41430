using System.Globalization;
using De06Ingest.Database;
using De06Ingest.Intake.Normalise;
using De06Ingest.Matching;
using De06Ingest.Matching.Evidence;
using De06Ingest.Values;

namespace De06Ingest.Publishing;

/// <summary>Citizens that a pass found otherwise than by personal id, and pairs for a person to decide about, encoded
/// for the temporary table <c>link_now</c>.</summary>
sealed class FoundLinks
{
    /// <summary>Columns of the table, in order.</summary>
    public const string Columns =
        "record_id, citizen_ref, personal_id, method, probability, profile, is_auto, cause, unit";

    public RawCopy Rows { get; } = new(null);

    public void Add(SectorRecord record, in EvidenceLink link, ReferenceIndex reference)
    {
        Rows.Row(9, record.Key.Length + 256 + (3 * (link.Profile?.Length ?? 0)));
        Rows.Bytes(record.Bytes(record.Key));
        Rows.Uuid(reference.Ref(link.Citizen));
        PersonalId.FromNumber(reference[link.Citizen].PersonalId).WriteDigits(Rows.Fixed(12));
        Rows.Text(link.Method.Word());
        Rows.Float32(link.Probability);
        Rows.Text(link.Profile ?? "");
        Rows.Bool(link.Band == Band.Auto);
        Rows.Text(link.IsTaken ? "citizen-taken" : "probability");
        Rows.Text(record.HomeUnit == SectorRecord.Unknown
            ? null
            : record.HomeUnit.ToString($"D{record.HomeUnitLength}", CultureInfo.InvariantCulture));
    }
}
