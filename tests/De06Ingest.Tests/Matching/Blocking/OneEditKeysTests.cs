using De06Ingest.Matching;
using De06Ingest.Matching.Blocking;
using De06Ingest.Matching.Comparing;

namespace De06Ingest.Tests.Matching.Blocking;

public sealed class OneEditKeysTests
{
    [Theory]
    [InlineData("klimas", "klikas", true)]
    [InlineData("klimas", "klias", true)]
    [InlineData("klimas", "klimmas", true)]
    [InlineData("klimas", "kliams", true)]
    [InlineData("klimas", "limas", true)]
    [InlineData("klimas", "klimase", true)]
    [InlineData("de vries", "devries", false)]
    [InlineData("klimas", "klimas", false)]
    [InlineData("klimas", "klokas", false)]
    [InlineData("kim", "kin", true)]
    [InlineData("li", "lu", false)]
    [InlineData("a street of sixteen a", "a street of sixteem a", false)]
    [InlineData("", "", false)]
    public void Texts_one_edit_apart_share_a_key(string feed, string reference, bool share)
    {
        Assert.Equal(share, Shared([feed], [reference]) is [(0, 0)]);
        Assert.Equal(share, Shared([reference], [feed]) is [(0, 0)]);
    }

    [Fact]
    public void A_record_has_a_key_for_each_text_of_the_feed_that_is_near()
    {
        string[] feed = ["anna", "anne", "hanna", "otto", "anna"];

        Assert.Equal([(0, 0), (4, 0)], Shared(feed, ["ana", "ottilie"]));
        Assert.Equal([(1, 0), (2, 0)], Shared(feed, ["anna"]));
    }

    [Fact]
    public void Pairs_with_slips_in_both_names_and_in_the_date_are_candidates()
    {
        const int rows = 1000, records = 600;
        string[] Names(int count, string slip) =>
            [.. Enumerable.Range(0, count).Select(i => $"n{(char)('a' + (i % 26))}{(char)('a' + (i / 26))}{slip}elix")];
        string[] Dates(int count, string form) =>
            [.. Enumerable.Range(0, count).Select(i => string.Format(null, form, 60 + (i % 30), 1 + (i % 9)))];
        var names = new Vocabulary();
        var dates = new Vocabulary();
        TextComparison Text(string attribute, string ours, string theirs) => new(attribute, LinkKind.Text,
            ValueColumn.Of(names, Names(rows, ours), Names(records, theirs), t => t));
        var data = SomeLink.Data(rows, records, Text("given", "b", "p"), Text("family", "d", "t"),
            new DateComparison("born", LinkKind.Date, ValueColumn.Of(dates, Dates(rows, "19{0}0{1}17"),
                Dates(records, "19{0}1{1}18"), t => t)));

        var candidates = Candidates.Find(data);

        Assert.Contains("given~1", candidates.Rules.Select(r => r.Rule.Name));
        for (var row = 0; row < records; row++)
        {
            Assert.Contains(row, candidates.References[candidates.Starts[row]..candidates.Starts[row + 1]]);
        }
    }

    static (int Feed, int Reference)[] Shared(string[] feed, string[] reference)
    {
        var comparison = new TextComparison("name", LinkKind.Text,
            ValueColumn.Of(new Vocabulary(), feed, reference, text => text));
        var data = SomeLink.Data(feed.Length, reference.Length, comparison);
        var rule = new BlockingRule("name~1", 0, false) { Other = new OneEditKeys(comparison.Values) };
        return [.. PairBlocks.Of(data, rule, 1000).Pairs.All.ToArray().Order()];
    }
}
