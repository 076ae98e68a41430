using De06Ingest.Feeds;
using De06Ingest.Intake.Normalise;
using De06Ingest.Values;

namespace De06Ingest.Intake;

/// <summary>What a refused row without a readable key says, as far as it tells its record from others.</summary>
/// <param name="Fields">The citizen's fields.</param>
/// <param name="Marks">Cells in the order of <see cref="RecordMarks"/>.</param>
readonly record struct UnreadRow(RecordFields Fields, CellMark[] Marks);

/// <summary>One cell as text.</summary>
/// <param name="Text">Its value, or the cell as it came when that could not be read; null when it is empty.</param>
/// <param name="IsDamaged">The cell could not be read.</param>
readonly record struct CellMark(string? Text, bool IsDamaged);

/// <summary>Whether an unreadable row may be about a published record.</summary>
/// <remarks>What says whose a record is may not contradict: key, subject, personal id, legacy id, birth date, sex,
/// phone, home unit. Where a person has many records, of the days, times and numbers that tell one from another half
/// may, for a source goes on working on a record, and one that changed alone tells nothing. Amounts, codes and prose
/// change, or agree by chance: they are not asked.</remarks>
sealed class RecordMarks
{
    const int FewestChanges = 2;

    readonly FeedContract contract;
    readonly RecordBuilder builder;
    readonly int[] columns;
    readonly byte map;

    /// <summary>The first so many columns may not contradict.</summary>
    readonly int firm;

    /// <param name="contract">The feed's contract.</param>
    /// <param name="map">Number of the map that the extract's unit codes are on; 0 for none.</param>
    public RecordMarks(FeedContract contract, byte map)
    {
        (this.contract, this.map) = (contract, map);
        builder = new RecordBuilder(contract, DateOnly.MaxValue);
        int[] whose = [.. contract.Key.Concat(contract.Subject).Append("personalId").Append("legacyId")
            .Select(contract.IndexOf).Where(c => c >= 0).Distinct()];
        columns = HasOnePerPerson(contract)
            ? whose
            : [.. whose, .. Enumerable.Range(0, contract.Columns.Count).Except(whose).Where(TellsRecords)];
        firm = whose.Length;
    }

    /// <summary>What the row says.</summary>
    public UnreadRow Of(SectorRecord row) => new(row.Fields, [.. columns.Select(c => Mark(c, row))]);

    /// <summary>True when nothing in the row says that it is about another record.</summary>
    public bool MayBe(in UnreadRow row, SectorRecord record) =>
        ((row.Fields.PersonalId != 0 && row.Fields.PersonalId == record.PersonalId) || IsOne(row.Fields, record))
        && (row.Fields.Period is null || record.Period is null || row.Fields.Period == record.Period)
        && MarksAgree(row.Marks, record);

    static bool HasOnePerPerson(FeedContract contract) =>
        contract.OnePer is "personalId" or "legacyId"
        || contract.Key.All(name => name is "personalId" or "legacyId" or "period" or "unit");

    bool TellsRecords(int column)
    {
        var spec = contract.Columns[column];
        return !spec.IsCitizenField && spec.Name != contract.SourceTime.Column
            && spec.Kind is ColumnKind.Key or ColumnKind.Date or ColumnKind.Timestamp or ColumnKind.PersonalId
                or ColumnKind.LegacyId or >= ColumnKind.SocialInsurance;
    }

    CellMark Mark(int column, SectorRecord record)
    {
        if (record.Cells[column].HasValue)
        {
            return new(builder.Text(column, record), IsDamaged: false);
        }

        var name = contract.Columns[column].Name;
        var fault = record.Faults.Find(f => f.Column == name);
        return new(fault == default ? null : fault.Raw, fault != default);
    }

    /// <summary>Unit codes of two maps are not compared.</summary>
    bool IsOne(in RecordFields row, SectorRecord record) =>
        (row.BirthFrom == SectorRecord.Unknown || record.BirthFrom == SectorRecord.Unknown
            || (row.BirthFrom <= record.BirthTo && record.BirthFrom <= row.BirthTo))
        && (row.Sex == Sex.Unknown || record.Sex == Sex.Unknown || row.Sex == record.Sex)
        && (row.Phone == 0 || record.Phone == 0 || row.Phone == record.Phone)
        && (row.HomeUnit == SectorRecord.Unknown || record.HomeUnit == SectorRecord.Unknown
            || row.HomeUnit == record.HomeUnit || (map != 0 && record.UnitMap != 0 && map != record.UnitMap));

    bool MarksAgree(CellMark[] row, SectorRecord record)
    {
        var (same, changed) = (0, 0);
        for (var i = 0; i < row.Length; i++)
        {
            var (ours, theirs) = (row[i], Mark(columns[i], record));
            if (ours.Text is null || theirs.Text is null)
            {
                continue;
            }

            var agree = ours.Text == theirs.Text
                || ((ours.IsDamaged || theirs.IsDamaged) && DamagedNumber.MayBeOne(ours.Text, theirs.Text));
            if (!agree && i < firm)
            {
                return false;
            }

            (same, changed) = i < firm ? (same, changed) : agree ? (same + 1, changed) : (same, changed + 1);
        }

        return changed <= same || changed < FewestChanges;
    }
}
