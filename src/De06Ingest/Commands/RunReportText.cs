using De06Ingest.Reporting;

namespace De06Ingest.Commands;

/// <summary>
/// Prints how a run ended: counts, refusals, movements of the ledger and figures, and why it was held.
/// </summary>
static class RunReportText
{
    /// <summary>Codes of provinces have two digits; the hundreds of commune figures are left to JSON.</summary>
    const int ProvinceDigits = 2;
    const int MostFigures = 12;

    static readonly Column<RunReport>[] Columns =
    [
        new("run_id", r => r.RunId),
        new("feed", r => r.Feed),
        new("state", r => r.State) { Shown = (r, m) => m.State(r.State) },
        new("cause", r => r.Cause) { MachineOnly = true },
        new("detail", r => r.Detail) { MachineOnly = true },
        new("dry_run", r => r.DryRun) { MachineOnly = true },
        new("as_of", r => r.AsOf),
        new("publish_id", r => r.PublishId) { MachineOnly = true },
        new("rows_in", r => r.RowsIn),
        new("accepted", r => r.Accepted),
        new("refused", r => r.Refused),
        new("duplicate", r => r.Duplicate),
        new("matched", r => r.Matched),
        new("review", r => r.Review),
        new("unmatched", r => r.Unmatched),
        new("changed", r => r.Changed),
        new("vanished", r => r.Vanished),
        new("seconds", r => Math.Round(r.Seconds, 3)) { MachineOnly = true },
        new("unconfirmed", r => r.Unconfirmed) { MachineOnly = true },
        new("unread_keys", r => r.UnreadKeys) { MachineOnly = true },
    ];

    static readonly Column<MismatchMovement>[] MismatchColumns =
    [
        new("kind", m => m.Kind) { Label = "label.kind_title", Shown = (m, texts) => texts.Kind(m.Kind) },
        new("opened", m => m.Opened),
        new("resolved", m => m.Resolved),
        new("vanished", m => m.Vanished),
        new("reopened", m => m.Reopened),
        new("open", m => m.Open),
    ];

    static readonly Column<FigureMovement>[] FigureColumns =
    [
        new("code", f => f.Code),
        new("unit", f => f.Unit),
        new("period", f => f.Period) { Shown = (f, m) => m.Period(f.Period) },
        new("before", f => f.Before),
        new("after", f => f.After),
    ];

    static readonly Column<KeyValuePair<string, long>>[] RefusedColumns =
    [
        new("fault", f => f.Key) { Shown = (f, m) => m.Fault(f.Key) },
        new("rows", f => f.Value),
    ];

    static readonly Column<(string Step, double Seconds)>[] StepColumns =
    [
        new("step", s => s.Step) { Shown = (s, m) => m.Step(s.Step) },
        new("seconds", s => Math.Round(s.Seconds, 3)),
    ];

    static readonly Column<StepFailure>[] UndoneColumns =
    [
        new("step", s => s.Step) { Shown = (s, m) => m.Step(s.Step) },
        new("cause", s => s.Cause),
    ];

    public static void Print(RunReport report, ConsoleOutput console)
    {
        if (console.Form == OutputForm.Json)
        {
            Json(report, console);
            return;
        }

        console.Rows([report], Columns);
        if (console.Form == OutputForm.Table)
        {
            Details(report, console);
        }
    }

    static void Details(RunReport report, ConsoleOutput console)
    {
        Titled(console, "say.refused-by", [.. report.RefusedBy.OrderByDescending(f => f.Value)], RefusedColumns);
        if (report is { RefusedBy.Count: > 0, DryRun: false })
        {
            console.Say(console.Messages.Text("say.refused-rows", report.RunId));
        }

        if (report.Unconfirmed > 0)
        {
            console.Say(console.Messages.Text("say.unconfirmed", report.Unconfirmed));
        }

        if (report is { Vanished: > 0, UnreadKeys: > 0 })
        {
            console.Say(console.Messages.Text("say.vanished-doubt", report.UnreadKeys, report.Vanished,
                Math.Min(report.UnreadKeys, report.Vanished)));
        }

        Titled(console, "say.movements", report.Mismatches, MismatchColumns);
        var province = report.Figures.Where(f => f.Unit.Length <= ProvinceDigits).Take(MostFigures).ToArray();
        Titled(console, "say.figures", province, FigureColumns);
        if (province.Length < report.Figures.Count)
        {
            console.Say(console.Messages.Text("say.more-figures", report.Figures.Count - province.Length));
        }

        if (report.NewColumns.Count > 0)
        {
            console.Say("");
            console.Say(console.Messages.Text("say.new-columns", string.Join(", ", report.NewColumns)));
        }

        Titled(console, "say.steps", report.Steps, StepColumns);
        Titled(console, "say.undone", report.Undone, UndoneColumns);
        if ((report.Cause ?? (report.State == "superseded" ? report.State : null)) is { } cause)
        {
            console.Say("");
            var why = console.Messages.Cause(cause, report.Detail);
            console.Say($"{console.Messages.State(report.State)}: {why} [{cause}]");
        }

        if (report.DryRun)
        {
            console.Say(console.Messages["say.dry-run"]);
        }
    }

    static void Titled<T>(ConsoleOutput console, string title, IReadOnlyList<T> rows, IReadOnlyList<Column<T>> columns)
    {
        if (rows.Count > 0)
        {
            console.Say("");
            console.Say(console.Messages[title]);
            console.Rows(rows, columns);
        }
    }

    static void Json(RunReport report, ConsoleOutput console) => console.Json(writer =>
    {
        writer.WriteStartObject();
        foreach (var column in Columns)
        {
            writer.WritePropertyName(column.Name);
            ConsoleOutput.Value(writer, column.Value(report));
        }

        writer.WritePropertyName("refused_by");
        ConsoleOutput.Array(writer, report.RefusedBy.OrderBy(f => f.Key, StringComparer.Ordinal), RefusedColumns);
        writer.WritePropertyName("new_columns");
        writer.WriteStartArray();
        foreach (var column in report.NewColumns)
        {
            writer.WriteStringValue(column);
        }

        writer.WriteEndArray();
        writer.WritePropertyName("mismatches");
        ConsoleOutput.Array(writer, report.Mismatches, MismatchColumns);
        writer.WritePropertyName("figures");
        ConsoleOutput.Array(writer, report.Figures, FigureColumns);
        writer.WritePropertyName("steps");
        ConsoleOutput.Array(writer, report.Steps, StepColumns);
        writer.WritePropertyName("undone");
        ConsoleOutput.Array(writer, report.Undone, UndoneColumns);
        writer.WriteEndObject();
    });
}
