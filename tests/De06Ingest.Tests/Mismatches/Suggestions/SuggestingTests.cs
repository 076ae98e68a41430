using De06Ingest.Mismatches.Suggestions;
using De06Ingest.Tests.Support;

namespace De06Ingest.Tests.Mismatches.Suggestions;

/// <summary>Which values are suggested, which are kept back, and in which order.</summary>
public sealed class SuggestingTests
{
    const string Wrong = "+84912000000";
    const string Right = "+84912000001";
    const string Other = "+84912000002";
    static readonly Guid Citizen = Guid.Parse("00000000-0000-0000-0000-000000000001");
    static readonly Guid Neighbour = Guid.Parse("00000000-0000-0000-0000-000000000002");
    static readonly DateOnly Day = new(2026, 8, 4);

    [Fact]
    public void The_newest_telling_comes_first() => Assert.Equal(
        [Right, Other],
        Values(Of([Claim("clinic", Right, 30), Claim("insurance", Other, 2000)])));

    [Fact]
    public void What_more_feeds_say_is_surer()
    {
        var one = Of([Claim("clinic", Right, 500)]).Single();
        var two = Of([Claim("clinic", Right, 500), Claim("tax", Right, 500)]).Single();

        Assert.True(two.Confidence > one.Confidence, $"{one.Confidence} {two.Confidence}");
        Assert.Equal(["clinic", "tax"], two.Feeds);
    }

    [Fact]
    public void The_value_at_hand_is_never_suggested() =>
        Assert.Empty(Of([Claim("clinic", Wrong, 1), Claim("tax", Wrong, 1)]));

    [Fact]
    public void A_number_that_a_source_reports_as_wrong_is_not_suggested() => Assert.Empty(Of(
        [Claim("clinic", Right, 30), Claim("bank", Right, 30) with { IsWrong = true }]));

    [Fact]
    public void A_number_that_many_have_is_suggested_to_nobody()
    {
        var claims = new[] { Claim("clinic", Right, 30) };
        var many = Enumerable.Range(2, 5).Select(n => Claim("clinic", Right, 30, Person(n)));

        Assert.Single(Of(claims, holders: [.. claims, .. many.Take(4)]));
        Assert.Empty(Of(claims, holders: [.. claims, .. many]));
    }

    [Fact]
    public void A_number_that_holds_another_account_is_not_suggested()
    {
        var claims = new[] { Claim("clinic", Right, 30) };
        var account = Claim("some-feed", Right, 30, Neighbour) with { IsAccount = true };

        Assert.Empty(Of(claims, holders: [.. claims, account]));
        Assert.Single(Of(claims, holders: [.. claims, account with { IsWrong = true }]));
        Assert.Single(Of(claims, holders: [.. claims, account], oneAccount: false));
        Assert.Single(Of(claims, holders: [.. claims, account with { CitizenRef = Citizen }]));
    }

    [Fact]
    public void A_number_that_fits_two_goes_to_the_one_whom_more_feeds_have_with_it_or_to_neither()
    {
        var mine = new[] { Claim("clinic", Right, 30) };
        var theirs = Claim("clinic", Right, 30, Neighbour);
        var rival = new Wanted("N", Neighbour, ["+84912000009"], true);

        Assert.Empty(Of(mine, holders: [.. mine, theirs], rivals: [rival]));
        Assert.Single(Of(mine, holders: [.. mine, theirs], rivals: [rival with { Wrong = [Right] }]));
        Claim[] more = [.. mine, Claim("tax", Right, 400)];
        Assert.Single(Of(more, holders: [.. more, theirs], rivals: [rival]));
        Assert.Empty(Of(mine, holders: [.. mine, theirs, Claim("tax", Right, 400, Neighbour)], rivals: [rival]));
    }

    [Fact]
    public void The_order_in_which_rows_come_does_not_matter()
    {
        Claim[] claims = [Claim("clinic", Right, 30), Claim("tax", Other, 900), Claim("bank", Right, 2000)];

        Assert.Equal(Describe(Of(claims)), Describe(Of([.. claims.Reverse()])));
    }

    [Fact]
    public void A_value_in_doubt_that_others_bear_out_makes_the_suggestion_doubtful()
    {
        Claim[] claims = [Claim("clinic", Right, 500), Claim("tax", Wrong, 100)];
        var inDoubt = Of(claims, certain: false).Single();
        var surelyWrong = Of(claims, certain: true).Single();

        Assert.True(inDoubt.Confidence < 0.4m, $"{inDoubt.Confidence}");
        Assert.True(surelyWrong.Confidence > inDoubt.Confidence + 0.3m, $"{surelyWrong.Confidence}");
    }

    static IEnumerable<Suggestion> Of(
        Claim[] claims, Claim[]? holders = null, Wanted[]? rivals = null, bool certain = true, bool oneAccount = true)
    {
        var wanted = new Wanted("S", Citizen, [Wrong], certain);
        var contract = Some.Contract("id") with { OneAccountPerPhone = oneAccount };
        return new Suggesting(contract, "phone", Day)
        {
            Holders = (holders ?? claims).ToLookup(c => c.Value, StringComparer.Ordinal),
            AllWanted = (rivals ?? []).Append(wanted)
                .ToLookup(w => w.CitizenRef.ToString(), StringComparer.Ordinal),
        }.For(wanted, claims);
    }

    static Claim Claim(string feed, string value, int daysAgo, Guid? citizen = null) => new()
    {
        Feed = feed,
        CitizenRef = citizen ?? Citizen,
        SubjectId = "S",
        Value = value,
        Since = Day.AddDays(-daysAgo).ToDateTime(default),
    };

    static Guid Person(int n) => new(n, 0, 0, new byte[8]);

    static IEnumerable<string> Values(IEnumerable<Suggestion> suggestions) => suggestions.Select(s => s.Value);

    static string Describe(IEnumerable<Suggestion> suggestions) => string.Join(';', suggestions.Select(s =>
        $"{s.Rank} {s.Value} {s.Confidence} {string.Join(',', s.Feeds)} {s.Since} {s.Others} {s.Holders}"));
}
