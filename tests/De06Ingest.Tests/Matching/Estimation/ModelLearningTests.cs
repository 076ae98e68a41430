using De06Ingest.Matching;
using De06Ingest.Matching.Blocking;
using De06Ingest.Matching.Comparing;
using De06Ingest.Matching.Estimation;

namespace De06Ingest.Tests.Matching.Estimation;

/// <summary>Two sides whose m, u and share of rows with a record are known, because they were made so.</summary>
public sealed class ModelLearningTests
{
    const int Records = 200;

    static readonly MatchModel Model = SomeLink.Model(
        (LinkKind.Unit, SomeLink.Two(0.75, 0.15)), (LinkKind.Sex, SomeLink.Two(0.9, 0.5))) with
    {
        Attributes = new Dictionary<string, LevelWeights>
        {
            ["number"] = SomeLink.Two(0.8, 0.001), ["born"] = SomeLink.Two(0.8, 0.001),
        },
        LevelNames = new Dictionary<string, IReadOnlyList<string>>
        {
            ["number"] = ["same", "different"], ["born"] = ["same", "different"],
        },
    };

    [Fact]
    public void Finds_m_u_and_the_share_of_rows_that_have_a_record()
    {
        const double share = 1;
        var candidates = Candidates.Find(Made(share));

        var fitted = ModelLearning.Fit(candidates, Model);

        Assert.InRange(fitted.MatchedShare, share - 0.1, share + 0.1);
        Assert.InRange(fitted.Weights[0].M[0], 0.85, 0.95);
        Assert.InRange(fitted.Weights[1].M[0], 0.85, 0.95);
        Assert.InRange(fitted.Weights[2].M[0], 0.7, 0.9);
        Assert.InRange(fitted.Weights[3].M[0], 0.9, 1);
        Assert.InRange(fitted.Weights[0].U[0], 1e-6, 0.004);
        Assert.InRange(fitted.Weights[1].U[0], 1e-6, 0.004);
        Assert.InRange(fitted.Weights[2].U[0], 0.09, 0.11);
        Assert.InRange(fitted.Weights[3].U[0], 0.48, 0.52);
        Assert.All(fitted.Weights, w => Assert.Equal(1, w.M.Sum(), 1e-9));
        Assert.All(fitted.Weights, w => Assert.Equal(1, w.U.Sum(), 1e-9));
    }

    /// <summary>The model's own m counts for a million matches, beside two hundred.</summary>
    [Fact]
    public void Little_data_are_smoothed_towards_the_model()
    {
        var stubborn = Model with { Learning = Model.Learning with { Smoothing = 1_000_000 } };

        var fitted = ModelLearning.Fit(Candidates.Find(Made(1)), stubborn);

        Assert.Equal(0.75, fitted.Weights[2].M[0], 1e-3);
        Assert.Equal(0.9, fitted.Weights[3].M[0], 1e-3);
    }

    [Fact]
    public void Attributes_that_go_together_lean_on_one_another()
    {
        var data = Made(1);
        var town = (CodeComparison)data.Comparisons[2];
        var postcode = Renamed(town, "postcode");

        var fitted = ModelLearning.Fit(
            Candidates.Find(data with { Comparisons = [.. data.Comparisons, postcode] }), Model);

        var leaning = Assert.Single(
            [fitted.Weights[2], fitted.Weights[4]], w => w.Given?.Attribute is "town" or "postcode");
        // Where the one is the same, so is the other: what it adds is nothing.
        Assert.All(new[] { leaning.Given!.M, leaning.Given.U }, rows =>
        {
            Assert.Equal(2, rows.Length);
            Assert.InRange(rows[0][0], 0.99, 1);
            Assert.InRange(rows[1][1], 0.95, 1);
        });
    }

    [Fact]
    public void Attributes_that_have_nothing_to_do_with_each_other_lean_on_none() =>
        Assert.All(ModelLearning.Fit(Candidates.Find(Made(1)), Model).Weights, w => Assert.Null(w.Given));

