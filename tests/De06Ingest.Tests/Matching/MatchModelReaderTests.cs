using De06Ingest.Feeds;
using De06Ingest.Matching;
using De06Ingest.Matching.Comparing;

namespace De06Ingest.Tests.Matching;

/// <summary>A small model, every line of which is known: the levels of a kind weigh the same.</summary>
public sealed class MatchModelReaderTests
{
    static readonly MatchModel Small = SomeLink.Model([.. Enum.GetValues<LinkKind>().Select(k => (k, Flat(k)))]) with
    {
        Bands = new(0.9, 0.5),
        Learning = new(1000, 10, 0.5),
        MatchedShare = 0.25,
        Attributes = new Dictionary<string, LevelWeights>
        {
            ["town"] = new([0.75, 0.25], [0.125, 0.875], true)
            {
                Given = new("state", [[0.5, 0.5], [0.25, 0.75]], [[0.0625, 0.9375], [0.125, 0.875]]),
            },
            ["hair"] = new([0.625, 0.375], [0.5, 0.5], false),
        },
        LevelNames = new Dictionary<string, IReadOnlyList<string>>
        {
            ["town"] = ["same", "different"], ["hair"] = ["alike", "other"],
        },
    };

    static readonly string Text = MatchModelWriter.Write(Small);

    static readonly MatchModel WithKin = Small with
    {
        KinPerRow = 1.5,
        Attributes = new Dictionary<string, LevelWeights>
        {
            ["town"] = Small.Attributes["town"],
            ["hair"] = Small.Attributes["hair"] with { Kin = [0.9375, 0.0625] },
        },
    };

    [Fact]
    public void Everything_that_is_written_is_read_back()
    {
        var model = MatchModelReader.Read("m.yaml", Text);

        Assert.Equal("some", model.Name);
        Assert.Equal(new Bands(0.9, 0.5), model.Bands);
        Assert.Equal(new LearningSpec(1000, 10, 0.5), model.Learning);
        Assert.Equal(0.25, model.MatchedShare);
        Assert.Equal(Small.Kinds.Keys, model.Kinds.Keys);
        Assert.All(Small.Kinds, kind => AssertSame(kind.Value, model.Kinds[kind.Key]));
        AssertSame(Small.Attributes["town"], model.Attributes["town"]);
        AssertSame(Small.Attributes["hair"], model.Attributes["hair"]);
        Assert.Equal(["alike", "other"], model.LevelNames["hair"]);
        Assert.Equal("state", model.Attributes["town"].Given!.Attribute);
        Assert.Equal([0.25, 0.75], model.Attributes["town"].Given!.M[1]);
        Assert.Equal([0.0625, 0.9375], model.Attributes["town"].Given!.U[0]);
        Assert.Null(model.Attributes["hair"].Given);
    }

