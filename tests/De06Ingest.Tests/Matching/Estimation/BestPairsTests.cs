using De06Ingest.Matching;
using De06Ingest.Matching.Blocking;
using De06Ingest.Matching.Estimation;

namespace De06Ingest.Tests.Matching.Estimation;

/// <summary>m/u is 4 where the town is the same and 1/4 where it is not; prior odds are 1 to 2. So a pair has odds 2 or
/// 1/8.</summary>
public sealed class BestPairsTests
{
    [Fact]
    public void A_row_has_one_record_at_most_so_that_its_pairs_share_the_probability()
    {
        var (pairs, model) = Pairs(["a"], ["a", "b"]);

        var (counts, matches) = pairs.Expect(model);

        Assert.Equal(1, pairs.Rows);
        Assert.Equal(2.125 / 3.125, matches, 1e-12);
        Assert.Equal(2 / 3.125, counts[0][0], 1e-12);
        Assert.Equal(0.125 / 3.125, counts[0][1], 1e-12);
    }

    [Fact]
    public void Rows_are_added_up()
    {
        var (pairs, model) = Pairs(["a", "c", ""], ["a", "b"]);

        var (counts, matches) = pairs.Expect(model);

        Assert.Equal(3, pairs.Rows);
        // The second row differs from both, the third says nothing: odds 1/2 for each record.
        Assert.Equal((2.125 / 3.125) + (0.25 / 1.25) + (1 / 2.0), matches, 1e-12);
        Assert.Equal(2 / 3.125, counts[0][0], 1e-12);
        Assert.Equal((0.125 / 3.125) + (0.25 / 1.25), counts[0][1], 1e-12);
    }

    /// <summary>Ten records: the two that agree, wherever they stand, and six of those that do not.</summary>
    [Theory]
    [InlineData(0, 1)]
    [InlineData(8, 9)]
    [InlineData(3, 9)]
    public void Only_the_eight_best_count(int one, int other)
    {
        var records = Enumerable.Repeat("b", 10).ToArray();
        (records[one], records[other]) = ("a", "a");
        var (pairs, model) = Pairs(["a"], records);

        var (counts, matches) = pairs.Expect(model);

        Assert.Equal(4.75 / 5.75, matches, 1e-12);
        Assert.Equal(4 / 5.75, counts[0][0], 1e-12);
        Assert.Equal(0.75 / 5.75, counts[0][1], 1e-12);
    }

    /// <summary>The best pair must keep its own record: its value is rarer than that of the others.</summary>
    [Fact]
    public void A_rare_value_weighs_more_in_the_record_that_has_it()
    {
        var data = SomeLink.Data(1, 4, SomeLink.Unit("town", ["a"], ["b", "b", "b", "a"]));
        var model = new FittedModel(SomeLink.Model(), data, [SomeLink.Two(0.8, 0.2, frequency: true)], 1.0 / 3);

        var (counts, _) = new BestPairs(Candidates.Find(data), model).Expect(model);

        // u says that one pair in five agrees; one record in four has the value: odds 2 × 0.8 = 1.6, and 3 × 1/8.
        Assert.Equal(1.6 / (1 + 1.6 + 0.375), counts[0][0], 1e-12);
    }

    static (BestPairs Pairs, FittedModel Model) Pairs(string[] feed, string[] reference)
    {
        var data = SomeLink.Data(feed.Length, reference.Length, SomeLink.Unit("town", feed, reference));
        var model = new FittedModel(SomeLink.Model(), data, [SomeLink.Two(0.8, 0.2)], 1.0 / 3);
        return (new BestPairs(Candidates.Find(data), model), model);
    }
}
