using De06Ingest.Matching;
using De06Ingest.Matching.Blocking;
using De06Ingest.Matching.Comparing;

namespace De06Ingest.Tests.Matching.Blocking;

public sealed class PairBlocksTests
{
    /// <summary>Rows and records of the frequent value; they make 1,600 pairs.</summary>
    const int Frequent = 40;

    [Fact]
    public void Rows_and_records_that_share_a_key_are_pairs()
    {
        var data = SomeLink.Data(4, 4, SomeLink.Unit("town", ["a", "b", "a", ""], ["a", "c", "a", ""]));

        var blocks = PairBlocks.Of(data, Rule(0), 100);

        Assert.Equal([(0, 0), (0, 2), (2, 0), (2, 2)], Ordered(blocks.Pairs));
        Assert.Equal(0, blocks.Refined.Count);
        Assert.Equal(0, blocks.LeftOut);
    }

    [Fact]
    public void Like_values_share_one_of_several_keys()
    {
        var data = SomeLink.Data(3, 2,
            SomeLink.Code("code", ["abcd1234", "abcdxxxx", "yyyyzzzz"], ["abcd9999", "0000zzzz"]));

        var blocks = PairBlocks.Of(data, new("code~", 0, true), 100);

        Assert.Equal([(0, 0), (1, 0), (2, 1)], Ordered(blocks.Pairs));
    }

    [Fact]
    public void A_frequent_value_is_taken_whole_within_the_budget()
    {
        var blocks = PairBlocks.Of(Towns(Second(Frequent)), Rule(0), 1610);

        Assert.Equal(1610, blocks.Pairs.Count);
        Assert.Equal(0, blocks.Refined.Count);
    }

    /// <summary>One pair too many: of the frequent value only those pairs that agree in a second attribute, two by two,
    /// are compared.</summary>
    [Fact]
    public void A_frequent_value_beyond_the_budget_is_divided_by_another_attribute()
    {
        var blocks = PairBlocks.Of(Towns(Second(20)), Rule(0), 1609);

        Assert.Equal(10, blocks.Pairs.Count);
        Assert.All(Ordered(blocks.Pairs), pair => Assert.Equal(pair.Feed, pair.Reference));
        Assert.Equal(
            [.. from row in Enumerable.Range(0, Frequent)
                from record in Enumerable.Range(0, Frequent)
                where row % 20 == record % 20
                select (row, record)],
            Ordered(blocks.Refined));
        Assert.Equal(1600 - 80, blocks.LeftOut);
    }

    [Fact]
    public void Records_without_a_value_of_the_second_attribute_are_in_no_part()
    {
        string[] second = ["", "x", .. Enumerable.Repeat("", 48)];

        var blocks = PairBlocks.Of(Towns(SomeLink.Unit("second", second, second)), Rule(0), 100);

        Assert.Equal([(1, 1)], Ordered(blocks.Refined));
    }

    [Fact]
    public void Pairs_that_nothing_divides_are_counted_as_left_out()
    {
        var blocks = PairBlocks.Of(Towns(), Rule(0), 100);

        Assert.Equal(10, blocks.Pairs.Count);
        Assert.Equal(0, blocks.Refined.Count);
        Assert.Equal(1600, blocks.LeftOut);
    }

    /// <summary>Three attributes are the same everywhere: four ways of dividing end at the same pairs.</summary>
    [Fact]
    public void Pairs_that_several_attributes_do_not_divide_are_left_out_once()
    {
        var blocks = PairBlocks.Of(Towns(Second(1), Second(1), Second(1)), Rule(0), 100);

        Assert.Equal(0, blocks.Refined.Count);
        Assert.Equal(1600, blocks.LeftOut);
    }

    /// <summary>A pair that agrees in both further attributes is in a part of each.</summary>
    [Fact]
    public void A_pair_that_several_attributes_find_is_there_once()
    {
        var blocks = PairBlocks.Of(Towns(Second(20), Second(10)), Rule(0), 1609);

        Assert.Equal(Ordered(blocks.Refined).Distinct(), Ordered(blocks.Refined));
        // Of each row four records in its part of the second attribute; two of them in its part of the first.
        Assert.Equal(40 * 4, blocks.Refined.Count);
        Assert.Equal(1600 - 160, blocks.LeftOut);
    }

    /// <summary>Four values ten by ten in the one attribute, four in the other: 400 pairs are too many for the budget,
    /// those that agree in both are not.</summary>
    [Fact]
    public void A_part_that_is_still_large_is_divided_again()
    {
        string[] tens = [.. Enumerable.Range(0, 50).Select(i => "v" + (i / 10))];

        var blocks = PairBlocks.Of(Towns(Second(4), SomeLink.Unit("tens", tens, tens)), Rule(0), 100);

        Assert.Equal(
            [.. from row in Enumerable.Range(0, Frequent)
                from record in Enumerable.Range(0, Frequent)
                where row % 4 == record % 4 && row / 10 == record / 10
                select (row, record)],
            Ordered(blocks.Refined));
    }

