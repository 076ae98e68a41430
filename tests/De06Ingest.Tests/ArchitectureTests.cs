using System.Text.RegularExpressions;

namespace De06Ingest.Tests;

/// <summary>Reads the sources and names a file that strays from the layout: namespaces, edges, names, lines,
/// paths.</summary>
public sealed partial class ArchitectureTests
{
    /// <summary>Where network, disk, database, clock and environment may be reached, each with its reason. A path that
    /// ends in / is a folder; <c>*</c> stands for a part of a file name. All other files compute.</summary>
    static readonly (string Path, string Reason)[] Edges =
    [
        ("Program.cs", "begins and ends the process"),
        ("FlowParts.cs", "joins what every run shares"),
        ("FeedRuns.cs", "runs feed after feed"),
        ("FeedWork.cs", "holds the lease and the connection of a feed"),
        ("ActiveRun.cs", "writes the run and its table"),
        ("RunRows.cs", "reads the published state and opens the run's table"),
        ("PublishedState.cs", "compares the extract with what readers see"),
        ("RunRecord.cs", "writes what a run tells of itself"),
        ("RunMap.cs", "reads which map a person confirmed"),
        ("AfterPublish.cs", "opens a lost connection again"),
        ("AcrossRun.cs", "publishes what the rules across the set find"),
        ("ModelPreview.cs", "reads published rows to tell what another model would do"),
        ("RowExplanations.cs", "reads a published row to tell why it has its citizen"),
        ("RecheckRun.cs", "reads the clean table and publishes what a moved reference changes"),
        ("Commands/", "files, settings and the terminal of the operator"),
        ("Database/", "PostgreSQL: migrations, COPY, a private cluster"),
        ("Feeds/FeedCatalog.cs", "reads the contracts"),
        ("Feeds/FeedSchedule.cs", "keeps the job store equal to the contracts"),
        ("Feeds/Scheduling.cs", "starts the scheduler when the database is there"),
        ("Feeds/QuartzSchema.cs", "makes the scheduler's tables"),
        ("Intake/Pull/", "fetches extracts and archives them"),
        ("Intake/Decode/", "opens the archived file"),
        ("Intake/Read/", "opens the archived file"),
        ("Intake/PublishedRows.cs", "reads the published state by COPY"),
        ("Matching/Evidence/EvidenceSearch.cs", "divides its work among the processors"),
        ("Matching/*Table.cs", "owns a table, or a file that can be made again from one"),
        ("Mismatches/Across/*Table.cs", "reads groups of published rows, and keeps how far they are settled"),
        ("Mismatches/Suggestions/*Table.cs", "owns core.suggestion"),
        ("Mismatches/Ledger.cs", "owns core.mismatch during a publish"),
        ("Mismatches/MismatchDecisions.cs", "writes what a person decided"),
        ("Publishing/", "the publishing transaction and its tables"),
        ("Reporting/*Table.cs", "owns a table"),
        ("Reporting/Outbox.cs", "writes the lists that units take"),
        ("Reporting/Web/", "answers requests"),
        ("Telemetry/", "the service manager and the collectors of telemetry"),
    ];

    static readonly string? Root = FindRoot();

    [Fact]
    public void The_namespace_of_a_file_is_its_folder()
    {
        var strays =
            from file in Sources("src/", "tests/")
            let folder = Path.GetDirectoryName(file.Path)!.Split('/')[1..]
            let said = Namespace().Match(file.Text)
            where said.Success && said.Groups[1].Value != string.Join('.', folder)
            select $"{file.Path}: namespace {said.Groups[1].Value}";

        Assert.Empty(strays);
    }

    [Fact]
    public void Only_the_edges_reach_the_outside()
    {
        var strays =
            from file in Sources("src/De06Ingest/")
            where !IsEdge(file.Path["src/De06Ingest/".Length..])
            from line in Code(file.Text)
            let reach = Outside().Match(line.Text)
            where reach.Success
            select $"{file.Path}:{line.Number}: {reach.Value} is for the edges listed in {nameof(ArchitectureTests)}";

        Assert.Empty(strays);
    }

