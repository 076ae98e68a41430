using De06Ingest.Matching;

namespace De06Ingest.Tests.Matching;

public sealed class LinkTruthTests
{
    [Fact]
    public void A_true_pair_counts_once_and_a_row_may_have_several_records()
    {
        var truth = new LinkTruth();
        truth.Add("f1", "r1", ["typo"]);
        truth.Add("f1", "r1", ["moved"]);
        truth.Add("f1", "r2", []);
        truth.Add("f2", "r3", []);

        Assert.Equal(3, truth.Count);
        Assert.Equal([("f1", "r1"), ("f1", "r2"), ("f2", "r3")], truth.All.Select(t => (t.Feed, t.Reference)));
        Assert.True(truth.Holds("f1", "r2"));
        Assert.False(truth.Holds("f2", "r1"));
        Assert.False(truth.Holds("f9", "r1"));
        Assert.Equal(["typo"], truth.ErrorsOf("f1"));
        Assert.Empty(truth.ErrorsOf("f9"));
    }

    [Theory]
    [InlineData(4, 3, 6, 0.75, 0.5, 0.6)]
    [InlineData(0, 0, 6, 1, 0, 0)]
    [InlineData(0, 0, 0, 1, 1, 1)]
    [InlineData(4, 0, 6, 0, 0, 0)]
    public void Scores_are_precision_recall_and_their_harmonic_mean(
        int found, int right, int truth, double precision, double recall, double f1)
    {
        var score = new LinkScore(found, right, truth);

        Assert.Equal((precision, recall), (score.Precision, score.Recall));
        Assert.Equal(f1, score.F1, 1e-12);
    }

    [Fact]
    public void Each_band_and_each_kind_of_error_has_its_score()
    {
        var truth = new LinkTruth();
        truth.Add("f1", "r1", ["typo"]);
        truth.Add("f2", "r2", ["typo", "moved"]);
        truth.Add("f3", "r3", []);
        truth.Add("f4", "r4", ["moved"]);

        var scores = new LinkScores(
            [("f1", "r1", Band.Auto), ("f2", "r9", Band.Auto), ("f3", "r3", Band.Review), ("f4", "r4", Band.Auto)],
            truth);

        Assert.Equal(new LinkScore(3, 2, 4), scores.Auto);
        Assert.Equal(new LinkScore(4, 3, 4), scores.AutoAndReview);
        Assert.Equal([("moved", new LinkScore(2, 1, 2)), ("typo", new LinkScore(2, 1, 2))], scores.ByError);
    }
}
