using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using De06Ingest.Reporting;

namespace De06Ingest.Commands;

/// <summary><c>de06 indicators explain CODE</c>: the records that hold a figure down, by cause; with <c>--from</c>, why
/// it moved, in parts that add up.</summary>
static class IndicatorExplainCommand
{
    const int PointDecimals = 4;

    static readonly Column<ShownPart>[] Columns =
    [
        new("kind", p => p.Part.Kind) { Shown = (p, m) => m.FigurePart(p.Part), Label = "label.cause" },
        new("cause", p => p.Part.Cause) { MachineOnly = true },
        new("cause_text", p => p.Part.CauseText) { MachineOnly = true },
        new("records", p => p.Part.Records),
        new("numerator", p => p.Part.Numerator),
        new("denominator", p => p.Part.Denominator),
        new("worth", p => p.Worth),
    ];

    static readonly Column<(FigurePart Part, FigureRecord Record)>[] RecordColumns =
    [
        new("kind", r => r.Part.Kind) { Shown = (r, m) => m.FigurePart(r.Part), Label = "label.cause" },
        new("record", r => r.Record.Record),
        new("unit", r => r.Record.Unit),
        new("day", r => r.Record.Day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))
        {
            Shown = (r, m) => r.Record.Day is { } day ? m.Forms.Day(day) : "",
        },
    ];

    static readonly Column<FigureFeed>[] FeedColumns =
    [
        new("feed", f => f.Feed), new("before", f => f.Before), new("after", f => f.After),
        new("state", f => f.State) { Shown = (f, m) => m["figure.feed-" + f.State] },
    ];

    public static Command Create(Shell shell)
    {
        var verb = shell.Verb("explain", "indicators-explain");
        var code = shell.Known(shell.Argument("CODE"), "code");
        var unit = shell.Known(shell.Option("--unit", "UNIT"), "unit");
        var period = IndicatorsCommand.PeriodOption(shell);
        var from = shell.Option("--from", "yyyy-MM-dd|vN");
        var to = shell.Option("--to", "yyyy-MM-dd|vN");
        var records = shell.Limit(5);
        var full = shell.Flag("--full");
        verb.Arguments.Add(code);
        foreach (var option in new Option[] { unit, period, from, to, records, full })
        {
            verb.Options.Add(option);
        }

        verb.Validators.Add(result =>
        {
            if (result.GetValue(to) is not null && result.GetValue(from) is null)
            {
                result.AddError(shell.Messages.Text("usage.option-missing", "--from"));
            }
        });
        shell.Do(verb, async (parsed, console, stop) =>
        {
            var question = new FigureQuestion(parsed.GetValue(code)!, parsed.GetValue(unit), parsed.GetValue(period),
                parsed.GetValue(records), parsed.GetValue(full));
            if (parsed.GetValue(from) is { } first)
            {
                Print(console, await shell.Parts.Figures.Change(question, first, parsed.GetValue(to), stop));
            }
            else
            {
                Print(console, await shell.Parts.Figures.Hold(question, stop));
            }

            return ExitCode.Ok;
        });
        return verb;
    }

    static void Print(ConsoleOutput console, FigureHold hold)
    {
        var parts = Shown(hold.Causes, hold.Shows);
        if (console.Form == OutputForm.Json)
        {
            console.Json(writer =>
            {
                Head(writer, hold.Code, hold.Unit, hold.Period);
                State(writer, "now", hold.Now);
                Parts(writer, "causes", parts);
                writer.WriteEndObject();
            });
            return;
        }

        var m = console.Messages;
        console.Say(m.Text(hold.LowerIsBetter ? "figure.hold-lower" : "figure.hold", m.In(hold.Title, hold.TitleEn),
            hold.UnitName ?? hold.Unit, m.Period(hold.Period),
            m.FigureAmount(hold.Now.Value, hold.Shows), m.Forms.Number(hold.Now.Numerator),
            m.Forms.Number(hold.Now.Denominator), m.Forms.Day(hold.Now.Day)));
        if (parts.Count == 0 && console.Form == OutputForm.Table)
        {
            console.Say(m["figure.hold-nothing"]);
            return;
        }

        var label = hold.LowerIsBetter ? "label.counted" : "label.lacking";
        Tables(console, parts,
            [.. ColumnsOf(hold.Shows).Select(c => c.Name == "numerator" ? c with { Label = label } : c)]);
    }

    static void Print(ConsoleOutput console, FigureChange change)
    {
        var parts = Shown(change.Parts, change.Shows);
        if (console.Form == OutputForm.Json)
        {
            console.Json(writer =>
            {
                Head(writer, change.Code, change.Unit, change.Period);
                State(writer, "before", change.Before);
                State(writer, "after", change.After);
                writer.WriteNumber("difference", parts.Sum(p => p.Worth));
                Parts(writer, "parts", parts);
                writer.WritePropertyName("feeds");
                ConsoleOutput.Array(writer, change.Feeds, FeedColumns);
                writer.WriteEndObject();
            });
            return;
        }

        var m = console.Messages;
        var isStill = parts.Count == 0 && console.Form == OutputForm.Table;
        console.Say(m.Text(isStill ? "figure.not-moved" : "figure.moved",
            m.In(change.Title, change.TitleEn), change.UnitName ?? change.Unit, m.Period(change.Period),
            m.FigureTime(change.Before), m.FigureAmount(change.Before.Value, change.Shows),
            m.FigureTime(change.After), m.FigureAmount(change.After.Value, change.Shows),
            Difference(m, parts.Sum(p => p.Worth), change.Shows)));
        if (!isStill)
        {
            Tables(console, parts, ColumnsOf(change.Shows));
        }

        if (console.Form == OutputForm.Table)
        {
            console.Rows(change.Feeds, FeedColumns);
        }
    }

    /// <summary>The columns, with the unit in which a part is worth something.</summary>
    static IEnumerable<Column<ShownPart>> ColumnsOf(string shows) =>
        Columns.Select(c => c.Name == "worth" ? c with { Label = "label.worth-" + shows } : c);

    static string Difference(Messages texts, decimal difference, string shows)
    {
        var number = texts.Forms.Number(difference, PointDecimals);
        return shows switch
        {
            "percent" => texts.Text("figure.points", number),
            "days" or "money" => texts.Text("figure." + shows, number),
            _ => number,
        };
    }

    static void Tables(
        ConsoleOutput console, IReadOnlyList<ShownPart> parts, IEnumerable<Column<ShownPart>> columns)
    {
        console.Rows(parts, [.. columns]);
        var records = parts.SelectMany(p => p.Part.Some.Select(r => (p.Part, r))).ToList();
        if (console.Form == OutputForm.Table && records.Count > 0)
        {
            console.Say("");
            console.Rows(records, RecordColumns);
        }
    }

    /// <summary>The parts with what each is worth, rounded so that they add up as printed.</summary>
    static List<ShownPart> Shown(IReadOnlyList<FigurePart> parts, string shows)
    {
        var worth = RoundedParts.Of([.. parts.Select(p => p.Worth)], shows is "percent" or "days" ? PointDecimals : 0);
        return [.. parts.Zip(worth, (part, value) => new ShownPart(part, value))];
    }

    static void Head(Utf8JsonWriter writer, string code, string unit, string period)
    {
        writer.WriteStartObject();
        writer.WriteString("code", code);
        writer.WriteString("unit", unit);
        writer.WriteString("period", period);
    }

    static void State(Utf8JsonWriter writer, string name, FigureState state)
    {
        writer.WriteStartObject(name);
        writer.WriteString("day", state.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        if (state.Version is { } version)
        {
            writer.WriteNumber("version", version);
        }

        if (state.Asked is { } asked)
        {
            writer.WriteString("asked", asked.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        }

        writer.WritePropertyName("value");
        ConsoleOutput.Value(writer, state.Value);
        writer.WriteNumber("numerator", state.Numerator);
        writer.WriteNumber("denominator", state.Denominator);
        writer.WriteEndObject();
    }

    static void Parts(Utf8JsonWriter writer, string name, IReadOnlyList<ShownPart> parts)
    {
        writer.WriteStartArray(name);
        foreach (var part in parts)
        {
            writer.WriteStartObject();
            foreach (var column in Columns)
            {
                writer.WritePropertyName(column.Name);
                ConsoleOutput.Value(writer, column.Value(part));
            }

            writer.WritePropertyName("some");
            ConsoleOutput.Array(writer, part.Part.Some.Select(r => (part.Part, r)), RecordColumns[1..]);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    sealed record ShownPart(FigurePart Part, decimal Worth);
}
