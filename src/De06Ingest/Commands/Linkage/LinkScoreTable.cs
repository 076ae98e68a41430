using System.Globalization;
using System.Text.Json;
using De06Ingest.Matching;

namespace De06Ingest.Commands.Linkage;

/// <summary>Scores of a linkage as columns and as JSON.</summary>
static class LinkScoreTable
{
    public static readonly Column<(string Name, LinkScore Score)>[] Bands = Scores("band");

    public static readonly Column<(string Name, LinkScore Score)>[] Errors = Scores("error");

    /// <summary>The two bands by their names.</summary>
    public static IReadOnlyList<(string Name, LinkScore Score)> Of(LinkScore auto, LinkScore autoAndReview) =>
        [("auto", auto), ("auto-and-review", autoAndReview)];

    /// <summary>An object for each band.</summary>
    public static void Write(Utf8JsonWriter writer, IReadOnlyList<(string Name, LinkScore Score)> bands)
    {
        foreach (var (name, score) in bands)
        {
            writer.WriteStartObject(name);
            writer.WriteNumber("links", score.Found);
            writer.WriteNumber("right", score.Right);
            writer.WriteNumber("truth", score.Truth);
            writer.WriteNumber("precision", score.Precision);
            writer.WriteNumber("recall", score.Recall);
            writer.WriteNumber("f1", score.F1);
            writer.WriteEndObject();
        }
    }

    public static string Share(double share) => share.ToString("0.00000", CultureInfo.InvariantCulture);

    static Column<(string Name, LinkScore Score)>[] Scores(string name) =>
    [
        new(name, s => s.Name),
        new("links", s => s.Score.Found),
        new("right", s => s.Score.Right),
        new("precision", s => s.Score.Precision) { Shown = (s, _) => Share(s.Score.Precision) },
        new("recall", s => s.Score.Recall) { Shown = (s, _) => Share(s.Score.Recall) },
        new("f1", s => s.Score.F1) { Shown = (s, _) => Share(s.Score.F1) },
    ];
}
