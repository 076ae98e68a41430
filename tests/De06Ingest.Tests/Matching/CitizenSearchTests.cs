using De06Ingest.Matching;
using De06Ingest.Matching.Evidence;
using De06Ingest.Tests.Matching.Evidence;
using De06Ingest.Values;

namespace De06Ingest.Tests.Matching;

/// <summary>Rows of a feed among the citizens: what people decided goes before what evidence says, and a citizen may
/// belong to one row only.</summary>
public sealed class CitizenSearchTests
{
    static readonly Person Mai = new("Trần Thị Mai", "1980-03-12", Sex.Female, "051180000017");
    static readonly Person Binh = new("Lê Văn Bình", "1955-09-28", Sex.Male, "051055000018");
    static readonly Person Lan = new("Nguyễn Thị Lan", "1962-07-01", Sex.Female, "051162000019");

    [Fact]
    public void Evidence_speaks_where_nobody_has_decided()
    {
        var search = Search(oneToOne: false);

        var links = Find(search, NoId(Lan), NoId(Binh), NoId(Lan));

        Assert.Null(search.Claims);
        Assert.Equal([2, 1, 2], links.Select(l => l.Citizen));
        Assert.All(links, l => Assert.Equal((Band.Auto, MatchMethod.Evidence, false), (l.Band, l.Method, l.IsTaken)));
    }

    [Fact]
    public void Whom_a_person_accepted_is_the_citizen()
    {
        var links = Find(Search(false, accepted: new() { ["row-0"] = 51_055_000_018, ["row-1"] = 99 }),
            NoId(Lan), NoId(Lan));

        Assert.Equal(new EvidenceLink(1, MatchMethod.Decision, 1, Band.Auto, "decision"), links[0]);
        // The one whom the second decision names is not in the reference any more.
        Assert.Equal((2, MatchMethod.Evidence), (links[1].Citizen, links[1].Method));
    }

    [Fact]
    public void Whom_a_person_rejected_is_not_linked()
    {
        var links = Find(Search(false, rejected: [("row-0", 51_162_000_019)]), NoId(Lan), NoId(Lan));

        Assert.Equal(EvidenceLink.None, links[0]);
        Assert.Equal(2, links[1].Citizen);
    }

    /// <summary>The row of the other sex is less probable; of equal ones the first is taken.</summary>
    [Fact]
    public void A_citizen_goes_to_the_most_probable_row_and_a_person_is_asked_about_the_others()
    {
        var links = Find(Search(oneToOne: true), NoId(Lan) with { Sex = Sex.Male }, NoId(Lan), NoId(Lan), NoId(Mai));

        Assert.Equal([Band.Review, Band.Auto, Band.Review, Band.Auto], links.Select(l => l.Band));
        Assert.Equal([true, false, true, false], links.Select(l => l.IsTaken));
        Assert.Equal([2, 2, 2, 0], links.Select(l => l.Citizen));
    }

    [Fact]
    public void A_citizen_who_was_claimed_before_is_taken()
    {
        var search = Search(oneToOne: true);
        Assert.True(search.Claims!.Claim(2));

        Assert.Equal((Band.Review, true), Find(search, NoId(Lan)).Select(l => (l.Band, l.IsTaken)).Single());
    }

    /// <summary>The reader sees the citizen with this row already, which is no other one.</summary>
    [Theory]
    [InlineData("row-0", false)]
    [InlineData("row-7", true)]
    public void A_citizen_whom_readers_see_with_another_row_is_taken(string record, bool isTaken)
    {
        var link = Find(Search(oneToOne: true, published: [(51_162_000_019, record)]), NoId(Lan)).Single();

        Assert.Equal(isTaken, link.IsTaken);
        Assert.Equal(isTaken ? Band.Review : Band.Auto, link.Band);
    }

    [Fact]
    public void What_is_only_for_a_person_to_see_claims_nobody()
    {
        var search = Search(oneToOne: true);

        Find(search, new Person("Hồ Văn Ba"));

        Assert.All(Enumerable.Range(0, 3), citizen => Assert.True(search.Claims!.Claim(citizen)));
    }

    [Fact]
    public void Each_citizen_is_claimed_once()
    {
        var claims = new CitizenClaims(100);

        Assert.All(Enumerable.Range(0, 100), citizen => Assert.True(claims.Claim(citizen)));
        Assert.All(Enumerable.Range(0, 100), citizen => Assert.False(claims.Claim(citizen)));
    }

    [Fact]
    public void Decisions_are_known_by_record()
    {
        var decisions = Decisions(new() { ["a"] = 1 }, [("b", 2), ("b", 3)]);

        Assert.True(decisions.Any);
        Assert.True(Decisions(new() { ["a"] = 1 }, []).Any);
        Assert.True(Decisions([], [("b", 2)]).Any);
        Assert.False(Decisions([], []).Any);
        Assert.Equal((1, null), (decisions.AcceptedFor("a"), decisions.AcceptedFor("b")));
        Assert.Equal([2, 3], decisions.RejectedFor("b"));
        Assert.Empty(decisions.RejectedFor("a"));
    }

