using De06Ingest.Matching.Estimation;

namespace De06Ingest.Tests.Matching.Estimation;

public sealed class LevelCountsTests
{
    [Fact]
    public void Counts_levels_alone_and_two_by_two_by_the_weight_of_the_pair()
    {
        var counts = Counts();
        counts.Add([0, 1], 0.5);
        counts.Add([0, 1], 0.25);
        counts.Add([1, 0], 2);

        Assert.Equal(2.75, counts.All);
        Assert.Equal([0.75, 2], counts[0]);
        Assert.Equal([2, 0.75], counts[1]);
        Assert.Equal(0.75, counts.Joint(0, 0, 1, 1));
        Assert.Equal(0.75, counts.Joint(1, 1, 0, 0));
        Assert.Equal(2, counts.Joint(0, 1, 1, 0));
        Assert.Equal(0, counts.Joint(0, 0, 1, 0));
    }

    [Fact]
    public void A_missing_value_counts_for_the_other_attribute_alone()
    {
        var counts = Counts();
        counts.Add([255, 1], 1);
        counts.Add([0, 255], 1);

        Assert.Equal(2, counts.All);
        Assert.Equal([1, 0], counts[0]);
        Assert.Equal([0, 1], counts[1]);
        Assert.Equal(0, counts.Joint(0, 0, 1, 1) + counts.Joint(0, 0, 1, 0) + counts.Joint(0, 1, 1, 1));
    }

    /// <summary>Told is the mutual information in nats: of 40, 10, 10, 40 it is 80 ln 1.6 + 20 ln 0.4 = 19.274, and the
    /// most that there is to tell 100 ln 2.</summary>
    [Theory]
    [InlineData(25, 25, 25, 25, 0)]
    [InlineData(50, 0, 0, 50, 1)]
    [InlineData(0, 50, 50, 0, 1)]
    [InlineData(40, 10, 10, 40, 0.278072)]
    [InlineData(90, 0, 0, 0, 0)]
    public void One_attribute_tells_a_share_of_the_other(double a, double b, double c, double d, double share)
    {
        var counts = Counts();
        counts.Add([0, 0], a);
        counts.Add([0, 1], b);
        counts.Add([1, 0], c);
        counts.Add([1, 1], d);

        Assert.Equal(share, counts.Dependence(0, 1), 1e-6);
        Assert.Equal(share, counts.Dependence(1, 0), 1e-6);
    }

    /// <summary>Twice 9 ln 2 each way is 24.95, and 8.5 of each are 23.6; chance may reach 24.</summary>
    [Theory]
    [InlineData(8.5, 0)]
    [InlineData(9, 1)]
    public void What_chance_may_show_is_no_dependence(double each, double share)
    {
        var counts = Counts();
        counts.Add([0, 0], each);
        counts.Add([1, 1], each);

        Assert.Equal(share, counts.Dependence(1, 0), 1e-9);
    }

    /// <summary>Eight levels of a date beside two: chance may reach 4 × 7 × 1 + 20 = 48.</summary>
    [Theory]
    [InlineData(17.3, 0)]
    [InlineData(17.4, 1)]
    public void Many_levels_show_more_by_chance(double each, double share)
    {
        var dates = new De06Ingest.Matching.Comparing.DateComparison(
            "date", De06Ingest.Matching.Comparing.LinkKind.Date,
            De06Ingest.Matching.Comparing.ValueColumn.Of(new(), [""], [""], text => text));
        var counts = new LevelCounts(SomeLink.Data(1, 1, SomeLink.Unit("town", ["a"], ["a"]), dates));
        counts.Add([0, 0], each);
        counts.Add([1, 6], each);

        Assert.Equal(share, counts.Dependence(1, 0), 1e-9);
        Assert.Equal(share, counts.Dependence(0, 1), 1e-9);
    }

    static LevelCounts Counts() => new(SomeLink.Data(
        1, 1, SomeLink.Unit("town", ["a"], ["a"]), SomeLink.Unit("street", ["a"], ["a"])));
}
