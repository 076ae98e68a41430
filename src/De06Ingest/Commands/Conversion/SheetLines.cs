namespace De06Ingest.Commands.Conversion;

/// <summary>Lays out the rows of a sheet as lines of CSV: full width, merged ranges filled, empty rows kept in
/// between.</summary>
sealed class SheetLines(SheetLayout layout, TextWriter csv)
{
    readonly string[] line = new string[layout.Columns];
    readonly List<(MergedRange Range, string Text)> open = [];
    int nextMerged;
    int nextRow;
    long blanks;

    /// <summary>Lines written so far.</summary>
    public long Lines { get; private set; }

    /// <summary>Lines that hold something.</summary>
    public long Rows { get; private set; }

    /// <summary>Cells that got the value of their merged range.</summary>
    public long Filled { get; private set; }

    /// <summary>Adds a row; rows that the file leaves out before it become empty lines.</summary>
    public void Add(int row, IReadOnlyList<(int Column, string Text)> cells)
    {
        while (nextRow < row)
        {
            AddLine([]);
        }

        AddLine(cells);
    }

    /// <summary>Ends the sheet: ranges that reach below the last row are filled, empty lines at the end are left
    /// out.</summary>
    public void End()
    {
        while (open.Exists(o => o.Range.Bottom >= nextRow))
        {
            AddLine([]);
        }

        csv.Flush();
    }

    void AddLine(IReadOnlyList<(int Column, string Text)> cells)
    {
        Array.Fill(line, "");
        foreach (var (column, text) in cells)
        {
            // A cell beyond the last column with a value can only be an empty one.
            if (column < line.Length)
            {
                line[column] = text;
            }
        }

        FillMerged();
        nextRow++;
        if (Array.TrueForAll(line, c => c.Length == 0))
        {
            blanks++;
            return;
        }

        WriteLine();
    }

    void FillMerged()
    {
        open.RemoveAll(o => o.Range.Bottom < nextRow);
        while (nextMerged < layout.Merged.Count && layout.Merged[nextMerged].Top <= nextRow)
        {
            var range = layout.Merged[nextMerged++];
            if (range.Left < line.Length && line[range.Left].Length > 0)
            {
                open.Add((range, line[range.Left]));
            }
        }

        foreach (var (range, text) in open)
        {
            for (var column = range.Left; column <= range.Right && column < line.Length; column++)
            {
                Filled += line[column].Length == 0 ? 1 : 0;
                line[column] = line[column].Length == 0 ? text : line[column];
            }
        }
    }

    void WriteLine()
    {
        for (; blanks > 0; blanks--)
        {
            csv.Write('\n');
            Lines++;
        }

        for (var i = 0; i < line.Length; i++)
        {
            if (i > 0)
            {
                csv.Write(',');
            }

            WriteCell(line[i]);
        }

        csv.Write('\n');
        Lines++;
        Rows++;
    }

    void WriteCell(string text)
    {
        if (text.AsSpan().IndexOfAny(',', '"') < 0)
        {
            csv.Write(text);
            return;
        }

        csv.Write('"');
        csv.Write(text.Replace("\"", "\"\"", StringComparison.Ordinal));
        csv.Write('"');
    }
}
