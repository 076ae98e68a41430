using System.CommandLine;
using System.Text;

namespace De06Ingest.Commands;

/// <summary>
/// <c>de06 convert IN.xlsx --sheet S</c>: writes a sheet of a workbook as CSV with the stored values.
/// </summary>
static class ConvertCommand
{
    public static Command Create(Shell shell)
    {
        var verb = shell.Verb("convert", "convert");
        var workbook = shell.Argument("IN.xlsx");
        var sheet = shell.Option("--sheet", "S");
        sheet.Required = true;
        var target = shell.Option("--out", "F");
        verb.Arguments.Add(workbook);
        verb.Options.Add(sheet);
        verb.Options.Add(target);
        shell.Do(verb, (parsed, console, stop) =>
        {
            var path = parsed.GetValue(target);
            using var csv = path is null ? StandardStreams.Output() : Create(path);
            var lines = shell.Parts.ConvertSheet(parsed.GetValue(workbook)!, parsed.GetValue(sheet)!, csv, stop);
            console.Complain(console.Messages.Text("say.converted", lines, path ?? "-"));
            return Task.FromResult(ExitCode.Ok);
        });
        return verb;
    }

    /// <summary>UTF-8 with a mark at the front, without which Excel reads Vietnamese wrongly.</summary>
    static FileStream Create(string path)
    {
        var file = new FileStream(path, FileMode.Create, FileAccess.Write);
        file.Write(Encoding.UTF8.Preamble);
        return file;
    }
}
