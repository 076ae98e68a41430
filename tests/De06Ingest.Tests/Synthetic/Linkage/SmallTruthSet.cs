using De06Ingest.Synthetic.Linkage;

namespace De06Ingest.Tests.Synthetic.Linkage;

/// <summary>A truth set of 10,000 rows about 20,000 citizens on disk, made once for the tests that read it.</summary>
public sealed class SmallTruthSet : IDisposable
{
    public SmallTruthSet()
    {
        Folder = Directory.CreateTempSubdirectory("de06-truth-").FullName;
        Tally = TruthSet.Generate(Options, Folder);
        Reference = Read("reference.csv", ',').ToDictionary(row => row["Số ĐDCN"]);
        Feed = [.. Read("feed.csv", ';')];
        Truth = Read("truth.csv", ',').ToDictionary(row => row["feed_key"]);
        Strangers = Read("strangers.csv", ',').ToDictionary(row => row["feed_key"]);
    }

    internal static TruthSetOptions Options { get; } = new(20_000, 10_000, 42);

    public string Folder { get; }

    internal TruthTally Tally { get; }

    /// <summary>Citizens by personal id.</summary>
    public IReadOnlyDictionary<string, Dictionary<string, string>> Reference { get; }

    public IReadOnlyList<Dictionary<string, string>> Feed { get; }

    /// <summary>Answers by key of the feed.</summary>
    public IReadOnlyDictionary<string, Dictionary<string, string>> Truth { get; }

    public IReadOnlyDictionary<string, Dictionary<string, string>> Strangers { get; }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    /// <summary>Rows by column of a file in <paramref name="folder"/>; no cell of ours has a line break.</summary>
    public static IEnumerable<Dictionary<string, string>> Read(string folder, string file, char separator)
    {
        var lines = File.ReadLines(Path.Combine(folder, file)).Select(line => Cells(line, separator));
        string[]? header = null;
        foreach (var cells in lines)
        {
            if (header is not null)
            {
                yield return header.Zip(cells).ToDictionary(cell => cell.First, cell => cell.Second);
            }

            header ??= cells;
        }
    }

    IEnumerable<Dictionary<string, string>> Read(string file, char separator) => Read(Folder, file, separator);

    static string[] Cells(string line, char separator)
    {
        var cells = new List<string> { "" };
        var quoted = false;
        foreach (var c in line)
        {
            quoted ^= c == '"';
            if (c == separator && !quoted)
            {
                cells.Add("");
            }
            else
            {
                cells[^1] += c;
            }
        }

        return [.. cells.Select(c => c.StartsWith('"') ? c[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal) : c)];
    }
}
