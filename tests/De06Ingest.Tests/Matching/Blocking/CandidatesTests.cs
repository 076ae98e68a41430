using De06Ingest.Matching.Blocking;
using De06Ingest.Matching.Comparing;

namespace De06Ingest.Tests.Matching.Blocking;

public sealed class CandidatesTests
{
    [Fact]
    public void Few_pairs_are_all_candidates()
    {
        var data = SomeLink.Data(2, 3, SomeLink.Unit("town", ["a", "b"], ["b", "a", ""]));

        var candidates = Candidates.Find(data);

        Assert.Equal(6, candidates.Count);
        Assert.Equal([0, 3, 6], candidates.Starts);
        Assert.Equal([0, 1, 2, 0, 1, 2], candidates.References);
        Assert.Equal([1, 0, 255, 0, 1, 255], candidates.Levels);
        Assert.Equal([0], candidates.LevelsOf(3).ToArray());
        var rule = Assert.Single(candidates.Rules);
        Assert.Equal((6, 0, 0), (rule.Pairs, rule.Refined, rule.LeftOut));
    }

    /// <summary>Row i and record i have the same number; record i also has the name of row i + 1, and the last rows
    /// have no record.</summary>
    [Fact]
    public void Candidates_of_a_row_are_what_any_rule_found_each_once_and_in_order()
    {
        const int rows = 1000, records = 600;
        var data = SomeLink.Data(rows, records,
            SomeLink.Unit("number", SomeLink.Distinct(rows), SomeLink.Distinct(records)),
            SomeLink.Unit("name", SomeLink.Distinct(rows), [.. Enumerable.Range(1, records).Select(i => "v" + i)]),
            SomeLink.Unit("again", SomeLink.Distinct(rows), SomeLink.Distinct(records)));

        var candidates = Candidates.Find(data);

        Assert.Equal([600, 600, 600], candidates.Rules.Select(r => r.Pairs));
        Assert.Equal(1200, candidates.Count);
        Assert.Equal([0, 1, 3], candidates.Starts[..3]);
        Assert.Equal([0, 0, 1, 1, 2], candidates.References[..5]);
        Assert.Equal([0, 1, 0], candidates.LevelsOf(0).ToArray());
        Assert.Equal([1, 0, 1], candidates.LevelsOf(1).ToArray());
        Assert.Equal([0, 1, 0], candidates.LevelsOf(2).ToArray());
        // Row 600 has the name of the last record, and no other row after it has anything.
        Assert.Equal((1199, 1200), (candidates.Starts[600], candidates.Starts[601]));
        Assert.Equal(599, candidates.References[1199]);
        Assert.All(candidates.Starts[601..], start => Assert.Equal(1200, start));
    }

    /// <summary>A value of 800 rows and 500 records is 400,000 pairs. The rule may have 20 for each row of the smaller
    /// side and 100,000; what remains is found by the other attributes.</summary>
    [Fact]
    public void Pairs_of_a_frequent_value_are_found_with_the_help_of_another_attribute()
    {
        const int rows = 1000, records = 600;
        var (feed, reference) = (SomeLink.Distinct(rows), SomeLink.Distinct(records));
        Array.Fill(feed, "frequent", 0, 800);
        Array.Fill(reference, "frequent", 0, 500);
        var data = SomeLink.Data(rows, records, SomeLink.Unit("town", feed, reference),
            SomeLink.Unit("street", SomeLink.InTurn(rows, 100), SomeLink.InTurn(records, 100)));

        var candidates = Candidates.Find(data);

        var town = candidates.Rules.Single(r => r.Rule.Name == "town");
        // 8 rows and 5 records of each of 100 streets.
        Assert.Equal(8 * 5 * 100, town.Refined);
        Assert.Equal(0, town.Pairs);
        Assert.Equal((800 * 500) - town.Refined, town.LeftOut);
        Assert.Contains(5, candidates.References[candidates.Starts[5]..candidates.Starts[6]]);
        Assert.DoesNotContain(6, candidates.References[candidates.Starts[5]..candidates.Starts[6]]);
    }
}
