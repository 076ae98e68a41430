using System.CommandLine;
using System.Globalization;
using De06Ingest.Reporting;

namespace De06Ingest.Commands;

/// <summary><c>de06 report NAME</c>: answers one of the reports, with what it rests on above it; without a name, lists
/// them.</summary>
static class ReportCommand
{
    /// <summary>Rows that a person gets to see at once, unless more are asked for.</summary>
    const int Usual = 50;

    static readonly Column<ReportDefinition>[] Listed =
    [
        new("report", r => r.Name),
        new("title", r => r.Name) { Shown = (r, m) => m[$"report.{r.Name}"], MachineOnly = true },
        new("answers", r => r.Name) { Shown = (r, m) => m[$"report.{r.Name}.answers"] },
        new("readers", r => r.Name) { Shown = (r, m) => m[$"report.{r.Name}.readers"] },
    ];

    public static Command Create(Shell shell)
    {
        var verb = shell.Verb("report", "report");
        var name = Name(shell);
        var unit = shell.UnitAndBelow();
        var full = shell.Flag("--full");
        var limit = shell.Limit(Usual);
        verb.Arguments.Add(name);
        foreach (var option in new Option[] { unit, full, limit })
        {
            verb.Options.Add(option);
        }

        verb.Validators.Add(result =>
        {
            if (result.GetValue(unit) is { } && result.GetValue(name) is { } given
                && ReportCatalog.Find(given) is { ByUnit: false })
            {
                result.AddError(shell.Messages.Text("usage.report-unit", given));
            }
        });
        shell.Do(verb, async (parsed, console, stop) =>
        {
            if (parsed.GetValue(name) is not { } asked)
            {
                List(console);
                return ExitCode.Ok;
            }

            var report = ReportCatalog.Find(asked)!;
            var answer = await shell.Parts.Reports.Read(
                report, parsed.GetValue(unit), parsed.GetValue(full), stop);
            var given = parsed.GetResult(limit) is { Implicit: false };
            new ReportText(console).Write(report, answer, given || console.Form == OutputForm.Table
                ? parsed.GetValue(limit) : int.MaxValue);
            return answer.Rows.Count == 0 && answer.Absent.Count > 0 ? ExitCode.BadData : ExitCode.Ok;
        });
        return verb;
    }

    /// <summary>A name that is none would otherwise be an empty report.</summary>
    static Argument<string?> Name(Shell shell)
    {
        var name = new Argument<string?>("NAME")
        {
            Description = shell.Messages["argument.report"],
            Arity = ArgumentArity.ZeroOrOne,
        };
        name.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && ReportCatalog.Find(token.Value) is null)
            {
                result.AddError(shell.Messages.Text(
                    "usage.one-of", token.Value, string.Join(", ", ReportCatalog.Names)));
            }
        });
        return name;
    }

    /// <summary>What reports there are; machines get the texts as people do.</summary>
    static void List(ConsoleOutput console)
    {
        var texts = console.Messages;
        console.Rows(ReportCatalog.All, console.Form == OutputForm.Table ? Listed :
        [
            new("report", r => r.Name),
            new("title", r => texts[$"report.{r.Name}"]),
            new("answers", r => texts[$"report.{r.Name}.answers"]),
            new("readers", r => texts[$"report.{r.Name}.readers"]),
            new("by_unit", r => r.ByUnit),
            new("personal", r => r.Personal),
        ]);
    }
}

/// <summary>Prints a report: for people with title, unit and the age of every feed above the rows; for machines the
/// same as fields, or, beside CSV, on the error stream.</summary>
sealed class ReportText(ConsoleOutput console)
{
    readonly Messages texts = console.Messages;
    readonly ReportCells cells = new(console.Messages);

    public void Write(ReportDefinition report, ReportAnswer answer, int limit)
    {
        var rows = answer.Rows.Take(limit).ToList();
        switch (console.Form)
        {
            case OutputForm.Json:
                Json(report, answer, rows);
                break;
            case OutputForm.Csv:
                foreach (var line in Ages(answer.Feeds.Where(f => f.State != "fresh")))
                {
                    console.Complain(line);
                }

                console.Rows(rows, Columns(answer));
                break;
            case OutputForm.Table:
                Table(report, answer, rows);
                break;
        }
    }

    void Table(ReportDefinition report, ReportAnswer answer, List<object?[]> rows)
    {
        console.Say(texts[$"report.{report.Name}"]);
        if (answer.Unit is { } unit)
        {
            console.Say(texts.Text("say.report-unit", unit.Name, unit.Code, unit.Parts, unit.Map));
        }

        foreach (var line in Ages(answer.Feeds))
        {
            console.Say(line);
        }

        if (rows.Count == 0)
        {
            console.Say(answer.Absent is { Count: > 0 } absent
                ? texts.Text("say.report-unknown", Names(absent))
                : texts.Find($"report.{report.Name}.none") ?? texts["say.report-none"]);
            return;
        }

        console.Rows(rows, Columns(answer));
        if (rows.Count < answer.Rows.Count)
        {
            console.Say(texts.Text("say.report-more", rows.Count, texts.Forms.Number(answer.Rows.Count)));
        }
    }

    /// <summary>What came when, the worst first: one line for all feeds of one age.</summary>
    IEnumerable<string> Ages(IEnumerable<ReportFeed> feeds) =>
        from feed in feeds
        group feed by (feed.State, feed.AsOf, feed.StaleSince) into age
        orderby age.Key.AsOf is not null, age.Key.State == "fresh", age.Key.AsOf
        select texts.Text(
            "say.report-" + age.Key.State, Names(age), age.Key.AsOf is { } at ? texts.Forms.Time(at) : "",
            age.Key.StaleSince is { } since ? texts.Text("say.report-overdue", texts.Forms.Time(since)) : "");

    string Names(IEnumerable<ReportFeed> feeds) =>
        string.Join(" · ", feeds.Select(f => texts.In(f.Title, f.TitleEn)));

    void Json(ReportDefinition report, ReportAnswer answer, List<object?[]> rows) => console.Json(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("report", report.Name);
        writer.WriteString("title", texts[$"report.{report.Name}"]);
        writer.WriteString("unit", answer.Unit?.Code);
        writer.WriteString("unit_name", answer.Unit?.Name);
        writer.WriteString("unit_map", answer.Unit?.Map);
        writer.WriteBoolean("complete", answer.Absent.Count == 0);
        writer.WriteNumber("row_count", answer.Rows.Count);
        writer.WritePropertyName("feeds");
        ConsoleOutput.Array(writer, answer.Feeds,
        [
            new("feed", f => f.Feed), new("title", f => f.Title), new("state", f => f.State),
            new("as_of", f => f.AsOf), new("stale_since", f => f.StaleSince),
        ]);
        writer.WritePropertyName("rows");
        ConsoleOutput.Array(writer, rows, Columns(answer));
        writer.WriteEndObject();
    });

    List<Column<object?[]>> Columns(ReportAnswer answer) =>
        [.. answer.Columns.Select((name, i) => new Column<object?[]>(name, row => row[i])
        {
            Label = ReportCells.HeadingKey(name),
            Shown = (row, _) => cells.Shown(answer.Columns, row, i),
            MachineOnly = ReportCells.IsForMachines(answer.Columns, name),
        })];
}
