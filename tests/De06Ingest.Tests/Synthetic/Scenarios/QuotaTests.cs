using De06Ingest.Synthetic;
using De06Ingest.Synthetic.Scenarios;

namespace De06Ingest.Tests.Synthetic.Scenarios;

public sealed class QuotaTests
{
    [Theory]
    [InlineData(0, 10)]
    [InlineData(10, 10)]
    [InlineData(1, 100_000)]
    [InlineData(702_144, 960_000)]
    public void Says_yes_exactly_so_often_for_any_seed(int yes, int turns)
    {
        for (ulong seed = 1; seed <= 3; seed++)
        {
            var quota = new Quota(yes, turns, new Chance(seed));

            Assert.Equal(yes, Enumerable.Range(0, turns).Count(_ => quota.Next()));
            Assert.Throws<InvalidOperationException>(() => quota.Next());
        }
    }

    [Fact]
    public void Spreads_its_yes_over_all_turns()
    {
        var quota = new Quota(5_000, 10_000, new Chance(7));

        var tenths = Enumerable.Range(0, 10).Select(_ => Enumerable.Range(0, 1_000).Count(_ => quota.Next()));

        Assert.All(tenths, yes => Assert.InRange(yes, 420, 580));
    }

    [Theory]
    [InlineData(11, 10)]
    [InlineData(-1, 10)]
    public void Refuses_more_yes_than_turns(int yes, int turns) =>
        Assert.Throws<ArgumentException>(() => new Quota(yes, turns, new Chance(1)));

    [Fact]
    public void Refuses_a_turn_that_was_not_planned()
    {
        var quota = new Quota(1, 1, new Chance(1));
        quota.Next();

        Assert.Throws<InvalidOperationException>(() => quota.Next());
    }

    [Fact]
    public void Deals_each_thing_as_often_as_it_was_given()
    {
        var deal = new Deal<string>([("a", 3), ("b", 0), ("c", 997)], new Chance(5));

        var dealt = Enumerable.Range(0, 1_000).Select(_ => deal.Next()).CountBy(t => t).ToDictionary();

        Assert.Equal((3, 997), (dealt["a"], dealt["c"]));
        Assert.DoesNotContain("b", dealt.Keys);
        Assert.Throws<InvalidOperationException>(() => deal.Next());
    }

    [Theory]
    [InlineData(253_527_962, 7_772)]
    [InlineData(5, 9)]
    [InlineData(0, 4)]
    public void Parts_add_up_to_the_whole(long total, int parts)
    {
        var split = Split.Evenly(total, parts, new Chance(3));

        Assert.Equal(parts, split.Length);
        Assert.Equal(total, split.Sum());
        Assert.All(split, part => Assert.True(part >= 0));
    }

    [Fact]
    public void A_part_of_each_part_is_never_more_than_it()
    {
        var totals = Split.Evenly(253_527_962, 7_772, new Chance(3));

        var failures = Split.Along(507_056, totals);

        Assert.Equal(507_056, failures.Sum());
        Assert.All(totals.Zip(failures), cell => Assert.InRange(cell.Second, 0, cell.First));
    }

    [Theory]
    [InlineData(9_790, 10_000, 181_640, 177_826)]
    [InlineData(1, 3, 3, 1)]
    [InlineData(1, 2, 3, 2)]
    public void A_share_of_others_is_the_nearest_whole(int part, int all, int others, int expected) =>
        Assert.Equal(expected, new Share(part, all).Of(others));
}
