using System.Globalization;
using System.Text;
using De06Ingest.Matching.Comparing;

namespace De06Ingest.Matching;

/// <summary>A model as the YAML that <see cref="MatchModelReader"/> reads.</summary>
static class MatchModelWriter
{
    /// <summary>The model with what was learnt of the attributes of these data.</summary>
    public static MatchModel Learnt(FittedModel fitted) => fitted.Model with
    {
        MatchedShare = Math.Clamp(fitted.MatchedShare, 1e-6, 1),
        KinPerRow = fitted.Kin?.Share * fitted.Data.ReferenceRows,
        Attributes = fitted.Data.Comparisons.Select((c, i) => (c.Attribute, Weights: Learnt(fitted, i)))
            .ToDictionary(c => c.Attribute, c => c.Weights),
        LevelNames = fitted.Data.Comparisons.ToDictionary(c => c.Attribute, c => c.Levels),
    };

    static LevelWeights Learnt(FittedModel fitted, int comparison) => fitted.Kin is { } kin
        ? fitted.Weights[comparison] with { Kin = kin.Levels[comparison] }
        : fitted.Weights[comparison];

    public static string Write(MatchModel model)
    {
        var text = new StringBuilder();
        Line(text, $"model: {model.Name}");
        Line(text, $"bands: {{ auto: {Number(model.Bands.Auto)}, review: {Number(model.Bands.Review)} }}");
        Line(text, $"learning: {{ random-pairs: {model.Learning.RandomPairs}, rounds: {model.Learning.Rounds}, "
            + $"smoothing: {Number(model.Learning.Smoothing)} }}");
        if (model.MatchedShare is { } share)
        {
            Line(text, $"matched-share: {Number(share)}");
        }

        if (model.KinPerRow is { } kin)
        {
            Line(text, $"kin-per-row: {Number(kin)}");
        }

        Line(text, "kinds:");
        foreach (var (kind, weights) in model.Kinds)
        {
            Write(text, LinkKinds.Word(kind), weights, LinkKinds.Levels(kind));
        }

        if (model.Attributes.Count > 0)
        {
            Line(text, "attributes:");
        }

        foreach (var (attribute, weights) in model.Attributes)
        {
            Write(text, attribute, weights, model.LevelNames[attribute]);
        }

        return text.ToString();
    }

    static void Write(StringBuilder text, string name, LevelWeights weights, IReadOnlyList<string> levels)
    {
        Line(text, $"  {name}:");
        Line(text, $"    term-frequency: {(weights.TermFrequency ? "true" : "false")}");
        Line(text, "    levels:");
        for (var level = 0; level < levels.Count; level++)
        {
            var kin = weights.Kin is { } shares ? $", kin: {Number(shares[level])}" : "";
            Line(text, $"      {levels[level]}: "
                + $"{{ m: {Number(weights.M[level])}, u: {Number(weights.U[level])}{kin} }}");
        }

        if (weights.Given is not { } given)
        {
            return;
        }

        Line(text, $"    given: {given.Attribute}");
        Line(text, "    given-m:");
        foreach (var row in given.M)
        {
            Line(text, $"      - [{string.Join(", ", row.Select(Number))}]");
        }

        Line(text, "    given-u:");
        foreach (var row in given.U)
        {
            Line(text, $"      - [{string.Join(", ", row.Select(Number))}]");
        }
    }

    static void Line(StringBuilder text, string line) => text.Append(line).Append('\n');

    static string Number(double number) => number.ToString("0.##########", CultureInfo.InvariantCulture) is var plain
        && plain == "0" ? number.ToString("0.####E+0", CultureInfo.InvariantCulture) : plain;
}
