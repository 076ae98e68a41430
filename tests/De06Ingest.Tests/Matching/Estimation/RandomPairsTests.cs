using De06Ingest.Matching;
using De06Ingest.Matching.Estimation;

namespace De06Ingest.Tests.Matching.Estimation;

public sealed class RandomPairsTests
{
    [Fact]
    public void Few_pairs_are_all_drawn_once()
    {
        var data = SomeLink.Data(2, 3, SomeLink.Unit("town", ["a", "b"], ["a", "a", ""]));

        var pairs = RandomPairs.Draw(data, 6);

        Assert.Equal([0, 0, 255, 1, 1, 255], Enumerable.Range(0, pairs.Count).Select(p => pairs.LevelsOf(p)[0]));
        Assert.Equal([0.5, 0.5], pairs.U(0));
    }

    /// <summary>Of four pairs one agrees.</summary>
    [Fact]
    public void U_is_the_share_of_each_level()
    {
        var data = SomeLink.Data(2, 2, SomeLink.Unit("town", ["a", "b"], ["a", "c"]));

        Assert.Equal([0.25, 0.75], RandomPairs.Draw(data, 100).U(0));
    }

    /// <summary>Nothing agrees: half a pair of four and a half.</summary>
    [Fact]
    public void A_level_that_was_not_seen_is_given_half_a_pair()
    {
        var data = SomeLink.Data(2, 2, SomeLink.Unit("town", ["a", "b"], ["c", "d"]));

        Assert.Equal([0.5 / 4.5, 4 / 4.5], RandomPairs.Draw(data, 100).U(0));
    }

    [Fact]
    public void Each_attribute_has_a_u_of_its_own()
    {
        var data = SomeLink.Data(2, 2, SomeLink.Unit("town", ["a", "b"], ["a", "c"]),
            SomeLink.Sex("sex", ["m", "m"], ["m", "f"]));
        var pairs = RandomPairs.Draw(data, 100);

        Assert.Equal([0.25, 0.75], pairs.U(0));
        Assert.Equal([0.5, 0.5], pairs.U(1));
        Assert.Equal([0, 0], pairs.LevelsOf(0).ToArray());
        Assert.Equal([1, 0], pairs.LevelsOf(2).ToArray());
    }

    /// <summary>The pair that agrees is a match with even odds: weight 1 and prior odds 1 to 2. Half of it is taken out
    /// of the four.</summary>
    [Fact]
    public void A_pair_that_is_probably_a_match_weighs_less()
    {
        var data = SomeLink.Data(2, 2, SomeLink.Unit("town", ["a", "b"], ["a", "c"]));
        var pairs = RandomPairs.Draw(data, 100);
        var model = SomeLink.Model();

        pairs.Reweigh(new FittedModel(model, data, [new([0.5, 0.5], [0.25, 0.75], false)], 1.0 / 3));

        // A pair that differs: m/u = 2/3, odds 1 to 3.
        Assert.Equal([0.5, 0.75, 0.75, 0.75], Enumerable.Range(0, 4).Select(p => Math.Round(pairs.Weight(p), 12)));
        Assert.Equal(0.5 / 2.75, pairs.U(0)[0], 1e-12);
        Assert.Equal(2.25 / 2.75, pairs.U(0)[1], 1e-12);
    }

    /// <summary>100 rows and 100 records of ten values: one pair in ten agrees, and so does one in ten of 2,000 drawn
    /// ones, two in three times the standard error.</summary>
    [Fact]
    public void Many_pairs_are_drawn_at_random_and_the_same_ones_each_time()
    {
        var data = SomeLink.Data(100, 100,
            SomeLink.Unit("town", SomeLink.InTurn(100, 10), SomeLink.InTurn(100, 10)),
            SomeLink.Unit("row", SomeLink.Distinct(100), [.. Enumerable.Repeat("v7", 100)]),
            SomeLink.Unit("record", [.. Enumerable.Repeat("v93", 100)], SomeLink.Distinct(100)));

        var (one, other) = (RandomPairs.Draw(data, 2000), RandomPairs.Draw(data, 2000));

        Assert.Equal(2000, one.Count);
        Assert.InRange(one.U(0)[0], 0.08, 0.12);
        // Every row and every record comes up about as often as any other.
        Assert.InRange(one.U(1)[0], 0.003, 0.02);
        Assert.InRange(one.U(2)[0], 0.003, 0.02);
        Assert.All(Enumerable.Range(0, 2000), p =>
            Assert.Equal(one.LevelsOf(p).ToArray(), other.LevelsOf(p).ToArray()));
    }
}
