using System.Buffers.Binary;
using System.Text;
using De06Ingest.Database;
using De06Ingest.Feeds;
using De06Ingest.Intake.Normalise;
using De06Ingest.Values;

namespace De06Ingest.Publishing;

/// <summary>What a clean row has beside the record: where it came from and whom it was matched with.</summary>
readonly record struct RowOrigin(
    long RowHash, long LineNo, string Slice, long RowOrder, UInt128 CitizenRef, string? Unmatched,
    string? DuplicateOf);

/// <summary>A record as a row of its clean table in binary COPY format, both ways.</summary>
/// <remarks>The columns and their order are those of <see cref="CleanTable"/>, less those that its run's table adds; a
/// test reads back what it wrote.</remarks>
sealed class CleanRow
{
    readonly FeedContract contract;
    readonly CellReader[] readers;
    readonly ColumnKind[] kinds;
    readonly bool hasSlice;
    readonly bool hasSubject;
    readonly bool hasOrder;
    readonly bool hasMap;
    readonly bool writesMap;
    readonly int columns;
    readonly short fields;

    /// <param name="contract">The feed's contract.</param>
    /// <param name="writesMap">Rows state their map of units, as those that are checked again; the rows of an extract
    /// have one map, which their table adds.</param>
    public CleanRow(FeedContract contract, bool writesMap = false)
    {
        this.contract = contract;
        kinds = [.. contract.Columns.Select(c => c.Kind)];
        readers = [.. contract.Columns.Select(c => new CellReader(c, DateOnly.MaxValue))];
        hasSlice = contract.Extent.IsSliced;
        hasSubject = !contract.SubjectIsKey;
        hasOrder = contract.Extent.IsDelta;
        hasMap = contract.HasUnits;
        this.writesMap = writesMap && hasMap;
        columns = CleanTable.RowColumns(contract, withMap: true).Count;
        fields = (short)CleanTable.RowColumns(contract, this.writesMap).Count;
    }

    public void Write(RawCopy copy, SectorRecord record, in RowOrigin origin)
    {
        copy.Row(fields, record.TextLength + (kinds.Length * 24) + 512 + FaultBytes(record));
        copy.Bytes(record.Bytes(record.Key));
        copy.Int64(origin.RowHash);
        copy.Int64(origin.LineNo);
        if (hasSlice)
        {
            copy.Text(origin.Slice);
        }

        if (hasSubject)
        {
            copy.Bytes(record.Bytes(record.Subject));
        }

        if (hasOrder)
        {
            copy.Int64(origin.RowOrder);
        }

        WriteMatch(copy, record, origin);
        if (writesMap)
        {
            WriteMap(copy, record);
        }

        for (var i = 0; i < kinds.Length; i++)
        {
            WriteCell(copy, i, record);
        }
    }

    static void WriteMatch(RawCopy copy, SectorRecord record, in RowOrigin origin)
    {
        copy.UuidOrNull(origin.CitizenRef);
        copy.Text(origin.Unmatched);
        copy.Text(origin.DuplicateOf);
        if (record.Faults.Count == 0)
        {
            copy.Null();
        }
        else
        {
            copy.TextArray([.. record.Faults.Select(f => f.Stored)]);
        }
    }

    static void WriteMap(RawCopy copy, SectorRecord record)
    {
        if (record.UnitMap == 0)
        {
            copy.Null();
        }
        else
        {
            copy.Int16(record.UnitMap);
        }
    }

    void WriteCell(RawCopy copy, int column, SectorRecord record)
    {
        ref readonly var cell = ref record.Cells[column];
        var kind = kinds[column];
        if (!cell.HasValue)
        {
            copy.Null();
            if (kind == ColumnKind.BirthDate)
            {
                copy.Null();
            }

            return;
        }

        switch (kind)
        {
            case ColumnKind.Text or ColumnKind.Key or ColumnKind.PersonName or >= ColumnKind.SocialInsurance:
                copy.Bytes(record.Bytes(cell.Range));
                break;
            case ColumnKind.Code:
                copy.Bytes(readers[column].CodeBytes(cell));
                break;
            case ColumnKind.Integer or ColumnKind.MoneyVnd or ColumnKind.Timestamp:
                copy.Int64(cell.Number);
                break;
            case ColumnKind.Date:
                copy.Int32((int)cell.Number);
                break;
            case ColumnKind.BirthDate:
                copy.Int32((int)cell.Number);
                copy.Int32(cell.Second);
                break;
            case ColumnKind.Boolean:
                copy.Bool(cell.Number == 1);
                break;
            case ColumnKind.PersonalId:
                PersonalId.FromNumber(cell.Number).WriteDigits(copy.Fixed(12));
                break;
            case ColumnKind.Sex:
                copy.Bytes(SexBytes((Sex)cell.Number));
                break;
            case ColumnKind.Phone:
                WritePhone(copy, (uint)cell.Number);
                break;
            case ColumnKind.Unit:
                WriteDigits(copy.Fixed(cell.Second), cell.Number);
                break;
            case ColumnKind.LegacyId:
                WriteDigits(copy.Fixed(9), cell.Number);
                break;
        }
    }

