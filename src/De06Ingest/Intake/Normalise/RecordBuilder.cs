using System.Text;
using De06Ingest.Feeds;

namespace De06Ingest.Intake.Normalise;

/// <summary>Contract + row → <see cref="SectorRecord"/> with all its faults.</summary>
/// <remarks>Hot path: one virtual call and one parse per cell, no allocation for a sound row. The reader thread uses
/// <see cref="TryKey"/> and <see cref="RequiredAreSound"/> only; workers build the whole record.</remarks>
sealed class RecordBuilder
{
    readonly FeedContract contract;
    readonly CellReader[] readers;
    readonly int[] keyColumns;
    readonly int[] subjectColumns;
    readonly int[] requiredColumns;
    readonly bool subjectIsKey;
    readonly SectorRecord probe;

    // Of its own, for the caller still holds the key's bytes while other cells are probed.
    readonly SectorRecord keyProbe;

    /// <param name="contract">The feed's contract.</param>
    /// <param name="asOf">Day that the extract describes: no birth lies after it.</param>
    public RecordBuilder(FeedContract contract, DateOnly asOf)
    {
        this.contract = contract;
        readers = [.. contract.Columns.Select(column => new CellReader(column, asOf))];
        keyColumns = [.. contract.Key.Select(contract.IndexOf)];
        subjectIsKey = contract.SubjectIsKey;
        subjectColumns = subjectIsKey ? keyColumns : [.. contract.Subject.Select(contract.IndexOf)];
        requiredColumns = [.. Enumerable.Range(0, contract.Columns.Count)
            .Where(i => contract.Columns[i].Required && !keyColumns.Contains(i))];
        probe = new SectorRecord(contract.Columns.Count);
        keyProbe = new SectorRecord(contract.Columns.Count);
    }

    /// <summary>Reads the row's key: its parts normalised and joined by "|". False when a part is empty or
    /// unusable.</summary>
    /// <param name="cells">The row.</param>
    /// <param name="slice">Slice of the row, for the parts <c>period</c> and <c>unit</c>.</param>
    /// <param name="key">The key's bytes, good until the next call.</param>
    public bool TryKey(RowCells cells, in Slice slice, out ReadOnlySpan<byte> key)
    {
        keyProbe.Forget(keyColumns);
        var sound = AddKey(keyProbe, keyColumns, contract.Key, cells, slice, out var range);
        key = keyProbe.Bytes(range);
        return sound;
    }

    /// <summary>False when a required cell is empty or unusable, so that the row must be refused.</summary>
    public bool RequiredAreSound(RowCells cells)
    {
        foreach (var column in requiredColumns)
        {
            if (!Probe(column, cells).HasValue)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary><see cref="SectorRecord.NumberOf"/> one cell.</summary>
    public long NumberOf(int column, RowCells cells)
    {
        Probe(column, cells);
        return probe.NumberOf(column);
    }

    /// <summary>True when the cell could be read and is not empty.</summary>
    public bool HasValue(int column, RowCells cells) => Probe(column, cells).HasValue;

    /// <summary>Code of one cell, or null.</summary>
    public string? CodeOf(int column, RowCells cells)
    {
        var cell = Probe(column, cells);
        return cell.HasValue ? readers[column].Describe(cell, probe) : null;
    }

    /// <summary>Fills the record from the row. Faults stand in it; they do not stop the reading.</summary>
    public void Build(RowCells cells, in Slice slice, SectorRecord record)
    {
        record.Clear();
        record.Period = slice.Period;
        for (var i = 0; i < readers.Length; i++)
        {
            readers[i].Read(cells[i], i, record);
        }

        var before = record.Faults.Count;
        AddKey(record, keyColumns, contract.Key, cells, slice, out var key);
        record.Key = key;
        if (subjectIsKey)
        {
            record.Subject = key;
        }
        else
        {
            AddKey(record, subjectColumns, contract.Subject, cells, slice, out var subject);
            record.Subject = subject;
        }

        // The key's cells were read twice; their faults count once.
        record.Faults.RemoveRange(before, record.Faults.Count - before);
    }

    /// <summary>Codes of all that is wrong with a row that is refused.</summary>
    public IReadOnlyList<string> RefusalCodes(RowCells cells, in Slice slice, SectorRecord record)
    {
        Build(cells, slice, record);
        var codes = record.Faults.Select(f => f.Code).ToList();
        foreach (var column in keyColumns.Where(c => c >= 0 && !record.Cells[c].HasValue))
        {
            AddMissing(codes, record, column, "key-missing");
        }

        if (contract.Extent.IsSliced && slice == default)
        {
            codes.AddRange(SliceReader.Missing(contract, cells));
        }

        foreach (var column in requiredColumns.Where(c => !record.Cells[c].HasValue))
        {
            AddMissing(codes, record, column, "required-missing");
        }

        return [.. codes.Distinct()];
    }

    /// <summary>The record as contract name → text, as the examples of a contract write it.</summary>
    public IReadOnlyDictionary<string, string?> Describe(SectorRecord record)
    {
        var described = new Dictionary<string, string?>();
        for (var i = 0; i < readers.Length; i++)
        {
            described[contract.Columns[i].Name] = readers[i].Describe(record.Cells[i], record);
        }

        return described;
    }

    /// <summary>One cell of a built record as text, or null.</summary>
    public string? Text(int column, SectorRecord record) => readers[column].Describe(record.Cells[column], record);

    Cell Probe(int column, RowCells cells)
    {
        probe.Cells[column] = default;
        probe.Forget([]);
        readers[column].Read(cells[column], column, probe);
        return probe.Cells[column];
    }

    void AddMissing(List<string> codes, SectorRecord record, int column, string code)
    {
        if (!record.Faults.Any(f => f.Column == contract.Columns[column].Name))
        {
            codes.Add(code);
        }
    }

    bool AddKey(
        SectorRecord record, int[] columns, IReadOnlyList<string> names, RowCells cells,
        in Slice slice, out TextRange key)
    {
        // Parts are read first, for reading uses the text buffer too; then they are joined behind it.
        var sound = true;
        foreach (var column in columns)
        {
            if (column >= 0 && !record.Cells[column].HasValue)
            {
                readers[column].Read(cells[column], column, record);
            }
        }

        var start = record.TextLength;
        for (var i = 0; i < columns.Length; i++)
        {
            if (i > 0)
            {
                record.Add("|"u8);
            }

            sound &= columns[i] >= 0
                ? readers[columns[i]].AddKeyText(record.Cells[columns[i]], record)
                : AddSlicePart(record, names[i] == "period" ? slice.Period : slice.Unit);
        }

        key = new TextRange(start, record.TextLength - start);
        return sound;
    }

    static bool AddSlicePart(SectorRecord record, string? part)
    {
        if (part is not null)
        {
            record.Commit(Encoding.UTF8.GetBytes(part, record.Room(part.Length * 3)));
        }

        return part is not null;
    }
}

/// <summary>The part of a feed that a row belongs to; both null when the feed is not sliced.</summary>
readonly record struct Slice(string? Period, string? Unit)
{
    /// <summary>Period, unit, or period/unit: the key of core.slice.</summary>
    public string Text => (Period, Unit) switch
    {
        (not null, not null) => $"{Period}/{Unit}",
        (not null, null) => Period,
        (null, not null) => Unit,
        _ => "",
    };
}