    [Fact]
    public void A_model_that_is_not_to_learn_keeps_its_weights_and_its_share()
    {
        var candidates = Candidates.Find(Made(1));

        var fitted = ModelLearning.AsGiven(candidates, Model with { MatchedShare = 0.4 });

        Assert.Equal(0.4 / Records, fitted.Prior);
        Assert.Same(Model.Attributes["number"], fitted.Weights[0]);
        Assert.Same(Model.Kinds[LinkKind.Unit], fitted.Weights[2]);
        Assert.Same(Model.Kinds[LinkKind.Sex], fitted.Weights[3]);
    }

    [Fact]
    public void Kin_of_the_model_are_taken_as_given_and_learnt_anew()
    {
        var candidates = Candidates.Find(Made(1));
        var model = Model with { KinPerRow = 2 };

        Assert.Equal(2.0 / Records, ModelLearning.AsGiven(candidates, model).Kin!.Share);
        Assert.Null(ModelLearning.AsGiven(candidates, Model).Kin);
        Assert.Null(ModelLearning.Fit(candidates, model).Kin);
    }

    /// <summary>As many matches are expected as the prior says.</summary>
    [Theory]
    [InlineData(1.0)]
    [InlineData(0.5)]
    public void A_model_that_does_not_say_the_share_is_given_the_one_of_these_data(double share)
    {
        var candidates = Candidates.Find(Made(share));

        var fitted = ModelLearning.AsGiven(candidates, Model);

        var expected = PairScores.Of(candidates, fitted).ExpectedMatches(fitted.Prior);
        Assert.Equal(fitted.MatchedShare, expected / candidates.Data.FeedRows, 5e-3);
        Assert.InRange(fitted.MatchedShare, share - 0.15, share + 0.15);
        Assert.Same(Model.Attributes["number"], fitted.Weights[0]);
    }

    /// <summary>One row and one record that agree: were the share as high as one may think, the prior would be 1/2,
    /// for a record is never taken to be the only one. m/u is 5, and 5p / (1 + 4p) = 2p at 3/8.</summary>
    [Fact]
    public void One_record_is_no_certainty()
    {
        var data = SomeLink.Data(1, 1, SomeLink.Unit("town", ["a"], ["a"]));

        Assert.Equal(0.375, ModelLearning.AsGiven(Candidates.Find(data), Model).Prior, 1e-3);
    }

    /// <summary>A number and a birth date in which nine matches of ten agree, a town of ten (eight in ten),
    /// and the sex.</summary>
    static LinkData Made(double share)
    {
        var random = new Random(3);
        string[] numbers = SomeLink.Distinct(Records), towns = SomeLink.InTurn(Records, 10);
        string[] births = [.. numbers.Select(_ => "v" + random.Next(10_000))];
        string[] sexes = [.. Enumerable.Range(0, Records).Select(_ => random.Next(2) == 0 ? "m" : "f")];
        var rows = Enumerable.Range(0, Records).ToList();
        bool Has(int row) => row < share * Records;
        string[] Seen(string[] of, double m, Func<string> other) =>
            [.. rows.Select(row => Has(row) && random.NextDouble() < m ? of[row] : other())];
        var other = 0;
        return SomeLink.Data(Records, Records,
            SomeLink.Unit("number", Seen(numbers, 0.9, () => "other" + other++), numbers),
            SomeLink.Unit("born", Seen(births, 0.9, () => "v" + random.Next(10_000)), births),
            SomeLink.Unit("town", Seen(towns, 0.78, () => "v" + random.Next(10)), towns),
            SomeLink.Sex("sex", Seen(sexes, 0.95, () => random.Next(2) == 0 ? "m" : "f"), sexes));
    }

    static Comparison Renamed(CodeComparison comparison, string attribute)
    {
        string[] Texts(Side side) =>
            [.. Enumerable.Range(0, Records).Select(row => "9" + comparison.Text(side, row))];
        return SomeLink.Unit(attribute, Texts(Side.Feed), Texts(Side.Reference));
    }
}
