using De06Ingest.Feeds;
using De06Ingest.Intake.Pull;

namespace De06Ingest.Intake.Read;

/// <summary>The header of one extract: which field holds which of the contract's columns, and what is new.</summary>
sealed class CsvHeader
{
    const string Separators = ";,\t|";

    readonly List<(string Shown, string Key, string LowerKey)> fields;

    /// <summary>The lowest line when it is one field; null otherwise.</summary>
    readonly string? uncut;

    /// <param name="tiers">The header lines, upper first, each as its cells.</param>
    public CsvHeader(IReadOnlyList<IReadOnlyList<string>> tiers)
    {
        fields = [.. Enumerable.Range(0, tiers.Max(t => t.Count)).Select(i => Field(tiers, i))];
        uncut = tiers[^1] is [var line] ? line : null;
    }

    public int FieldCount => fields.Count;

    /// <summary>Index of the field for each column of the contract, -1 for an optional column that is not
    /// there.</summary>
    /// <exception cref="ExtractRefused"><c>header-duplicate</c>, <c>separator-wrong</c> or
    /// <c>column-missing</c>.</exception>
    public int[] Resolve(FeedContract contract)
    {
        var found = contract.Columns.Select(Find).ToArray();
        var missing = contract.Columns.Where((c, i) => found[i] < 0 && !c.Optional).ToList();
        if (missing.Count > 0)
        {
            if (OtherSeparator(contract) is { } other)
            {
                throw new ExtractRefused("separator-wrong", $"{Shown(other)} ≠ {Shown(contract.Read.Separator)}");
            }

            var free = fields.Where((f, i) => f.Key.Length > 0 && !found.Contains(i)).ToList();
            throw new ExtractRefused("column-missing", string.Join("; ", missing.Select(c => Missing(c, free))));
        }

        return found;
    }

    /// <summary>Headers that the contract neither maps, forbids nor ignores, as they are shown.</summary>
    public IEnumerable<string> New(FeedContract contract)
    {
        var known = contract.Columns.SelectMany(c => c.From).Concat(contract.Forbid).Concat(contract.Ignore)
            .Select(HeaderKey.Of).ToHashSet();
        return fields
            .Where(f => f.Key.Length > 0 && !known.Contains(f.Key) && !known.Contains(f.LowerKey))
            .Select(f => f.Shown);
    }

    /// <summary>Indexes of the fields that come under one of these headers.</summary>
    public IReadOnlyList<int> Under(IEnumerable<string> headers)
    {
        var keys = headers.Select(HeaderKey.Of).ToHashSet();
        return [.. Enumerable.Range(0, fields.Count)
            .Where(i => keys.Contains(fields[i].Key) || keys.Contains(fields[i].LowerKey))];
    }

    /// <summary>What cuts an uncut header into two needed columns or more.</summary>
    char? OtherSeparator(FeedContract contract)
    {
        foreach (var separator in uncut is null ? "" : Separators)
        {
            var keys = uncut!.Split(separator).Select(HeaderKey.Of).ToHashSet();
            if (keys.Count > 1 && contract.Columns.Count(c => c.From.Any(f => keys.Contains(HeaderKey.Of(f)))) > 1)
            {
                return separator;
            }
        }

        return null;
    }

    static string Shown(char separator) => separator == '\t' ? "tab" : $"\"{separator}\"";

    int Find(ColumnSpec column)
    {
        foreach (var key in column.From.Select(HeaderKey.Of))
        {
            var at = Only(key, f => f.Key, "header-duplicate");
            at = at >= 0 ? at : Only(key, f => f.LowerKey, null);
            if (at >= 0)
            {
                return at;
            }
        }

        return -1;
    }

    int Only(string key, Func<(string Shown, string Key, string LowerKey), string> part, string? refusal)
    {
        var first = fields.FindIndex(f => part(f) == key);
        var again = first < 0 ? -1 : fields.FindIndex(first + 1, f => part(f) == key);
        if (again >= 0 && refusal is not null)
        {
            throw new ExtractRefused(refusal, fields[first].Shown);
        }

        return again >= 0 ? -1 : first;
    }

    static string Missing(ColumnSpec column, List<(string Shown, string Key, string LowerKey)> free)
    {
        var wanted = column.From.Select(HeaderKey.Of).ToList();
        var near = free
            .Select(f => (f.Shown, Far: wanted.Min(w => HeaderKey.Distance(w, f.Key) / (double)Math.Max(w.Length, 1))))
            .Where(f => f.Far <= 0.5)
            .OrderBy(f => f.Far)
            .Take(2)
            .Select(f => f.Shown)
            .ToList();
        return column.From[0] + (near.Count > 0 ? $" (~ {string.Join(", ", near)})" : "");
    }

    // An upper cell that is empty takes the nearest filled one to its left, for merged cells are written only once;
    // not above an empty lower cell, for then there is no column.
    static (string, string, string) Field(IReadOnlyList<IReadOnlyList<string>> tiers, int at)
    {
        var parts = new List<string>();
        for (var tier = 0; tier < tiers.Count; tier++)
        {
            var isLowest = tier == tiers.Count - 1;
            var from = at;
            while (!isLowest && from > 0 && Cell(tiers[^1], at).Length > 0 && Cell(tiers[tier], from).Length == 0)
            {
                from--;
            }

            parts.Add(Cell(tiers[tier], from));
        }

        var lower = parts[^1];
        var shown = string.Join(' ', parts.Where(p => p.Length > 0));
        return (shown, HeaderKey.Of(shown), HeaderKey.Of(lower));
    }

    static string Cell(IReadOnlyList<string> tier, int at) => at < tier.Count ? HeaderKey.Shown(tier[at]) : "";
}
