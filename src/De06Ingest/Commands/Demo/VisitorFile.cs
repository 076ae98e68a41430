using De06Ingest.Feeds;
using De06Ingest.Reporting;

namespace De06Ingest.Commands.Demo;

/// <summary>A file that the visitor brings: a contract is drafted for it, and it runs against the synthetic
/// people.</summary>
sealed class VisitorFile(Wiring parts, DemoFolder folder, ConsoleOutput console)
{
    const int MismatchesShown = 12;

    static readonly Column<SampleColumn>[] Mapping =
    [
        new("header", c => c.Header),
        new("column", c => c.Name),
        new("type", c => ContractWords.KebabCase(c.Kind.ToString())),
        new("reason", c => c.Reason),
    ];

    static readonly Column<MismatchRow>[] Shown =
    [
        new("subject", m => m.Subject),
        new("kind_title", m => m.KindTitle) { Shown = (m, texts) => texts.Kind(m.Kind) },
        new("sector_value", m => m.SectorValue),
        new("reference_value", m => m.ReferenceValue),
    ];

    /// <summary>Drafts, runs and shows; a file that cannot be used is told with its reason.</summary>
    public async Task<int> Try(string path, CancellationToken stop)
    {
        try
        {
            return await Run(path, stop);
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            var complaint = Complaint.Of(problem, console.Messages, stop);
            console.Complain(complaint.Text);
            return complaint.ExitCode;
        }
    }

    async Task<int> Run(string path, CancellationToken stop)
    {
        var (draft, contract) = await Draft(path, stop);
        console.Say("");
        console.Say(console.Messages.Text("demo.drafted", Path.Combine(folder.Out, contract.Feed + ".yaml")));
        console.Rows(draft.Columns, Mapping);
        var report = await parts.Runs.Run(
            contract, new RunOptions { Files = [Path.GetFullPath(path)], Trigger = "demo" }, stop);
        console.Say("");
        RunReportText.Print(report, console);
        console.Say("");
        console.Say(console.Messages["demo.visitor-mismatches"]);
        var filter = new MismatchFilter(contract.Feed, null, null, "open", MismatchesShown, Clear: false);
        console.Rows(await parts.Published.Mismatches(filter, stop), Shown);
        return ExitCode.Of(report);
    }

    async Task<(ContractDraft Draft, FeedContract Contract)> Draft(string path, CancellationToken stop)
    {
        var bytes = new byte[(int)Math.Min(new FileInfo(path).Length, ContractDraft.SampleBytes)];
        await using (var file = File.OpenRead(path))
        {
            await file.ReadExactlyAsync(bytes, stop);
        }

        var name = Path.GetFileName(path);
        var draft = ContractDraft.Of(name, bytes);
        var contract = FeedCatalog.Parse(name, draft.Yaml);
        if (parts.Contracts().Any(c => c.Feed == contract.Feed))
        {
            draft = ContractDraft.Of(name, bytes, "visitor-" + contract.Feed);
            contract = FeedCatalog.Parse(name, draft.Yaml);
        }

        var target = Path.Combine(folder.Out, contract.Feed + ".yaml");
        await File.WriteAllTextAsync(target, draft.Yaml, stop);

        // Real people are not in a synthetic register: no share of mismatches may hold the file back here.
        return (draft, contract with
        {
            File = target,
            Limits = contract.Limits with { MismatchShare = 1, RefusedShare = 1 },
        });
    }
}
