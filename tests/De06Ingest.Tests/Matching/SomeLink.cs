using De06Ingest.Matching;
using De06Ingest.Matching.Comparing;

namespace De06Ingest.Tests.Matching;

/// <summary>Small sides of a linkage, written attribute by attribute, and models whose weights are round
/// numbers.</summary>
static class SomeLink
{
    /// <summary>Two sides of these attributes.</summary>
    public static LinkData Data(int feed, int reference, params Comparison[] comparisons) =>
        new(feed, reference, comparisons);

    /// <summary>An attribute with the levels same and different; an empty text is no value.</summary>
    public static Comparison Unit(string attribute, IReadOnlyList<string> feed, IReadOnlyList<string> reference) =>
        Coded(attribute, LinkKind.Unit, feed, reference);

    public static Comparison Sex(string attribute, IReadOnlyList<string> feed, IReadOnlyList<string> reference) =>
        Coded(attribute, LinkKind.Sex, feed, reference);

    /// <summary>An attribute of codes, which also has keys of like values.</summary>
    public static Comparison Code(string attribute, IReadOnlyList<string> feed, IReadOnlyList<string> reference) =>
        Coded(attribute, LinkKind.Code, feed, reference);

    /// <summary>A model of these kinds.</summary>
    public static MatchModel Model(params (LinkKind Kind, LevelWeights Weights)[] kinds) => new()
    {
        Name = "some",
        Bands = new(0.9, 0.5),
        Learning = new(100_000, 50, 1),
        Kinds = kinds.ToDictionary(k => k.Kind, k => k.Weights),
    };

    /// <summary>Weights of a kind with two levels, without regard to how often a value occurs.</summary>
    public static LevelWeights Two(double m, double u, bool frequency = false) =>
        new([m, 1 - m], [u, 1 - u], frequency);

    /// <summary>As many texts as asked, each of them another one.</summary>
    public static string[] Distinct(int count, string before = "v") =>
        [.. Enumerable.Range(0, count).Select(i => before + i)];

    /// <summary>As many texts as asked, of so many values in turn.</summary>
    public static string[] InTurn(int count, int values, string before = "v") =>
        [.. Enumerable.Range(0, count).Select(i => before + (i % values))];

    static CodeComparison Coded(
        string attribute, LinkKind kind, IReadOnlyList<string> feed, IReadOnlyList<string> reference) =>
        new(attribute, kind, ValueColumn.Of(new Vocabulary(), feed, reference, text => text));
}