    static void WritePhone(RawCopy copy, uint national)
    {
        Span<byte> text = stackalloc byte[16];
        copy.Bytes(text[..PhoneNumber.FromNational(national).WriteE164(text)]);
    }

    static void WriteDigits(Span<byte> place, long number)
    {
        for (var i = place.Length - 1; i >= 0; i--, number /= 10)
        {
            place[i] = (byte)('0' + (number % 10));
        }
    }

    static ReadOnlySpan<byte> SexBytes(Sex sex) => sex switch
    {
        Sex.Male => "male"u8,
        Sex.Female => "female"u8,
        _ => "other"u8,
    };

    static int FaultBytes(SectorRecord record)
    {
        var bytes = 0;
        foreach (var fault in record.Faults)
        {
            bytes += 16 + (3 * (fault.Column.Length + fault.Code.Length + fault.Raw.Length));
        }

        return bytes;
    }

    /// <summary>Fills a record from a row that was read with <see cref="CleanTable.SelectRows"/>.</summary>
    /// <returns>The row's own columns, for writing it again.</returns>
    public RowOrigin Read(CopyRow row, SectorRecord record)
    {
        record.Clear();
        var field = 0;
        record.Key = record.Add(row.Bytes(field++));
        var rowHash = row.Int64(field++);
        var lineNo = row.Int64(field++);
        var slice = hasSlice ? row.Text(field++)! : "";
        record.Period = contract.Extent.ByPeriod ? slice.Split('/')[0] : null;
        record.Subject = hasSubject ? record.Add(row.Bytes(field++)) : record.Key;
        var order = hasOrder ? row.Int64(field++) : 0;
        var citizenRef = row.IsNull(field) ? UInt128.Zero : BinaryPrimitives.ReadUInt128BigEndian(row.Bytes(field));
        field++;
        var unmatched = row.Text(field++);
        var duplicateOf = row.Text(field++);
        foreach (var fault in row.TextArray(field++))
        {
            record.Faults.Add(CellFault.FromStored(fault));
        }

        if (hasMap)
        {
            record.UnitMap = row.IsNull(field) ? (byte)0 : (byte)row.Int16(field);
            field++;
        }

        for (var i = 0; i < kinds.Length; i++)
        {
            ReadCell(row, ref field, i, record);
        }

        record.PersonalIdGiven |= record.Faults.Exists(f => f.Column == "personalId");
        record.LineNumber = lineNo;
        return new(rowHash, lineNo, slice, order, citizenRef, unmatched, duplicateOf);
    }

    /// <summary>Columns of the table in which one column of the contract lies.</summary>
    public static string ColumnsOf(ColumnSpec column) => column.Kind == ColumnKind.BirthDate
        ? $"{column.SqlName}_from, {column.SqlName}_to"
        : column.SqlName;

    /// <summary>As <see cref="SectorRecord.NumberOf"/>, of one cell that is read alone.</summary>
    /// <param name="row">The row.</param>
    /// <param name="field">Field at which <see cref="ColumnsOf"/> the column begin.</param>
    /// <param name="column">Column of the contract.</param>
    /// <param name="probe">A record of which nothing else is wanted.</param>
    public long NumberOf(CopyRow row, int field, int column, SectorRecord probe)
    {
        probe.Forget([column]);
        ReadCell(row, ref field, column, probe);
        return probe.NumberOf(column);
    }

    /// <summary>Personal id of the citizen that a row of <see cref="CleanTable.SelectWithLinks"/> is linked with, or
    /// null.</summary>
    public string? LinkedId(CopyRow row) => row.Text(columns);

    /// <summary>Typed values are read as the texts they were written as, through the same readers, so that a record
    /// from the table and a record from a file cannot differ.</summary>
    void ReadCell(CopyRow row, ref int field, int column, SectorRecord record)
    {
        var at = field;
        field += kinds[column] == ColumnKind.BirthDate ? 2 : 1;
        if (row.IsNull(at))
        {
            return;
        }

        ref var cell = ref record.Cells[column];
        switch (kinds[column])
        {
            case ColumnKind.Integer or ColumnKind.MoneyVnd or ColumnKind.Timestamp:
                (cell.HasValue, cell.Number) = (true, row.Int64(at));
                break;
            case ColumnKind.Date:
                (cell.HasValue, cell.Number) = (true, row.Int32(at));
                break;
            case ColumnKind.Boolean:
                (cell.HasValue, cell.Number) = (true, row.Bytes(at)[0]);
                break;
            case ColumnKind.BirthDate:
                (cell.HasValue, cell.Number, cell.Second) = (true, row.Int32(at), row.Int32(at + 1));
                if (contract.Columns[column] is { IsCitizenField: true })
                {
                    (record.BirthFrom, record.BirthTo) = ((int)cell.Number, cell.Second);
                }

                break;
            default:
                readers[column].Read(row.Bytes(at), column, record);
                break;
        }
    }
}
