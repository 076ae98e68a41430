using De06Ingest.Matching.Blocking;
using De06Ingest.Matching.Comparing;

namespace De06Ingest.Tests.Matching.Blocking;

/// <summary>1,000 rows beside 600 records are 600,000 pairs: more than are compared without blocking.</summary>
public sealed class BlockingRuleTests
{
    const int Rows = 1000;
    const int Records = 600;

    [Theory]
    [InlineData(1000, 500, true)]
    [InlineData(1000, 501, false)]
    public void Compares_all_pairs_while_they_are_few(int feed, int reference, bool all)
    {
        var data = SomeLink.Data(feed, reference,
            SomeLink.Unit("place", SomeLink.Distinct(feed), SomeLink.Distinct(reference)));

        var rules = BlockingRule.For(data);

        Assert.Equal(all ? "all-pairs" : "place", Assert.Single(rules).Name);
        Assert.Equal(all ? BlockingRule.AllPairs : 0, rules[0].Comparison);
        Assert.False(rules[0].IsLike);
    }

    /// <summary>50 values in turn: one pair in 50 is equal, which is still telling; of 49 it is not.</summary>
    [Theory]
    [InlineData(50, "id,number,turn")]
    [InlineData(49, "id,number")]
    public void An_attribute_whose_equal_pairs_are_many_has_no_rule_of_its_own(int values, string names)
    {
        var data = SomeLink.Data(Rows, Records, Numbered("id"), Numbered("number"),
            SomeLink.Unit("turn", SomeLink.InTurn(Rows, values), SomeLink.InTurn(Records, values)));

        Assert.Equal(names, string.Join(',', BlockingRule.For(data).Select(r => r.Name)));
    }

    [Fact]
    public void Weak_attributes_serve_where_fewer_than_two_tell_records_apart()
    {
        var data = SomeLink.Data(Rows, Records, Numbered("id"),
            SomeLink.Sex("sex", SomeLink.InTurn(Rows, 2), SomeLink.InTurn(Records, 2)));

        Assert.Equal(["id", "sex"], BlockingRule.For(data).Select(r => r.Name));
    }

    [Fact]
    public void A_missing_value_makes_no_equal_pair()
    {
        var data = SomeLink.Data(Rows, Records, Numbered("id"), Numbered("number"),
            SomeLink.Unit("seldom", ["one", .. Empty(Rows - 1)], ["one", .. Empty(Records - 1)]));

        Assert.Contains(BlockingRule.For(data), r => r.Name == "seldom");
    }

    [Fact]
    public void Attributes_with_like_values_have_a_second_rule()
    {
        string[] feed = [.. Empty(Rows - 1), "ab123456"];
        var data = SomeLink.Data(Rows, Records, Numbered("id"), SomeLink.Code("code", feed, SomeLink.Distinct(Records)),
            SomeLink.Code("short", [.. feed.Select(f => f.Length > 0 ? "abc" : "")], SomeLink.Distinct(Records)));

        var rules = BlockingRule.For(data);

        Assert.Equal(["id", "code", "short", "code~"], rules.Select(r => r.Name));
        Assert.Equal([false, false, false, true], rules.Select(r => r.IsLike));
        Assert.Equal([0, 1, 2, 1], rules.Select(r => r.Comparison));
    }

    [Fact]
    public void A_record_has_the_key_of_its_value_and_those_of_like_values()
    {
        var data = SomeLink.Data(2, 1, SomeLink.Code("code", ["ab123456", ""], ["ab123456"]));
        var (equal, like) = (new BlockingRule("code", 0, false), new BlockingRule("code~", 0, true));
        var (one, other) = (new ulong[Comparison.MostKeys], new ulong[Comparison.MostKeys]);

        Assert.Equal(1, equal.Keys(data, Side.Feed, 0, one).Length);
        Assert.Equal(1, equal.Keys(data, Side.Reference, 0, other).Length);
        Assert.Equal(one[0], other[0]);
        Assert.Equal(0, equal.Keys(data, Side.Feed, 1, one).Length);
        Assert.Equal(2, like.Keys(data, Side.Feed, 0, one).Length);
        Assert.Equal(0, like.Keys(data, Side.Feed, 1, one).Length);
    }

    static Comparison Numbered(string attribute) =>
        SomeLink.Unit(attribute, SomeLink.Distinct(Rows), SomeLink.Distinct(Records));

    static IEnumerable<string> Empty(int count) => Enumerable.Repeat("", count);
}
