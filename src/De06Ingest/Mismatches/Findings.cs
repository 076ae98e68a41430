using De06Ingest.Database;
using De06Ingest.Intake.Normalise;
using De06Ingest.Matching;
using De06Ingest.Mismatches.Across;

namespace De06Ingest.Mismatches;

/// <summary>Disagreements that a pass found, one per record and kind, encoded for the temporary table
/// <c>finding</c>.</summary>
sealed class Findings
{
    /// <summary>Columns of the table, in order.</summary>
    public const string Columns =
        "subject_id, kind, record_id, sector_value, reference_value, unit, citizen_ref, line_no";

    public RawCopy Rows { get; } = new(null);

    /// <summary>Versions of records that give way to another, as rows of the clean table; null while there is
    /// none.</summary>
    public RawCopy? Others { get; set; }

    /// <summary>What a rule across the set tells of a published row.</summary>
    public void Add(SetFinding finding, string kind)
    {
        var row = finding.Row;
        var length = (row.SubjectId.Length + row.RecordId.Length + (finding.SectorValue?.Length ?? 0)
            + (finding.ReferenceValue?.Length ?? 0) + (row.HomeUnit?.Length ?? 0)) * 3;
        Rows.Row(8, 512 + length);
        Rows.Text(row.SubjectId);
        Rows.Text(kind);
        Rows.Text(row.RecordId);
        Rows.Text(finding.SectorValue);
        Rows.Text(finding.ReferenceValue);
        Rows.Text(row.HomeUnit);
        Rows.UuidOrNull(row.CitizenRef is { } citizen ? Pseudonym.FromGuid(citizen) : UInt128.Zero);
        Rows.Int64(row.LineNo);
    }

    /// <param name="record">Record that shows it.</param>
    /// <param name="kind">Stable code.</param>
    /// <param name="mismatch">The two values.</param>
    /// <param name="citizenRef">Pseudonym of the citizen, or zero.</param>
    /// <param name="unit">Unit that must see to it, on the map in force.</param>
    public void Add(SectorRecord record, string kind, in Mismatch mismatch, UInt128 citizenRef, string? unit)
    {
        Rows.Row(8, 2048 + (3 * ((mismatch.SectorValue?.Length ?? 0) + (mismatch.ReferenceValue?.Length ?? 0)))
            + record.Key.Length + record.Subject.Length);
        Rows.Bytes(record.Bytes(record.Subject));
        Rows.Text(kind);
        Rows.Bytes(record.Bytes(record.Key));
        Rows.Text(mismatch.SectorValue);
        Rows.Text(mismatch.ReferenceValue);
        Rows.Text(unit);
        Rows.UuidOrNull(citizenRef);
        Rows.Int64(record.LineNumber);
    }
}