    [Fact]
    public void An_attribute_that_divides_is_found_behind_one_that_does_not()
    {
        var data = Towns(Second(1), Second(40));

        var blocks = PairBlocks.Of(data, Rule(0), 100);

        Assert.Equal(Enumerable.Range(0, Frequent).Select(i => (i, i)), Ordered(blocks.Refined));
    }

    /// <summary>Four attributes of two values each: any three of them leave parts of five by five, too large for this
    /// budget; all four would leave parts of three by three.</summary>
    [Fact]
    public void Divides_three_times_at_most()
    {
        var data = Towns(Bit(i => i), Bit(i => i >> 1), Bit(i => i >> 2), Bit(i => (i >> 3) + i + (i >> 1) + (i >> 2)));

        var blocks = PairBlocks.Of(data, Rule(0), 50);

        Assert.Equal(0, blocks.Refined.Count);
        Assert.Equal(1600, blocks.LeftOut);

        static Comparison Bit(Func<int, int> of)
        {
            string[] values = [.. Enumerable.Range(0, 50).Select(i => "v" + (of(i) & 1))];
            return SomeLink.Unit("bit", values, values);
        }
    }

    /// <summary>Only the fourth of four further attributes divides, which is beyond three divisions on the way through
    /// the first three; taken alone it still does.</summary>
    [Fact]
    public void The_last_attribute_divides_too()
    {
        var data = Towns(Second(1), Second(1), Second(1), Second(40));

        var blocks = PairBlocks.Of(data, Rule(0), 110);

        Assert.Equal(Enumerable.Range(0, Frequent).Select(i => (i, i)), Ordered(blocks.Refined));
        Assert.Equal(1600 - Frequent, blocks.LeftOut);
    }

    /// <summary>The rule of the last attribute goes on with the first one.</summary>
    [Fact]
    public void Divides_by_the_attributes_before_its_own_too()
    {
        var town = Towns().Comparisons[0];
        var data = SomeLink.Data(50, 50, Second(20), town);

        var blocks = PairBlocks.Of(data, Rule(1), 100);

        Assert.Equal(80, blocks.Refined.Count);
    }

    /// <summary>Four values, ten by ten: 400 pairs, more than three times the budget; so the limit of a part falls from
    /// 1,250 to 312 and to 78, where no part is small enough.</summary>
    [Fact]
    public void Parts_must_be_smaller_where_their_pairs_become_too_many()
    {
        var blocks = PairBlocks.Of(Towns(Second(4)), Rule(0), 100);

        Assert.Equal(0, blocks.Refined.Count);
        Assert.Equal(1600, blocks.LeftOut);

        Assert.Equal(400, PairBlocks.Of(Towns(Second(4)), Rule(0), 134).Refined.Count);
    }

    [Fact]
    public void A_list_of_pairs_grows_and_can_be_emptied()
    {
        var list = new PairList();
        list.AddAll([.. Enumerable.Range(0, 50)], [.. Enumerable.Range(0, 50)]);

        Assert.Equal(2500, list.All.ToArray().Distinct().Count());
        Assert.Equal((49, 49), list.All[^1]);

        list.Clear();
        list.Add(7, 8);

        Assert.Equal([(7, 8)], list.All.ToArray());
    }

    [Fact]
    public void A_list_of_pairs_keeps_each_once()
    {
        var list = new PairList();
        list.AddAll([2, 1], [5, 4]);
        list.AddAll([1, 3], [5]);

        list.KeepDistinct();

        Assert.Equal([(1, 4), (1, 5), (2, 4), (2, 5), (3, 5)], list.All.ToArray());
        list.Clear();
        list.KeepDistinct();
        Assert.Equal(0, list.Count);
    }

    static BlockingRule Rule(int comparison) => new("town", comparison, false);

    static (int Feed, int Reference)[] Ordered(PairList list) => [.. list.All.ToArray().Order()];

    /// <summary>50 rows and 50 records: the first 40 have the same town, the others one each.</summary>
    static LinkData Towns(params Comparison[] further)
    {
        string[] towns = [.. Enumerable.Repeat("large", Frequent), .. SomeLink.Distinct(10)];
        return SomeLink.Data(50, 50, [SomeLink.Unit("town", towns, towns), .. further]);
    }

    /// <summary>A further attribute of so many values in turn.</summary>
    static Comparison Second(int values) =>
        SomeLink.Unit("second", SomeLink.InTurn(50, values), SomeLink.InTurn(50, values));
}
