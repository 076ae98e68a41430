using System.Text;
using System.Text.Json;

namespace De06Ingest.Feeds;

/// <summary>The rows of a sample, and how they were found in its text.</summary>
/// <param name="Read">What the contract must say to find them again.</param>
/// <param name="Headers">Headers, or dotted paths for JSON; empty headers are left out.</param>
/// <param name="Rows">Cells by header, at most <see cref="MostRows"/> rows.</param>
sealed record SampleTable(ReadSpec Read, IReadOnlyList<string> Headers, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    public const int MostRows = 1000;

    const int LinesSearchedForHeader = 40;

    static readonly char[] Separators = [',', ';', '\t', '|'];
    static readonly string[] StopWords =
        ["tong cong", "tong so", "cong", "nguoi lap", "nguoi ky", "thu truong", "ky ten"];

    /// <summary>Finds the rows of CSV with a letterhead, a JSON array or NDJSON.</summary>
    /// <exception cref="SampleRefused">There is no table in the text.</exception>
    public static SampleTable Of(string file, string text)
    {
        var start = text.AsSpan().TrimStart();
        if (start is ['<', ..])
        {
            throw new SampleRefused(file, ContractText.SampleHtml());
        }

        return start is ['{', ..] or ['[', ..] ? OfJson(file, text) : OfCsv(file, text);
    }

    static SampleTable OfCsv(string file, string text)
    {
        var best = Separators.Select(s => Candidate(text, s)).MaxBy(c => c.Score)!;
        if (best.Score == 0)
        {
            throw new SampleRefused(file, ContractText.SampleNoHeader());
        }

        var (lines, at) = (best.Lines, best.Header);
        if (Array.Exists(lines[at], SampleValues.LooksLikeData) || IsPeople(lines, at))
        {
            throw new SampleRefused(file, ContractText.SampleDataFirst());
        }

        var tiers = HasSecondTier(lines, at) ? 2 : 1;
        var headers = tiers == 2 ? Joined(lines[at], lines[at + 1]) : lines[at];
        var (rows, stop) = RowsBelow(lines, at + tiers);
        int[] named = [.. Enumerable.Range(0, headers.Length).Where(i => headers[i].Length > 0)];
        var read = new ReadSpec
        {
            Separator = best.Separator,
            Multiline = best.Multiline,
            HeaderFind = best.LinesAbove ? [.. lines[at].Where(h => h.Length > 0).Take(3)] : [],
            HeaderRows = tiers,
            Stop = stop is null ? [] : [stop],
        };
        return new(read, [.. named.Select(i => headers[i])],
            [.. rows.Select(r => (IReadOnlyList<string>)[.. named.Select(i => i < r.Length ? r[i] : "")])]);
    }

    /// <summary>Without a header the first person would give the columns their names, and stand in the draft.</summary>
    static bool IsPeople(List<string[]> lines, int at) => KnownHeaders(lines[at]) == 0
        && Enumerable.Range(0, lines[at].Length).Any(i => HeaderWords.LooksLikePerson(lines[at][i])
            && lines.Skip(at + 1).Count(l => i < l.Length && HeaderWords.LooksLikePerson(l[i])) * 2
                > lines.Count - at - 1);

    sealed record CsvCandidate(
        char Separator, List<string[]> Lines, int Header, int Score, bool LinesAbove, bool Multiline);

    /// <summary>The text cut at one separator; the line with most known headers is the header, else the first wide
    /// one.</summary>
    static CsvCandidate Candidate(string text, char separator)
    {
        var (lines, multiline) = Cut(text, separator);
        var width = lines.Take(200).Where(l => l.Length > 1).GroupBy(l => l.Length)
            .OrderByDescending(g => g.Count()).ThenByDescending(g => g.Key).FirstOrDefault()?.Key ?? 0;
        if (width == 0)
        {
            return new(separator, lines, 0, 0, false, multiline);
        }

        var searched = Enumerable.Range(0, Math.Min(LinesSearchedForHeader, lines.Count));
        var header = searched.MaxBy(i => KnownHeaders(lines[i]));
        var known = KnownHeaders(lines[header]);
        if (known < 2)
        {
            header = searched.First(i => lines[i].Length == width);
        }

        var regular = lines.Take(200).Count(l => l.Length == width);
        return new(separator, lines, header, (known * 1000) + (regular * width), header > 0, multiline);
    }

    static int KnownHeaders(string[] cells) => cells.Length < 2 ? 0 : cells.Count(c =>
        HeaderWords.Field(c) is not null || HeaderWords.IsSensitive(c) || HeaderWords.IsRunningNumber(c));

    /// <summary>A second header line fills gaps of the first one and holds no figures.</summary>
    static bool HasSecondTier(List<string[]> lines, int at)
    {
        if (at + 1 >= lines.Count || !lines[at].Contains(""))
        {
            return false;
        }

        var (upper, lower) = (lines[at], lines[at + 1]);
        var fills = lower.Where((c, i) => c.Length > 0 && i < upper.Length && upper[i].Length == 0).Any();
        var few = lower.Count(c => c.Length > 0) <= (lower.Length + 1) / 2;
        return fills && few && !lower.Any(c => c.Any(char.IsAsciiDigit));
    }

    /// <summary>"upper lower" for each column; an upper cell spreads over the empty ones to its right.</summary>
    static string[] Joined(string[] upper, string[] lower)
    {
        var joined = new string[Math.Max(upper.Length, lower.Length)];
        var group = "";
        for (var i = 0; i < joined.Length; i++)
        {
            var top = i < upper.Length ? upper[i] : "";
            var below = i < lower.Length ? lower[i] : "";
            group = top.Length > 0 ? top : group;
            joined[i] = (below.Length > 0 ? $"{group} {below}" : top).Trim();
        }

        return joined;
    }

    static (List<string[]> Rows, string? Stop) RowsBelow(List<string[]> lines, int from)
    {
        var rows = new List<string[]>();
        foreach (var line in lines.Skip(from).Take(MostRows))
        {
            if (StopWord(Array.Find(line, c => c.Length > 0) ?? "") is { } stop)
            {
                return (rows, stop);
            }

            rows.Add(line);
        }

        return (rows, null);
    }

    /// <summary>The stop word as the file writes it, without what follows it.</summary>
    static string? StopWord(string cell)
    {
        var words = HeaderWords.Words(cell);
        var stop = Array.Find(StopWords, s => string.Join(' ', words).StartsWith(s, StringComparison.Ordinal)
            && words.Length >= s.Split(' ').Length && (s != "cong" || words.Length == 1));
        return stop is null ? null : string.Join(' ', cell.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Take(stop.Split(' ').Length)).TrimEnd(':', ',', '.');
    }

    /// <summary>Cuts text into lines of trimmed cells, blank lines left out; quotes may hold separators and line
    /// breaks.</summary>
    static (List<string[]> Lines, bool Multiline) Cut(string text, char separator)
    {
        var lines = new List<string[]>();
        var cells = new List<string>();
        var cell = new StringBuilder();
        var (quoted, multiline) = (false, false);
        for (var i = 0; i < text.Length && lines.Count <= MostRows + LinesSearchedForHeader; i++)
        {
            var c = text[i];
            if (quoted)
            {
                multiline |= c == '\n';
                if (c != '"' || (i + 1 < text.Length && text[i + 1] == '"'))
                {
                    cell.Append(c);
                    i += c == '"' ? 1 : 0;
                }
                else
                {
                    quoted = false;
                }
            }
            else if (c == '"' && cell.Length == 0)
            {
                quoted = true;
            }
            else if (c == separator)
            {
                EndCell(cells, cell);
            }
            else if (c is '\n')
            {
                EndLine(lines, cells, cell);
            }
            else
            {
                cell.Append(c);
            }
        }

        EndLine(lines, cells, cell);
        return (lines, multiline);
    }

    static void EndCell(List<string> cells, StringBuilder cell)
    {
        cells.Add(cell.ToString().Trim());
        cell.Clear();
    }

    static void EndLine(List<string[]> lines, List<string> cells, StringBuilder cell)
    {
        EndCell(cells, cell);
        if (cells.Exists(c => c.Length > 0))
        {
            lines.Add([.. cells]);
        }

        cells.Clear();
    }

    static SampleTable OfJson(string file, string text)
    {
        var (read, rows) = JsonRows(file, text);
        var flat = rows.Take(MostRows).Select(r => Flat(r, "").DistinctBy(p => p.Path)
            .ToDictionary(p => p.Path, p => p.Text, StringComparer.Ordinal)).ToList();
        string[] headers = [.. flat.SelectMany(r => r.Keys).Distinct(StringComparer.Ordinal)];
        if (headers.Length == 0)
        {
            throw new SampleRefused(file, ContractText.SampleJsonNoRows());
        }

        return new(read, headers,
            [.. flat.Select(r => (IReadOnlyList<string>)[.. headers.Select(h => r.GetValueOrDefault(h, ""))])]);
    }

    static (ReadSpec Read, IEnumerable<JsonElement> Rows) JsonRows(string file, string text)
    {
        if (Parsed(text) is { } whole)
        {
            var found = RowArray(whole, "", depth: 0);
            return found is var (path, array)
                ? (new ReadSpec { Format = ReadFormat.Json, Rows = path }, array.EnumerateArray())
                : (new ReadSpec { Format = ReadFormat.Ndjson }, [whole]);
        }

        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        JsonElement[] rows = [.. lines.Take(MostRows).Select(Parsed).OfType<JsonElement>()];

        // The last line of a sample may be cut off; more broken lines mean that this is something else.
        return rows.Length > 0 && rows.Length >= Math.Min(lines.Length, MostRows) - 1
            ? (new ReadSpec { Format = ReadFormat.Ndjson }, rows)
            : throw new SampleRefused(file, ContractText.SampleJsonBroken());
    }

    static JsonElement? Parsed(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The nearest array of objects and its path.</summary>
    static (string Path, JsonElement Array)? RowArray(JsonElement at, string path, int depth)
    {
        if (at.ValueKind == JsonValueKind.Array)
        {
            var isRows = at.GetArrayLength() > 0 && at[0].ValueKind == JsonValueKind.Object;
            return isRows ? (path, at) : null;
        }

        return at.ValueKind != JsonValueKind.Object || depth > 3
            ? null
            : at.EnumerateObject().Select(p => RowArray(p.Value, Under(path, p.Name), depth + 1))
                .FirstOrDefault(f => f is not null);
    }

    static string Under(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    /// <summary>Scalars of an object by dotted path; arrays are left out.</summary>
    static IEnumerable<(string Path, string Text)> Flat(JsonElement at, string path) => at.ValueKind switch
    {
        JsonValueKind.Object => at.EnumerateObject().SelectMany(p => Flat(p.Value, Under(path, p.Name))),
        JsonValueKind.Array => [],
        JsonValueKind.Null => [(path, "")],
        _ => [(path, at.ToString().Trim().Normalize(NormalizationForm.FormC))],
    };
}
