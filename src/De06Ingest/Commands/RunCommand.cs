using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using De06Ingest.Feeds;
using De06Ingest.Reporting;
using De06Ingest.Telemetry;
using Spectre.Console;

namespace De06Ingest.Commands;

/// <summary>
/// <c>de06 run FEED</c>: runs one feed now, from its source or from given files, and tells what came of it.
/// </summary>
static class RunCommand
{
    /// <summary>A time that names no zone is one of Vietnam, which has kept this offset since 1975.</summary>
    static readonly TimeSpan VietnamOffset = TimeSpan.FromHours(7);

    public static Command Create(Shell shell)
    {
        var verb = shell.Verb("run", "run");
        var feed = shell.Argument("FEED");
        var files = new Option<string[]>("--file")
        {
            Description = shell.Messages["option.file"],
            HelpName = "F",
        };
        var sourceTime = SourceTime(shell);
        var dryRun = shell.Flag("--dry-run");
        verb.Arguments.Add(feed);
        verb.Options.Add(files);
        verb.Options.Add(sourceTime);
        verb.Options.Add(dryRun);
        shell.Do(verb, (parsed, console, stop) =>
        {
            var contract = shell.Contract(parsed.GetValue(feed)!);
            var options = new RunOptions
            {
                Files = Existing(parsed.GetValue(files) ?? []),
                SourceTime = parsed.GetValue(sourceTime),
                DryRun = parsed.GetValue(dryRun),
            };
            return Run(shell.Parts, contract, options, console, stop);
        });
        return verb;
    }

    static async Task<int> Run(
        IParts parts, FeedContract contract, RunOptions options, ConsoleOutput console, CancellationToken stop)
    {
        await SchemaGate.Check(parts, stop);

        // Sends what it has on disposal, so that a run by hand is traced as one of the worker is.
        using var telemetry = Observability.Of(parts.Settings.Otlp);
        var report = await Watched(console, p => parts.Runs.Run(contract, options with { Progress = p }, stop));
        return await Tell(parts, report with { DryRun = options.DryRun }, console, stop);
    }

    /// <summary>Prints how a run ended; a new reference sends every sector feed through the rules again.</summary>
    public static async Task<int> Tell(IParts parts, RunReport report, ConsoleOutput console, CancellationToken stop)
    {
        RunReportText.Print(report, console);
        var worst = ExitCode.Of(report);
        TellAcross(report, console);
        if (report.State is ("published" or "unchanged") && !report.DryRun
            && parts.Contracts().Any(c => c.Feed == report.Feed && c.Role == FeedRole.Reference))
        {
            foreach (var recheck in await parts.Runs.RecheckAfterReference(stop))
            {
                var state = console.Messages.State(recheck.State);
                console.Say(recheck.Way == "across"
                    ? Across(recheck, console)
                    : console.Messages.Text("say.rechecked", recheck.Feed, state));
                worst = Math.Max(worst, ExitCode.Of(recheck));
            }
        }

        return worst;
    }

    /// <summary>What the rules across the set found after the run.</summary>
    static void TellAcross(RunReport report, ConsoleOutput console)
    {
        foreach (var across in console.Form == OutputForm.Table ? report.Across : [])
        {
            console.Say(Across(across, console));
        }
    }

    static string Across(RunReport report, ConsoleOutput console) => console.Messages.Text(
        "say.across", report.Feed, report.Mismatches.Sum(m => m.Opened + m.Reopened),
        report.Mismatches.Sum(m => m.Resolved + m.Vanished));

    /// <summary>Runs with a progress bar where there is a terminal.</summary>
    public static Task<RunReport> Watched(ConsoleOutput console, Func<Action<RunProgress>?, Task<RunReport>> run) =>
        console.Terminal is { } terminal ? Watched(terminal, console.Messages, run) : run(null);

    static Task<RunReport> Watched(
        IAnsiConsole terminal, Messages messages, Func<Action<RunProgress>, Task<RunReport>> run) =>
        terminal.Progress()
            .AutoClear(true)
            .Columns(
                new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .StartAsync(context =>
            {
                var bar = context.AddTask(messages.Step("begin"), maxValue: 1);
                return run(progress =>
                {
                    bar.Description = Markup.Escape(
                        $"{messages.Step(progress.Step)} {messages.Forms.Number(progress.Rows)}");
                    bar.IsIndeterminate = progress.Share is null;
                    bar.Value = progress.Share ?? bar.Value;
                });
            });

    static string[] Existing(string[] files) => files.FirstOrDefault(f => !File.Exists(f)) is { } missing
        ? throw new FileNotFoundException("no such file", missing)
        : files;

    static Option<DateTimeOffset?> SourceTime(Shell shell) => new("--source-time")
    {
        Description = shell.Messages["option.source-time"],
        HelpName = "T",
        CustomParser = result => Time(result, shell.Messages),
    };

    static DateTimeOffset? Time(ArgumentResult result, Messages messages)
    {
        var text = result.Tokens[0].Value;
        if (DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var time))
        {
            return time.Kind == DateTimeKind.Unspecified
                ? new DateTimeOffset(time, VietnamOffset)
                : DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
        }

        result.AddError(messages.Text("usage.time", text));
        return null;
    }
}
