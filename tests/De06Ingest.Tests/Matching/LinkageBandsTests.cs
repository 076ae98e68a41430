using De06Ingest.Matching;
using De06Ingest.Matching.Comparing;

namespace De06Ingest.Tests.Matching;

/// <summary>The town weighs 6 and -6 bits, the sex 1 and -3. Half of the rows are said to have a record; of four, the
/// prior is 1/8.</summary>
public sealed class LinkageBandsTests
{
    static readonly MatchModel Model = SomeLink.Model(
        (LinkKind.Unit, new([0.64, 0.01], [0.01, 0.64], false)),
        (LinkKind.Sex, new([0.5, 0.0625], [0.25, 0.5], false))) with
    {
        MatchedShare = 0.5, Bands = new(0.9, 0.4),
    };

    [Fact]
    public void A_row_is_linked_with_its_best_record()
    {
        var link = Assert.Single(Run(["a"], ["b", "c", "a", "d"]).Links);

        Assert.Equal((0, 2, -1, Band.Auto), (link.Feed, link.Reference, link.Through, link.Band));
        Assert.Equal(6, link.Weight, 1e-6);
        // Odds of 64/7, of 1/448 for each of the others, and half a chance that there is no record.
        Assert.Equal(64.0 / 7 / (0.5 + (64.0 / 7) + (3.0 / 448)), link.Probability, 1e-9);
    }

    [Fact]
    public void Two_equal_records_are_for_a_person_and_the_first_is_shown()
    {
        var linkage = Run(["a"], ["b", "a", "a", "d"]);
        var link = Assert.Single(linkage.Links);

        Assert.Equal((1, Band.Review), (link.Reference, link.Band));
        Assert.Equal(1, PairExplanation.Of(linkage, 0)!.Reference);
        Assert.InRange(link.Probability, 0.4, 0.5);
    }

    [Fact]
    public void A_row_without_a_record_has_no_link()
    {
        Assert.Empty(Run(["x"], ["b", "a", "a", "d"]).Links);
        Assert.Empty(Run([""], ["b", "a", "a", "d"]).Links);
    }

    [Fact]
    public void Several_rows_may_have_one_record_unless_the_contract_says_otherwise()
    {
        string[] feed = ["a", "b", "a", "a"];
        string[] reference = ["b", "c", "d", "a"];

        Assert.Equal([(0, 3), (1, 0), (2, 3), (3, 3)], Pairs(Run(feed, reference)));
        Assert.Equal([(0, 3), (1, 0)], Pairs(Run(feed, reference, oneToOne: true)));
    }

    [Fact]
    public void A_record_goes_to_the_row_that_is_most_probably_its_own()
    {
        var data = SomeLink.Data(2, 2, SomeLink.Unit("town", ["a", "a"], ["a", "b"]),
            SomeLink.Sex("sex", ["f", "m"], ["m", "m"]));
        var linkage = Linkage.Run(data, Model with { Bands = new(0.5, 0.4) }, learn: false, oneToOne: true);

        Assert.Equal([(1, 0)], Pairs(linkage));
    }

    [Fact]
    public void An_explanation_adds_up()
    {
        var data = SomeLink.Data(1, 4, SomeLink.Unit("town", ["a"], ["c", "a", "", "a"]),
            SomeLink.Sex("sex", ["m"], ["m", "f", "m", "m"]));
        var linkage = Linkage.Run(data, Model, learn: false, oneToOne: false);

        var explained = PairExplanation.Of(linkage, 0)!;

        Assert.Equal((0, 3), (explained.Feed, explained.Reference));
        Assert.Equal(Math.Log2(1 / 7.0), explained.Prior, 1e-12);
        Assert.Equal([("town", "same", 6, 0), ("sex", "same", 1, 0)],
            explained.Steps.Select(s => (s.Attribute, s.Level, Math.Round(s.Bits, 6), s.Rarity)));
        Assert.All(explained.Steps, s => Assert.Null(s.Given));
        Assert.Equal(explained.Prior + 7, explained.Sum, 1e-6);
        // The next: the same town and the other sex 3, the same sex alone 1.
        Assert.Equal([(1, 3.0), (2, 1.0)],
            explained.RunnersUp.Select(r => (r.Reference, Math.Round(r.Sum - explained.Prior, 6))));
        Assert.Equal(linkage.Links[0].Probability, explained.Probability, 1e-12);
    }

