using De06Ingest.Matching;
using De06Ingest.Matching.Comparing;

namespace De06Ingest.Tests.Matching;

/// <summary>Town, job and phone weigh 6 and -6 bits each. Of four records and half of the rows, the prior is
/// 1/8.</summary>
public sealed class SecondLookTests
{
    static readonly MatchModel Model = SomeLink.Model(
        (LinkKind.Unit, new([0.64, 0.01], [0.01, 0.64], false))) with
    {
        MatchedShare = 0.5, Bands = new(0.8, 0.1),
    };

    /// <summary>The second row is the first record's by its town; the third has no town, but the second one's
    /// job.</summary>
    [Fact]
    public void A_row_is_borne_out_by_another_row_of_the_same_record()
    {
        var links = Run(["a", "a", "", "b"], ["", "nick", "nick", ""]);

        Assert.Equal([(0, 0), (1, 0), (2, 0), (3, 3)], links.Select(l => (l.Feed, l.Reference)));
        Assert.All(links, l => Assert.Equal(Band.Auto, l.Band));
        Assert.Equal([-1, -1, 1, -1], links.Select(l => l.Through));
        Assert.Equal(6, links[2].Weight, 1e-6);
    }

    [Fact]
    public void A_link_is_no_surer_than_the_one_that_it_leans_on()
    {
        var links = Run(["a", "a", "", "b"], ["", "nick", "nick", ""]);

        Assert.Equal(links[1].Probability * links[0].Probability, links[2].Probability, 0.02);
        Assert.True(links[2].Probability < links[1].Probability);
    }

    [Fact]
    public void What_a_row_found_is_found_by_others_in_turn()
    {
        var links = Run(["a", "a", "", ""], ["", "nick", "nick", ""], ["", "", "7", "7"]);

        Assert.Equal([-1, -1, 1, 2], links.Select(l => l.Through));
        Assert.All(links, l => Assert.Equal((0, Band.Auto), (l.Reference, l.Band)));
    }

    [Fact]
    public void Where_no_record_has_several_rows_nothing_is_borne_out_by_rows()
    {
        var links = Run(["a", "", "b"], ["nick", "nick", ""]);

        Assert.Equal([Band.Auto, Band.Review, Band.Auto], links.Select(l => l.Band));
        Assert.All(links, l => Assert.Equal(-1, l.Through));
    }

    /// <summary>Of 20 records that have rows one has several; of 21 that is too rare.</summary>
    [Theory]
    [InlineData(19, true)]
    [InlineData(20, false)]
    public void Several_rows_must_not_be_rare(int alone, bool borneOut)
    {
        var (towns, jobs) = (SomeLink.Distinct(alone), SomeLink.Distinct(alone, "j"));
        var links = Run(["a", "a", "", .. towns], ["", "nick", "nick", .. jobs], null, ["a", .. towns], ["", .. jobs],
            share: 0.99);

        Assert.Equal(borneOut, links.Any(l => l.Through == 1));
    }

    [Fact]
    public void A_record_that_belongs_to_one_row_has_no_other()
    {
        var links = Run(["a", "a", ""], ["", "nick", "nick"], oneToOne: true);

        Assert.Equal([(0, 0)], links.Select(l => (l.Feed, l.Reference)));
    }

    [Fact]
    public void A_row_that_rows_of_two_records_bear_out_is_for_a_person()
    {
        var link = Run(["a", "a", "b", "b", ""], ["", "nick", "nick", "", "nick"]).Single(l => l.Feed == 4);

        Assert.Equal((0, Band.Review), (link.Reference, link.Band));
        Assert.InRange(link.Probability, 0.4, 0.5);
    }

    static IReadOnlyList<Link> Run(
        string[] towns, string[] jobs, string[]? phones = null, string[]? records = null, string[]? recordJobs = null,
        bool oneToOne = false, double share = 0.5)
    {
        records ??= ["a", "c", "d", "b"];
        recordJobs ??= ["", "other", "third", ""];
        phones ??= new string[towns.Length].Select(_ => "").ToArray();
        return De06Ingest.Matching.Linkage.Run(SomeLink.Data(towns.Length, records.Length,
            SomeLink.Unit("town", towns, records), SomeLink.Unit("job", jobs, recordJobs),
            SomeLink.Unit("phone", phones, [.. records.Select(_ => "")])),
            Model with { MatchedShare = share }, learn: false, oneToOne).Links;
    }
}