    [Fact]
    public void A_file_is_written_as_people_write_it()
    {
        Assert.StartsWith("""
            model: some
            bands: { auto: 0.9, review: 0.5 }
            learning: { random-pairs: 1000, rounds: 10, smoothing: 0.5 }
            matched-share: 0.25
            kinds:
              personal-id:
                term-frequency: true
                levels:
                  same: { m: 0.25, u: 0.25 }
            """, Text, StringComparison.Ordinal);
        Assert.EndsWith("""
            attributes:
              town:
                term-frequency: true
                levels:
                  same: { m: 0.75, u: 0.125 }
                  different: { m: 0.25, u: 0.875 }
                given: state
                given-m:
                  - [0.5, 0.5]
                  - [0.25, 0.75]
                given-u:
                  - [0.0625, 0.9375]
                  - [0.125, 0.875]
              hair:
                term-frequency: false
                levels:
                  alike: { m: 0.625, u: 0.5 }
                  other: { m: 0.375, u: 0.5 }

            """, Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_share_that_is_almost_nothing_is_written_in_powers_of_ten()
    {
        var rare = Small with
        {
            Attributes = new Dictionary<string, LevelWeights> { ["hair"] = new([1, 1], [1, 2.5e-13], false) },
        };

        Assert.Contains("other: { m: 1, u: 2.5E-13 }", MatchModelWriter.Write(rare), StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_without_a_share_and_without_attributes_leaves_their_words_out()
    {
        var bare = Small with { MatchedShare = null, Attributes = new Dictionary<string, LevelWeights>() };

        var text = MatchModelWriter.Write(bare);

        Assert.DoesNotContain("matched-share", text, StringComparison.Ordinal);
        Assert.DoesNotContain("attributes", text, StringComparison.Ordinal);
        Assert.Null(MatchModelReader.Read("m.yaml", text).MatchedShare);
        Assert.Empty(MatchModelReader.Read("m.yaml", text).Attributes);
    }

    [Fact]
    public void What_is_known_of_kin_is_read_back()
    {
        var text = MatchModelWriter.Write(WithKin);

        var model = MatchModelReader.Read("m.yaml", text);

        Assert.Contains("\nmatched-share: 0.25\nkin-per-row: 1.5\nkinds:\n", text, StringComparison.Ordinal);
        Assert.Contains("alike: { m: 0.625, u: 0.5, kin: 0.9375 }", text, StringComparison.Ordinal);
        Assert.Equal(1.5, model.KinPerRow);
        Assert.Equal([0.9375, 0.0625], model.Attributes["hair"].Kin!);
        Assert.Null(model.Attributes["town"].Kin);
        AssertSame(Small.Attributes["hair"], model.Attributes["hair"]);
        Assert.Null(MatchModelReader.Read("m.yaml", Text).KinPerRow);
    }

    [Theory]
    [InlineData("kin-per-row: 1.5", "kin-per-row: 0", "'kin-per-row' must be a number above 0 and at most 1000000")]
    [InlineData("kin-per-row: 1.5", "kin-per-row: 1000001", "'kin-per-row' must be a number above 0")]
    [InlineData(", kin: 0.0625", "", "'kin' is missing; add it")]
    [InlineData("kin: 0.9375", "kin: 0.5", "the kin of the levels of attribute 'hair' must add up to 1, not 0.5625")]
    public void Says_what_is_wrong_about_kin(string good, string bad, string what)
    {
        var text = MatchModelWriter.Write(WithKin);
        Assert.Contains(good, text, StringComparison.Ordinal);

        var failure = Assert.Throws<AggregateException>(() =>
            MatchModelReader.Read("m.yaml", text.Replace(good, bad, StringComparison.Ordinal)));

        Assert.Contains(failure.InnerExceptions.Cast<ContractException>(),
            p => p.Problem.ToString().Contains(what, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("model: some\n", "")]
    [InlineData("model: some\n", "model:\n")]
    public void A_model_may_go_without_a_name(string line, string instead) => Assert.Equal(
        "unnamed", MatchModelReader.Read("m.yaml", Text.Replace(line, instead, StringComparison.Ordinal)).Name);

    [Theory]
    [InlineData("auto: 0.9,", "auto: 0,", 2, "'auto' must be a number above 0 and at most 1, not the text '0'")]
    [InlineData("auto: 0.9,", "auto: 1.01,", 2, "'auto' must be a number above 0 and at most 1")]
    [InlineData("auto: 0.9,", "auto: sure,", 2, "not the text 'sure'")]
    [InlineData("auto: 0.9,", "auto: [1],", 2, "not a list")]
    [InlineData("auto: 0.9,", "", 2, "'auto' is missing; add it")]
    [InlineData("review: 0.5", "review: 0.91", 2, "'review' must not be above 'auto'; lower it")]
    [InlineData(", review: 0.5 }", " }", 2, "'review' is missing; add it")]
    [InlineData("bands: { auto: 0.9, review: 0.5 }", "bands: 0.9", 2, "bands must be a mapping")]
    [InlineData("bands: { auto: 0.9, review: 0.5 }\n", "", 1, "'bands' is missing; add it")]
    [InlineData("random-pairs: 1000,", "random-pairs: 999,", 3,
        "'random-pairs' must be a number from 1000 to 10000000")]
    [InlineData("random-pairs: 1000,", "random-pairs: 10000001,", 3, "'random-pairs' must be a number from 1000")]
    [InlineData("rounds: 10,", "rounds: 0,", 3, "'rounds' must be a number from 1 to 10000, not the text '0'")]
    [InlineData("rounds: 10,", "rounds: 10001,", 3, "'rounds' must be a number from 1 to 10000")]
    [InlineData("smoothing: 0.5", "smoothing: 0.09", 3, "'smoothing' must be a number from 0.1 to 10000")]
    [InlineData("smoothing: 0.5", "smothing: 0.5", 3, "unknown word 'smothing' in learning; did you mean 'smoothing'?")]
    [InlineData("smoothing: 0.5", "smothing: 0.5", 3, "'smoothing' is missing; add it")]
    [InlineData("learning: {", "learing: {", 1, "'learning' is missing; add it")]
    [InlineData("matched-share: 0.25", "matched-share: 2", 4, "'matched-share' must be a number above 0 and at most 1")]
    [InlineData("  personal-id:", "  personel-id:", 6, "unknown word 'personel-id' in kinds")]
    [InlineData("  personal-id:", "  personel-id:", 6, "'personal-id' is missing; add it")]
    [InlineData("same: { m: 0.75, u: 0.125 }", "same: { m: 0.7, u: 0.125 }", TownLine,
        "the m of the levels of attribute 'town' must add up to 1, not 0.95")]
    [InlineData("same: { m: 0.75, u: 0.125 }", "same: { m: 0.75, u: 0.2 }", TownLine,
        "the u of the levels of attribute 'town' must add up to 1, not 1.075")]
    [InlineData("same: { m: 0.75, u: 0.125 }", "same: { m: 0.75 }", TownLine + 2, "'u' is missing; add it")]
    [InlineData("same: { m: 0.75, u: 0.125 }", "same: { m: 0.75, u: 0.125, w: 1 }", TownLine + 2,
        "unknown word 'w' in level 'same' of attribute 'town'")]
    [InlineData("given: state\n", "given: state\n    often: 1\n", TownLine + 5,
        "unknown word 'often' in attribute 'town'")]
    [InlineData("      - [0.25, 0.75]\n", "      - [0.25, 0.7, 0.05]\n", TownLine + 6,
        "'given-m' must be a list of lists of 2 shares, not a list")]
    [InlineData("      - [0.25, 0.75]\n", "      - 0.25\n", TownLine + 6,
        "'given-m' must be a list of lists of 2 shares")]
    [InlineData("      - [0.25, 0.75]\n", "      - [0.25, 0]\n", TownLine + 7, "'given-m' must be a number above 0")]
    [InlineData("      - [0.125, 0.875]\n", "", TownLine + 9, "'given-u' must have as many rows as 'given-m'")]
    [InlineData("given-u:", "given-v:", TownLine, "'given-u' is missing; add it")]
    [InlineData("other: { m: 0.375, u: 0.5 }", "other: none", TownLine + 15,
        "level 'other' of attribute 'hair' must be a mapping")]
    public void Says_on_which_line_what_is_wrong(string good, string bad, int line, string what)
    {
        Assert.Contains(good, Text, StringComparison.Ordinal);

        var failure = Assert.Throws<AggregateException>(() =>
            MatchModelReader.Read("m.yaml", Text.Replace(good, bad, StringComparison.Ordinal)));

        var problems = failure.InnerExceptions.Cast<ContractException>().ToList();
        Assert.All(problems, p => Assert.Equal("m.yaml", p.File));
        var found = problems.Where(p => p.Problem.ToString().Contains(what, StringComparison.Ordinal)).ToList();
        Assert.True(found.Count == 1, string.Join('\n', problems.Select(p => p.Message)));
        Assert.Equal(line, found[0].Line);
    }

    [Fact]
    public void All_problems_of_a_file_are_told_at_once()
    {
        var failure = Assert.Throws<AggregateException>(() => MatchModelReader.Read("m.yaml", Text
            .Replace("auto: 0.9,", "auto: 2,", StringComparison.Ordinal)
            .Replace("rounds: 10,", "rounds: 0,", StringComparison.Ordinal)));

        Assert.Equal([2, 3], failure.InnerExceptions.Cast<ContractException>().Select(p => p.Line));
    }

    /// <summary>A band that could not be read is not compared with the other one.</summary>
    [Theory]
    [InlineData("review: 0.5", "review: 5")]
    [InlineData(", review: 0.5 }", " }")]
    public void A_band_that_cannot_be_read_is_one_problem(string good, string bad)
    {
        var failure = Assert.Throws<AggregateException>(() =>
            MatchModelReader.Read("m.yaml", Text.Replace(good, bad, StringComparison.Ordinal)));

        Assert.Single(failure.InnerExceptions);
    }

    [Theory]
    [InlineData("- a\n- b\n", "the model must be a mapping (word: value), not a list")]
    [InlineData("", "empty")]
    public void A_file_that_is_no_mapping_is_no_model(string text, string what)
    {
        var failure = Assert.Throws<AggregateException>(() => MatchModelReader.Read("m.yaml", text));

        var problem = Assert.IsType<ContractException>(Assert.Single(failure.InnerExceptions));
        Assert.Contains(what, problem.Problem.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, problem.Line);
    }

    /// <summary>A sum may be a hundredth off, for shares are rounded.</summary>
    [Theory]
    [InlineData("0.7591", true)]
    [InlineData("0.7609", false)]
    public void Shares_may_be_rounded(string m, bool good)
    {
        var text = Text.Replace("same: { m: 0.75,", $"same: {{ m: {m},", StringComparison.Ordinal);

        Assert.Equal(good, Record.Exception(() => MatchModelReader.Read("m.yaml", text)) is null);
    }

    [Theory]
    [InlineData("review: 0.5", "review: 0.9")]
    [InlineData("auto: 0.9,", "auto: 1,")]
    [InlineData("rounds: 10,", "rounds: 10000,")]
    [InlineData("rounds: 10,", "rounds: 1,")]
    public void The_ends_of_what_is_allowed_are_allowed(string good, string other) =>
        MatchModelReader.Read("m.yaml", Text.Replace(good, other, StringComparison.Ordinal));

    /// <summary>First line below <c>town:</c>: behind five lines before the kinds, three for each of 13 kinds and one
    /// for each of 60 levels, and <c>attributes:</c>.</summary>
    const int TownLine = 5 + (3 * 13) + 60 + 3;

    static LevelWeights Flat(LinkKind kind)
    {
        var levels = LinkKinds.Levels(kind).Count;
        double[] shares = [.. Enumerable.Repeat(1.0 / levels, levels)];
        return new(shares, shares, TermFrequency: true);
    }

    static void AssertSame(LevelWeights one, LevelWeights other)
    {
        Assert.Equal(one.M, other.M, (a, b) => Math.Abs(a - b) < 1e-9);
        Assert.Equal(one.U, other.U, (a, b) => Math.Abs(a - b) < 1e-9);
        Assert.Equal(one.TermFrequency, other.TermFrequency);
    }
}