    [Fact]
    public void An_explanation_names_missing_values_rarity_and_what_leans_on_what()
    {
        var model = Model with
        {
            Attributes = new Dictionary<string, LevelWeights>
            {
                ["town"] = new([0.64, 0.01], [0.01, 0.64], true),
                ["sex"] = new([0.5, 0.0625], [0.25, 0.5], false) { Given = new("town", [[0.5, 0.5]], [[0.125, 0.5]]) },
            },
            LevelNames = new Dictionary<string, IReadOnlyList<string>>
            {
                ["town"] = ["same", "different"], ["sex"] = ["same", "different"],
            },
        };
        var data = SomeLink.Data(1, 2, SomeLink.Unit("town", ["a"], ["a", "b"]), SomeLink.Sex("sex", [""], ["m", "m"]));

        var steps = PairExplanation.Of(Linkage.Run(data, model, false, false), 0)!.Steps;

        Assert.Equal(Math.Log2(0.01 * 2), steps[0].Rarity, 1e-9);
        Assert.Equal(("missing", 0.0, "town"), (steps[1].Level, steps[1].Bits, steps[1].Given));
    }

    /// <summary>One record in four is of kin, who agree in the town as matches do, and in the sex by chance.</summary>
    [Fact]
    public void An_explanation_names_what_kin_would_share_too()
    {
        var town = new LevelWeights([0.64, 0.01], [0.01, 0.64], true) { Kin = [0.64, 0.01] };
        var model = Model with
        {
            KinPerRow = 1,
            Kinds = new Dictionary<LinkKind, LevelWeights>(Model.Kinds) { [LinkKind.Unit] = town },
        };
        var data = SomeLink.Data(1, 4, SomeLink.Unit("town", ["a"], ["a", "b", "c", "d"]),
            SomeLink.Sex("sex", ["m"], ["m", "f", "f", "f"]));
        var linkage = Linkage.Run(data, model, learn: false, oneToOne: false);

        var explained = PairExplanation.Of(linkage, 0)!;

        // One record in four has the town, where u says one in a hundred.
        var (bits, rarity) = (Math.Log2(64), Math.Log2(0.01 * 4));
        var kin = explained.Steps[2];
        Assert.Equal(("kin", "shared"), (kin.Attribute, kin.Level));
        Assert.Equal(-Math.Log2(1 + (double.Exp2(bits + rarity) / 4)), kin.Bits, 1e-9);
        Assert.Equal(explained.Prior + bits + rarity + 1 + kin.Bits, explained.Sum, 1e-9);
        Assert.Equal(explained.Sum - explained.Prior, linkage.Scores[0], 1e-5);
    }

    [Fact]
    public void A_row_that_nothing_was_found_for_is_not_explained()
    {
        var (feed, reference) = (SomeLink.Distinct(1000), SomeLink.Distinct(600));
        var data = SomeLink.Data(1000, 600, SomeLink.Unit("town", feed, reference),
            SomeLink.Unit("street", feed, reference));
        var linkage = Linkage.Run(data, Model, learn: false, oneToOne: false);

        Assert.Null(PairExplanation.Of(linkage, 700));
        Assert.Empty(PairExplanation.Of(linkage, 5)!.RunnersUp);
        Assert.Equal(600, linkage.Links.Count);
    }

    /// <summary>Prior odds of 1 to 7; weights 7 and -6 - 3 bits.</summary>
    [Fact]
    public void Odds_are_added_up_by_row()
    {
        var data = SomeLink.Data(2, 2, SomeLink.Unit("town", ["a", "x"], ["a", "b"]),
            SomeLink.Sex("sex", ["m", "m"], ["m", "f"]));
        var linkage = Linkage.Run(data, Model, learn: false, oneToOne: false);
        var scores = linkage.Scores;

        Assert.Equal([7, -9, -5, -9], Enumerable.Range(0, 4).Select(p => Math.Round(scores[p], 5)));
        Assert.Equal(128 / 7.0, scores.Odds(0, 0.125), 1e-4);
        Assert.Equal((128 + (1 / 512.0)) / 7, scores.RowOdds(0, 0.125), 1e-4);
        var (one, other) = (scores.RowOdds(0, 0.125), scores.RowOdds(1, 0.125));
        Assert.Equal((one / (1 + one)) + (other / (1 + other)), scores.ExpectedMatches(0.125), 1e-9);
    }

    static Linkage Run(string[] feed, string[] reference, bool oneToOne = false) => Linkage.Run(
        SomeLink.Data(feed.Length, reference.Length, SomeLink.Unit("town", feed, reference)), Model, learn: false,
        oneToOne);

    static IEnumerable<(int Feed, int Reference)> Pairs(Linkage linkage) =>
        linkage.Links.Select(l => (l.Feed, l.Reference));
}
