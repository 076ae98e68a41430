using System.CommandLine;
using System.Text;
using De06Ingest.Feeds;
using De06Ingest.Intake.Pull;
using De06Ingest.Intake.Read;
using De06Ingest.Matching;
using De06Ingest.Values;

namespace De06Ingest.Commands.Linkage;

/// <summary>The options by which a verb is given two files, their contracts and a model; and the files behind
/// them.</summary>
sealed class LinkageFiles
{
    const string TruthContract = """
        feed: truth
        title: truth
        owner: truth
        key: [recordNo]
        fields: { recordNo: { from: [feed_key] } }
        extra:
          referenceKey: { from: [reference_key], type: text }
          errors: { from: [errors], type: text, optional: true }
        """;

    readonly Option<string?> reference;
    readonly Option<string?> referenceContract;
    readonly Option<string?> feed;
    readonly Option<string?> feedContract;
    readonly Option<string?> model;

    /// <param name="shell">Gives the options their texts.</param>
    /// <param name="verb">The verb that takes them.</param>
    public LinkageFiles(Shell shell, Verb verb)
    {
        reference = Needed(shell, "--reference", "R.csv");
        referenceContract = Needed(shell, "--reference-contract", "r.yaml");
        feed = Needed(shell, "--feed", "F.csv");
        feedContract = Needed(shell, "--feed-contract", "f.yaml");
        model = LinkOption(shell, "--model", "FILE");
        foreach (var option in new[] { reference, referenceContract, feed, feedContract, model })
        {
            verb.Options.Add(option);
        }
    }

    /// <summary>An option whose text stands under <c>option.link-…</c>.</summary>
    public static Option<string?> LinkOption(Shell shell, string name, string value) => new(name)
    {
        Description = shell.Messages["option.link-" + name.TrimStart('-')],
        HelpName = value,
    };

    public static Option<string?> Needed(Shell shell, string name, string value)
    {
        var option = LinkOption(shell, name, value);
        option.Required = true;
        return option;
    }

    /// <summary>Reads both files.</summary>
    public LinkSides Read(ParseResult parsed)
    {
        var today = VietnamTime.DayOf(TimeProvider.System.GetUtcNow());
        var ofReference = FeedCatalog.LoadFile(parsed.GetValue(referenceContract)!);
        var ofFeed = FeedCatalog.LoadFile(parsed.GetValue(feedContract)!);
        var inReference = LinkTableFile.Read(ofReference, parsed.GetValue(reference)!, today, out var refused);
        var inFeed = LinkTableFile.Read(ofFeed, parsed.GetValue(feed)!, today, out var refusedOfFeed);
        var data = new LinkAttributes(inFeed, inReference, today.Year).Data();
        return data.Comparisons.Count > 0
            ? new(inFeed, inReference, refusedOfFeed, refused, ofFeed.OneToOne || ofReference.OneToOne, data)
            : throw new ConfigurationProblem("linkage-nothing-shared", $"{Names(inFeed)} ≠ {Names(inReference)}");
    }

    static string Names(LinkTable table) => string.Join(", ", table.Attributes.Select(a => a.Attribute));

    /// <summary>Reads both files as a run does.</summary>
    public RunSides ReadAsRun(ParseResult parsed) => RunSides.Read(
        FeedCatalog.LoadFile(parsed.GetValue(referenceContract)!), parsed.GetValue(reference)!,
        FeedCatalog.LoadFile(parsed.GetValue(feedContract)!), parsed.GetValue(feed)!,
        VietnamTime.DayOf(TimeProvider.System.GetUtcNow()));

    public MatchModel Model(ParseResult parsed) => ModelFile(parsed.GetValue(model)).Model;

    /// <summary>The model of a file; the one that the program carries when there is no name.</summary>
    public static MatchModelFile ModelFile(string? path) =>
        path is null ? MatchModelFile.Carried() : new(path, File.ReadAllText(path));

    /// <summary>A CSV with the columns feed_key, reference_key and, if wanted, errors.</summary>
    public static LinkTruth Truth(string path)
    {
        var contract = FeedCatalog.Parse("truth", TruthContract);
        var bytes = new FileInfo(path) is { Exists: true } file
            ? file.Length
            : throw new FileNotFoundException(null, path);
        using var rows = RowReaders.Open(contract, new ExtractFile(path, Path.GetFileName(path), bytes, ""));
        var truth = new LinkTruth();
        while (rows.Read())
        {
            var (row, record) = (Text(rows, 0), Text(rows, 1));
            if (row.Length > 0 && record.Length > 0)
            {
                var errors = Text(rows, 2).Split([';', '+', '|', ' '], StringSplitOptions.RemoveEmptyEntries);
                truth.Add(row, record, errors);
            }
        }

        return truth;
    }

    static string Text(IRowReader rows, int column) => Encoding.UTF8.GetString(rows.Cell(column)).Trim();
}

/// <summary>Two files as sides of a linkage.</summary>
/// <param name="Feed">Rows of the feed.</param>
/// <param name="Reference">Records of the reference.</param>
/// <param name="RefusedOfFeed">Rows that the feed's contract refuses.</param>
/// <param name="RefusedOfReference">Rows that the reference's contract refuses.</param>
/// <param name="OneToOne">Whether a contract says that a record belongs to one row at most.</param>
/// <param name="Data">The attributes that both have.</param>
sealed record LinkSides(
    LinkTable Feed, LinkTable Reference, int RefusedOfFeed, int RefusedOfReference, bool OneToOne, LinkData Data);