    /// <summary>A doubted id stands where evidence finds nobody or the same citizen.</summary>
    [Theory]
    [InlineData(-1, "None", 5, null, false)]
    [InlineData(5, "Auto", 5, null, false)]
    [InlineData(6, "Auto", 6, "id-of-another", true)]
    [InlineData(6, "Review", -1, "id-of-another", true)]
    [InlineData(5, "Review", 5, null, false)]
    public void Evidence_may_speak_against_a_doubted_id(
        int citizen, string band, int found, string? notById, bool hasLink)
    {
        var link = new EvidenceLink(citizen, MatchMethod.Evidence, 1, Enum.Parse<Band>(band), "profile");
        var byId = new FoundCitizen(5, null) { IsDoubted = true };

        var with = byId.With(link);

        Assert.True(byId.IsToBeSought);
        Assert.Equal((found, notById, hasLink), (with.Citizen, with.NotById, with.Link is not null));
        Assert.False(with.IsDoubted);
    }

    [Theory]
    [InlineData("None", -1, false)]
    [InlineData("Review", -1, true)]
    [InlineData("Auto", 6, true)]
    public void A_row_without_a_citizen_takes_what_evidence_is_sure_of(string band, int found, bool hasLink)
    {
        var link = new EvidenceLink(6, MatchMethod.Evidence, 1, Enum.Parse<Band>(band), "profile");

        var with = new FoundCitizen(-1, Matcher.IdMissing).With(link);

        Assert.Equal((found, Matcher.IdMissing, hasLink), (with.Citizen, with.NotById, with.Link is not null));
        Assert.Equal(found < 0 ? Matcher.IdMissing : null, with.Unmatched);
    }

    /// <summary>Neither the name nor the day of birth is the row's.</summary>
    [Theory]
    [InlineData("Lê Văn Bình", "1955-09-28", true)]
    [InlineData("Lê Văn Bình", "1980-03-12", false)]
    [InlineData("Lê Văn Bình", "1980", false)]
    [InlineData("Lê Văn Bình", null, false)]
    [InlineData("Lê Văn Bình", "1980-03-11", true)]
    [InlineData("Lê Văn Bình", "1980-03-13", true)]
    [InlineData("TRAN THI MAI", "1955-09-28", false)]
    [InlineData("Trần Thị Mai", "1955-09-28", false)]
    [InlineData(null, "1955-09-28", false)]
    public void An_id_is_doubted_where_it_leads_to_somebody_else(string? name, string? birth, bool doubted)
    {
        var record = SomeEvidence.Record(new Person(name, birth, Id: Mai.Id));

        Assert.Equal(doubted, DoubtfulId.Contradicts(record, SomeEvidence.Index(Mai)[0]));
        Assert.False(DoubtfulId.Contradicts(record, SomeEvidence.Index(Mai with { Name = null })[0]));
        Assert.False(DoubtfulId.Contradicts(record, SomeEvidence.Index(Mai with { Birth = null })[0]));
    }

    /// <summary>The first 16 bytes of HMAC-SHA-256 of the twelve digits.</summary>
    [Fact]
    public void A_pseudonym_is_keyed_and_is_a_uuid_in_the_database()
    {
        byte[] key = [1, 2, 3];
        var mac = System.Security.Cryptography.HMACSHA256.HashData(key, "051180000017"u8);

        var pseudonym = new Pseudonym(key).Of(51_180_000_017);

        Assert.Equal(new Guid(mac.AsSpan(0, 16), bigEndian: true), Pseudonym.ToGuid(pseudonym));
        Assert.Equal(pseudonym, Pseudonym.FromGuid(Pseudonym.ToGuid(pseudonym)));
        Assert.NotEqual(pseudonym, new Pseudonym([1, 2, 4]).Of(51_180_000_017));
    }

    [Fact]
    public void A_hamlet_has_one_number_for_each_name()
    {
        var places = new PlaceText();

        Assert.Equal(places.Number("Thôn 1"u8), places.Number("THÔN  1"u8));
        Assert.Equal(places.Number("Thôn 1"u8), new PlaceText().Number("thon 1"u8));
        Assert.NotEqual(places.Number("Thôn 1"u8), places.Number("Thôn 2"u8));
        Assert.Equal(0u, places.Number(""u8));
        Assert.Equal(0u, places.Number(" - "u8));
        Assert.NotEqual(0u, places.Number("Thôn 1"u8));
    }

    static Person NoId(Person person) => person with { Id = null };

    static EvidenceLink[] Find(CitizenSearch search, params Person[] rows) =>
        search.Find(SomeEvidence.Rows(rows), row => $"row-{row}", default);

    static CitizenSearch Search(
        bool oneToOne, Dictionary<string, long>? accepted = null, (string, long)[]? rejected = null,
        (long Id, string Record)[]? published = null) =>
        new(SomeEvidence.Contract with { OneToOne = oneToOne }, SomeEvidence.Index(Mai, Binh, Lan),
            () => SomeEvidence.Model(), Decisions(accepted ?? [], rejected ?? []),
            refs => (published ?? []).Where(p => refs.Contains((UInt128)p.Id))
                .ToLookup(p => (UInt128)p.Id, p => p.Record));

    static LinkDecisions Decisions(Dictionary<string, long> accepted, (string Record, long Id)[] rejected) =>
        new(accepted, rejected.ToLookup(r => r.Record, r => r.Id));
}
