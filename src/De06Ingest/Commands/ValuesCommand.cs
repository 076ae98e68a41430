using System.CommandLine;
using System.Globalization;
using De06Ingest.Commands.RawValues;
using De06Ingest.Values;

namespace De06Ingest.Commands;

/// <summary><c>de06 values KIND</c>: reads raw values, one a line, and says what each is, why, and what was mended.
/// </summary>
static class ValuesCommand
{
    const string Number = "number";

    static readonly string[] Kinds = ["phone", "personal-id", "birth-date", "name", "names"];
    static readonly string[] Sources = ["text", Number];

    public static Command Create(Shell shell)
    {
        var verb = shell.Verb("values", "values");
        var kind = new Argument<string>("KIND") { Description = shell.Messages["argument.value-kind"] };
        var column = shell.Option("--column", string.Join('|', CodeLine.Columns));
        var source = shell.Option("--source", string.Join('|', Sources));
        var asOf = shell.Option("--as-of", "DATE");
        kind.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && !Kinds.Contains(result.Tokens[0].Value))
            {
                result.AddError(OneOf(shell, result.Tokens[0].Value, Kinds));
            }
        });
        Allow(shell, column, CodeLine.Columns);
        Allow(shell, source, Sources);
        asOf.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && DateOf(result.Tokens[0].Value) is null)
            {
                result.AddError(shell.Messages.Text("usage.date", result.Tokens[0].Value));
            }
        });
        verb.Arguments.Add(kind);
        verb.Options.Add(column);
        verb.Options.Add(source);
        verb.Options.Add(asOf);
        shell.Do(verb, async (parsed, _, stop) =>
        {
            var day = DateOf(parsed.GetValue(asOf)) ?? Today();
            var answers = KindOf(parsed.GetValue(kind)!, parsed.GetValue(column), parsed.GetValue(source), day);
            await using var input = shell.Parts.OpenInput();
            await using var output = shell.Parts.OpenOutput();
            await ValueLines.Answer(input, output, answers, stop);
            return ExitCode.Ok;
        });
        return verb;
    }

    /// <summary>What answers for a kind, as the command and its tests use it.</summary>
    public static IValueKind KindOf(string kind, string? column, string? source, DateOnly asOf) => kind switch
    {
        "phone" => new PhoneLine(),
        "personal-id" => new CodeLine(column ?? CodeLine.PersonalIds, asOf),
        "birth-date" => new BirthDateLine(asOf, source == Number),
        "name" => new NameLine(),
        _ => new NamePairLine(),
    };

    static DateOnly Today() => VietnamTime.DayOf(TimeProvider.System.GetUtcNow());

    static DateOnly? DateOf(string? text) =>
        DateOnly.TryParseExact(
            text, (string[])["yyyy-MM-dd", "dd/MM/yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None,
            out var day)
            ? day
            : null;

    static void Allow(Shell shell, Option<string?> option, string[] words) => option.Validators.Add(result =>
    {
        if (result.Tokens.Count == 1 && !words.Contains(result.Tokens[0].Value))
        {
            result.AddError(OneOf(shell, result.Tokens[0].Value, words));
        }
    });

    static string OneOf(Shell shell, string given, string[] words) =>
        shell.Messages.Text("usage.one-of", given, string.Join(", ", words));
}
