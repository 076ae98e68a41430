using System.Diagnostics;
using System.Globalization;
using De06Ingest.Matching;
using De06Ingest.Matching.Evidence;

namespace De06Ingest.Commands.Linkage;

/// <summary>Two files linked as a run links them, with the model as it stands, and held against the truth.</summary>
/// <param name="Sides">The files.</param>
/// <param name="Found">What evidence found.</param>
/// <param name="Scores">All links of the run.</param>
/// <param name="Seconds">What the evidence took: blocking, counting and comparing.</param>
/// <param name="CpuSeconds">The same, of all processors together.</param>
sealed record RunLinkage(
    RunSides Sides, EvidenceLink[] Found, LinkScores Scores, double Seconds, double CpuSeconds)
{
    public static RunLinkage Of(RunSides sides, MatchModel model, LinkTruth truth, CancellationToken stop)
    {
        using var process = Process.GetCurrentProcess();
        var (clock, before) = (Stopwatch.StartNew(), process.TotalProcessorTime);
        var found = new EvidenceMatcher(sides.Reference, model).Find(sides.Held, stop);
        var seconds = clock.Elapsed.TotalSeconds;
        process.Refresh();
        return new(sides, found, new LinkScores(sides.Links(found), truth), seconds,
            (process.TotalProcessorTime - before).TotalSeconds);
    }

    /// <summary>Writes what evidence found as a CSV: keys, band, probability, method, profile, and whether it is
    /// right.</summary>
    public void Write(string path, LinkTruth truth)
    {
        using var file = new StreamWriter(path);
        file.WriteLine("feed_key,reference_key,band,probability,method,profile,right");
        for (var row = 0; row < Found.Length; row++)
        {
            if (Found[row] is { Citizen: >= 0 } link)
            {
                var (feed, reference) = (Sides.HeldKeys[row], Sides.ReferenceKeys[link.Citizen]);
                file.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"{feed},{reference},{(link.Band == Band.Auto ? "auto" : "review")},{link.Probability:0.######}," +
                    $"{link.Method.Word()},{link.Profile},{(truth.Holds(feed, reference) ? "true" : "false")}"));
            }
        }
    }

    public void Print(ConsoleOutput console)
    {
        var bands = LinkScoreTable.Of(Scores.Auto, Scores.AutoAndReview);
        switch (console.Form)
        {
            case OutputForm.Json:
                Json(console, bands);
                break;
            case OutputForm.Csv:
                console.Rows(bands, LinkScoreTable.Bands);
                break;
            default:
                console.Say(console.Messages.Text("say.linkage-as-run", Sides.Rows, Sides.Reference.Count,
                    Sides.ById.Count, Sides.Held.Count, Seconds.ToString("0.000", CultureInfo.InvariantCulture)));
                console.Rows(bands, LinkScoreTable.Bands);
                console.Say(console.Messages["say.linkage-errors"]);
                console.Rows(Scores.ByError, LinkScoreTable.Errors);
                break;
        }
    }

    void Json(ConsoleOutput console, IReadOnlyList<(string Name, LinkScore Score)> bands) => console.Json(writer =>
    {
        writer.WriteStartObject();
        writer.WriteNumber("feed-rows", Sides.Rows);
        writer.WriteNumber("reference-rows", Sides.Reference.Count);
        writer.WriteNumber("by-id", Sides.ById.Count);
        writer.WriteNumber("by-evidence", Found.Count(l => l.Band == Band.Auto));
        writer.WriteNumber("seconds", Seconds);
        writer.WriteNumber("cpu-seconds", CpuSeconds);
        LinkScoreTable.Write(writer, bands);
        writer.WritePropertyName("errors");
        ConsoleOutput.Array(writer, Scores.ByError, LinkScoreTable.Errors);
        writer.WriteEndObject();
    });
}
