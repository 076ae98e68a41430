using De06Ingest.Feeds;
using De06Ingest.Intake.Decode;
using De06Ingest.Intake.Pull;

namespace De06Ingest.Intake.Read;

/// <summary>The rows of a JSON extract: NDJSON, an array, an array under a path, and for nested data a row per inner
/// item.</summary>
/// <remarks>
/// Cells are found by dotted paths. With <c>explode</c> a path is looked for in the item (with or without the explode
/// prefix) and then in the record around it; a record without items makes no row and counts as furniture.
/// </remarks>
sealed class JsonRows : IRowReader
{
    // By then every property of the feed should have come once.
    const int RowsToJudge = 1000;

    readonly FeedContract contract;
    readonly IJsonRecords records;
    readonly JsonCells parent;
    readonly JsonCells? inner;
    readonly HashSet<string> newColumns = [];
    int item;
    bool inItems;
    int from;
    int to;
    long rows;
    bool judged;
    bool done;

    /// <param name="contract">Says where the rows and the columns are.</param>
    /// <param name="text">The text; owned.</param>
    /// <exception cref="ExtractRefused"><c>json-no-rows</c>, <c>encoding-wrong</c>; from <see cref="Read"/> also
    /// <c>json-broken</c>, <c>column-missing</c> and, when there is no row at all, <c>header-only</c>.</exception>
    public JsonRows(FeedContract contract, DecodedText text)
    {
        this.contract = contract;
        Shape.Encoding = text.EncodingName;
        records = contract.Read.Format == ReadFormat.Ndjson
            ? new JsonLines(text, contract.Limits.RecordBytes)
            : new JsonArray(
                text, contract.Read.Rows, contract.Pull.PageParameter is not null, contract.Limits.RecordBytes);
        parent = new JsonCells(contract.Columns.Count, Paths(contract)) { OnNew = AddNew };
        inner = contract.Read.Explode.Length > 0
            ? new JsonCells(contract.Columns.Count, ItemPaths(contract)) { OnNew = AddNewOfItem }
            : null;
    }

    public string? Malformed { get; private set; }

    public long LineNumber => records.LineOf(from);

    public long ByteOffset => records.OffsetOf(from);

    public ReadOnlySpan<byte> RawRecord
    {
        get
        {
            var raw = records.Source(from, to);
            return Malformed == "row-too-long" ? raw[..Math.Min(raw.Length, LineBlocks.HeadBytes)] : raw;
        }
    }

    public ExtractShape Shape { get; } = new();

    public bool Read()
    {
        while (!done)
        {
            if (inItems && NextItem())
            {
                return Row();
            }

            if (!records.Next())
            {
                break;
            }

            from = 0;
            to = records.Json.Length;
            Malformed = records.Malformed ?? parent.Take(records.Json);
            inItems = inner is not null && Malformed is null;
            item = 0;
            if (!inItems)
            {
                return Row();
            }

            if (parent.Items.Count == 0)
            {
                Shape.Lines++;
                Shape.FurnitureLines++;
            }
        }

        Finish();
        return false;
    }

    public ReadOnlySpan<byte> Cell(int column) => inItems && inner!.Has(column)
        ? inner.Cell(column)
        : Malformed is null or "row-nul" or "json-duplicate-key" ? parent.Cell(column) : default;

    public void CopyCells(RowBatch batch)
    {
        for (var column = 0; column < contract.Columns.Count; column++)
        {
            batch.AddCell(Cell(column));
        }
    }

    public void Dispose() => records.Dispose();

    bool Row()
    {
        rows++;
        Shape.Lines++;
        if (rows == RowsToJudge)
        {
            Judge();
        }

        return true;
    }

    bool NextItem()
    {
        if (item >= parent.Items.Count)
        {
            inItems = false;
            return false;
        }

        (from, to) = parent.Items[item++];
        Malformed = inner!.Take(records.Json[from..to]);
        return true;
    }

    void Finish()
    {
        if (done)
        {
            return;
        }

        done = true;
        Malformed = null;
        if (rows == 0 && Shape.Lines == 0 && !contract.Extent.MayBeEmpty)
        {
            throw new ExtractRefused("header-only");
        }

        Judge();
    }

    // A needed column that no row has held under any of its paths was renamed or dropped by the source.
    void Judge()
    {
        if (judged || rows == 0)
        {
            return;
        }

        judged = true;
        parent.OnNew = null;
        if (inner is not null)
        {
            inner.OnNew = null;
        }

        Shape.NewColumns.AddRange(newColumns);
        var missing = contract.Columns
            .Where((c, i) => !c.Optional && !parent.WasSeen(i) && inner?.WasSeen(i) != true)
            .Select(Missing)
            .ToList();
        if (missing.Count > 0)
        {
            throw new ExtractRefused("column-missing", string.Join("; ", missing));
        }
    }

    string Missing(ColumnSpec column)
    {
        var near = newColumns
            .Select(n => (Name: n, Far: column.From.Min(f => HeaderKey.Distance(f, n) / (double)Math.Max(f.Length, 1))))
            .Where(n => n.Far <= 0.5)
            .OrderBy(n => n.Far)
            .Take(2)
            .Select(n => n.Name)
            .ToList();
        return column.From[0] + (near.Count > 0 ? $" (~ {string.Join(", ", near)})" : "");
    }

    void AddNew(string path) => newColumns.Add(path);

    void AddNewOfItem(string path) => newColumns.Add($"{contract.Read.Explode}.{path}");

    /// <summary>The tree of the paths that a record is walked with.</summary>
    public static JsonPaths Paths(FeedContract contract)
    {
        var paths = new JsonPaths();
        Each(contract, paths.Add);
        foreach (var path in contract.Forbid)
        {
            paths.At(path).IsForbidden = true;
        }

        foreach (var path in contract.Ignore)
        {
            paths.At(path).IsIgnored = true;
        }

        if (contract.Read.Explode.Length > 0)
        {
            paths.At(contract.Read.Explode).IsExploded = true;
        }

        return paths;
    }

    static JsonPaths ItemPaths(FeedContract contract)
    {
        var paths = new JsonPaths();
        var prefix = contract.Read.Explode + ".";
        Each(contract, (path, column, rank) =>
            paths.Add(path.StartsWith(prefix, StringComparison.Ordinal) ? path[prefix.Length..] : path, column, rank));
        foreach (var path in contract.Forbid.Where(p => p.StartsWith(prefix, StringComparison.Ordinal)))
        {
            paths.At(path[prefix.Length..]).IsForbidden = true;
        }

        foreach (var path in contract.Ignore)
        {
            paths.At(path.StartsWith(prefix, StringComparison.Ordinal) ? path[prefix.Length..] : path).IsIgnored = true;
        }

        return paths;
    }

    static void Each(FeedContract contract, Action<string, int, int> add)
    {
        for (var column = 0; column < contract.Columns.Count; column++)
        {
            for (var rank = 0; rank < contract.Columns[column].From.Count; rank++)
            {
                add(contract.Columns[column].From[rank], column, rank);
            }
        }
    }
}
