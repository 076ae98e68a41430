using De06Ingest.Feeds;

namespace De06Ingest.Mismatches.Suggestions;

/// <summary>Finds and ranks what the right value of a field may be, from what the published rows of all witnesses say.
/// </summary>
/// <remarks>Whatever order rows come in, and whichever part of them is looked at again, the outcome is the same: a
/// phone is kept from a citizen for facts about its holders, not for what was suggested before.</remarks>
/// <param name="contract">The feed whose values are wrong.</param>
/// <param name="field">The field.</param>
/// <param name="asOf">As-of of the feed.</param>
sealed class Suggesting(FeedContract contract, string field, DateOnly asOf)
{
    const int MostSuggested = 3;

    /// <summary>Rows that hold a phone, by phone; empty for other fields.</summary>
    public ILookup<string, Claim> Holders { get; init; } =
        Array.Empty<Claim>().ToLookup(claim => claim.Value, StringComparer.Ordinal);

    /// <summary>Everybody whose phone is wrong in the feed, by citizen: whom the same number may be suggested
    /// to.</summary>
    public ILookup<string, Wanted> AllWanted { get; init; } =
        Array.Empty<Wanted>().ToLookup(wanted => "", StringComparer.Ordinal);

    /// <summary>Suggestions for one subject, best first.</summary>
    /// <param name="wanted">The subject.</param>
    /// <param name="claims">What the witnesses have of the citizen.</param>
    public IEnumerable<Suggestion> For(Wanted wanted, IReadOnlyList<Claim> claims)
    {
        var wrong = wanted.Wrong.Concat(claims.Where(c => c.IsWrong).Select(c => c.Value)).ToHashSet();
        return claims.Where(claim => !wrong.Contains(claim.Value))
            .GroupBy(claim => claim.Value, StringComparer.Ordinal)
            .Where(value => field != "phone" || MayHold(wanted, value.Key))
            .Select(value => Suggest(wanted, value, claims))
            .OrderByDescending(one => one.Confidence).ThenBy(one => one.Value, StringComparer.Ordinal)
            .Take(MostSuggested)
            .Select((one, i) => one with { Rank = i + 1 });
    }

    Suggestion Suggest(Wanted wanted, IGrouping<string, Claim> value, IReadOnlyList<Claim> claims)
    {
        var feeds = value.Select(claim => claim.Feed).Distinct().Order(StringComparer.Ordinal).ToList();
        DateOnly? since = value.Max(claim => claim.Since) is { } newest ? DateOnly.FromDateTime(newest) : null;
        var evidence = EvidenceFor(wanted, value.Key, claims);
        var others = claims.Where(claim => !claim.IsWrong && claim.Feed != contract.Feed)
            .Select(claim => claim.Feed).Except(feeds).Count();
        return new Suggestion(
            wanted.SubjectId, wanted.CitizenRef, 0, value.Key, SuggestionModel.Confidence(field, evidence), feeds,
            since, others, evidence.Holders);
    }

    /// <summary>Each feed speaks once: for the value if any of its rows has it, else for the value in doubt, else for
    /// another.</summary>
    Evidence EvidenceFor(Wanted wanted, string value, IReadOnlyList<Claim> claims)
    {
        var (agree, other, own) = (new TellingCounts(), new TellingCounts(), new TellingCounts());
        var flagged = claims.Where(claim => claim.IsWrong).Select(claim => claim.Value).ToHashSet();
        var speaking = claims.Where(claim => !claim.IsReference && !flagged.Contains(claim.Value));
        foreach (var feed in speaking.GroupBy(claim => claim.Feed, StringComparer.Ordinal))
        {
            if (Newest(feed.Where(claim => claim.Value == value)) is { } right)
            {
                agree.Add(right.Days);
            }
            else if (Newest(feed.Where(claim => wanted.Wrong.Contains(claim.Value))) is { } doubted)
            {
                if (!wanted.IsCertain)
                {
                    own.Add(doubted.Days);
                }
            }
            else if (Newest(feed) is { } third)
            {
                other.Add(third.Days);
            }
        }

        var reference = claims.FirstOrDefault(claim => claim.IsReference && !flagged.Contains(claim.Value));
        var saysOther = reference is not null && reference.Value != value
            && !(wanted.IsCertain && wanted.Wrong.Contains(reference.Value));
        var holders = Holders[value].Where(claim => !claim.IsWrong).Select(claim => claim.Person).Distinct()
            .Count(person => person != wanted.CitizenRef.ToString());
        return new Evidence(
            reference?.Value == value, saysOther, agree, other, own, holders, wanted.IsCertain);
    }

    /// <summary>The newest telling of some rows; null when there are none.</summary>
    (int? Days, bool IsThere)? Newest(IEnumerable<Claim> claims)
    {
        var rows = claims.ToList();
        if (rows.Count == 0)
        {
            return null;
        }

        return rows.Max(claim => claim.Since) is { } since
            ? (Math.Max(0, asOf.DayNumber - DateOnly.FromDateTime(since).DayNumber), true)
            : (null, true);
    }

    /// <summary>False for a number that many have, and where a number may hold one account only, for one that holds
    /// somebody else's or that fits somebody else as well.</summary>
    bool MayHold(Wanted wanted, string phone)
    {
        var holders = Holders[phone].Where(claim => !claim.IsWrong).ToList();
        var mine = wanted.CitizenRef.ToString();
        if (holders.Select(claim => claim.Person).Distinct().Count() > contract.Limits.PeoplePerPhone)
        {
            return false;
        }

        if (!contract.OneAccountPerPhone)
        {
            return true;
        }

        var support = Support(holders, mine);
        return !holders.Exists(claim => claim.IsAccount && claim.Person != mine)
            && holders.Select(claim => claim.Person).Distinct()
                .Where(person => person != mine && AllWanted[person].Any(rival => !rival.Wrong.Contains(phone)))
                .All(rival => Support(holders, rival) < support);
    }

    static int Support(List<Claim> holders, string person) =>
        holders.Where(claim => claim.Person == person).Select(claim => claim.Feed).Distinct().Count();
}
