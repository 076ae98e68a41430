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
sealed record RunLinkage(RunSides Sides, EvidenceLink[] Found, LinkScores Scores, double Seconds)
{
    public static RunLinkage Of(RunSides sides, MatchModel model, LinkTruth truth, CancellationToken stop)
    {
        var clock = Stopwatch.StartNew();
        var found = new EvidenceMatcher(sides.Reference, model).Find(sides.Held, stop);
        var seconds = clock.Elapsed.TotalSeconds;
        return new(sides, found, new LinkScores(sides.Links(found), truth), seconds);
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
        LinkScoreTable.Write(writer, bands);
        writer.WritePropertyName("errors");
        ConsoleOutput.Array(writer, Scores.ByError, LinkScoreTable.Errors);
        writer.WriteEndObject();
    });
}