    [Fact]
    public void Every_edge_has_a_file()
    {
        var files = Sources("src/De06Ingest/").Select(f => f.Path["src/De06Ingest/".Length..]).ToList();

        Assert.All(Edges, edge => Assert.Contains(files, file => IsEdge(file, edge.Path)));
    }

    [Fact]
    public void No_type_is_called_by_a_word_that_says_nothing()
    {
        var strays =
            from file in Sources("src/", "tests/")
            from Match type in VagueType().Matches(file.Text)
            select $"{file.Path}: {type.Groups[1].Value}";

        Assert.Empty(strays);
    }

    [Fact]
    public void Lines_stay_within_120_characters()
    {
        var wide =
            from file in Sources("src/", "tests/")
            from line in Lines(file.Text)
            where line.Text.Length > 120
            select $"{file.Path}:{line.Number}: {line.Text.Length}";

        Assert.Empty(wide);
    }

    [Fact]
    public void Nothing_names_a_machine()
    {
        string[] kinds =
            [".cs", ".csproj", ".sql", ".sh", ".md", ".yaml", ".yml", ".json", ".props", ".service", ".example"];
        var strays =
            from path in Tree("*")
            where kinds.Contains(Path.GetExtension(path)) && Path.GetFileName(path) != "ArchitectureTests.cs"
            from line in Lines(File.ReadAllText(Path.Combine(Root!, path)))
            let named = MachinePath().Match(line.Text)
            where named.Success
            select $"{path}:{line.Number}: {named.Value}";

        Assert.Empty(strays);
    }

    static bool IsEdge(string path) => Edges.Any(edge => IsEdge(path, edge.Path));

    static bool IsEdge(string path, string edge) => edge switch
    {
        [.., '/'] => path.StartsWith(edge, StringComparison.Ordinal),
        _ when edge.Split('*') is [var before, var after] =>
            path.StartsWith(before, StringComparison.Ordinal) && path.EndsWith(after, StringComparison.Ordinal),
        _ => path == edge,
    };

    static IEnumerable<(string Path, string Text)> Sources(params string[] folders)
    {
        Assert.SkipWhen(Root is null, "The sources are not here: no De06Ingest.sln in a folder above the tests.");
        return Tree("*.cs")
            .Where(path => folders.Any(f => path.StartsWith(f, StringComparison.Ordinal)))
            .Select(path => (path, File.ReadAllText(Path.Combine(Root, path))));
    }

    /// <summary>Files of the working tree, as paths below its root; what builds and demos leave there is not.</summary>
    static IEnumerable<string> Tree(string pattern)
    {
        Assert.SkipWhen(Root is null, "The sources are not here: no De06Ingest.sln in a folder above the tests.");
        return from path in Directory.EnumerateFiles(Root, pattern, SearchOption.AllDirectories)
               let below = Path.GetRelativePath(Root, path)
               where !below.Split('/').SkipLast(1).Any(part => part
                   is "bin" or "obj" or ".git" or ".demo" or ".test" or "StrykerOutput")
               orderby below
               select below;
    }

    static IEnumerable<(int Number, string Text)> Lines(string text) =>
        text.Split('\n').Select((line, i) => (i + 1, line.TrimEnd('\r')));

    static IEnumerable<(int Number, string Text)> Code(string text) =>
        Lines(text).Where(line => !line.Text.TrimStart().StartsWith("//", StringComparison.Ordinal));

    static string? FindRoot()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "De06Ingest.sln")))
            {
                return at.FullName;
            }
        }

        return null;
    }

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(
        @"(?<![\w.""])(?:(?:File|Directory|Environment)\.(?!NewLine)\w|HttpClient\b|NpgsqlConnection\b"
        + @"|DateTime(?:Offset)?\.(?:Utc)?Now\b)")]
    private static partial Regex Outside();

    [GeneratedRegex(@"\b(?:class|struct|record|interface|enum) (\w*(?:Manager|Helper|Util|Utils|Utilities|Service))\b")]
    private static partial Regex VagueType();

    [GeneratedRegex(@"(?<![\w.$}/])/(?:root|work|home/\w+|Users/\w+)(?:/|\b)")]
    private static partial Regex MachinePath();
}
