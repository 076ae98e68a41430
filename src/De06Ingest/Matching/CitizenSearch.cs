using De06Ingest.Feeds;
using De06Ingest.Matching.Evidence;

namespace De06Ingest.Matching;

/// <summary>Whose the rows are whose personal id leads to nobody: what a person decided, else what evidence
/// says.</summary>
/// <param name="contract">Contract of the rows.</param>
/// <param name="reference">The citizens.</param>
/// <param name="model">Reads the match model, while the rows are read.</param>
/// <param name="decisions">What people decided about pairs of this feed.</param>
/// <param name="published">Records that readers see with one of these citizens, by the citizen's pseudonym; asked only
/// where a citizen belongs to one row at most.</param>
sealed class CitizenSearch(
    FeedContract contract, ReferenceIndex reference, Func<MatchModel> model, LinkDecisions decisions,
    Func<IReadOnlyList<UInt128>, ILookup<UInt128, string>> published)
{
    readonly Task<EvidenceMatcher> matcher = Task.Run(() => new EvidenceMatcher(reference, model()));

    /// <summary>Who is taken already; null unless a citizen belongs to one row at most.</summary>
    public CitizenClaims? Claims { get; } = contract.OneToOne ? new(reference.Count) : null;

    /// <summary>One link a row; of band none when nothing was found.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="key">Key of the record of a row.</param>
    /// <param name="stop">Ends the search.</param>
    public EvidenceLink[] Find(EvidenceRows rows, Func<int, string> key, CancellationToken stop)
    {
        for (var i = 0; i < rows.Count && decisions.Any; i++)
        {
            foreach (var id in decisions.RejectedFor(key(i)))
            {
                rows.Reject(i, reference.Find(id));
            }
        }

        var links = matcher.GetAwaiter().GetResult().Find(rows, stop);
        for (var i = 0; i < links.Length && decisions.Any; i++)
        {
            if (decisions.AcceptedFor(key(i)) is { } id && reference.Find(id) is var citizen and >= 0)
            {
                links[i] = new(citizen, MatchMethod.Decision, 1, Band.Auto, "decision");
            }
        }

        if (Claims is not null)
        {
            Claim(links, key);
        }

        return links;
    }

    /// <summary>A citizen goes to the row that is most probably theirs; of equal ones to the first. Where another row
    /// has the citizen already, a person is asked.</summary>
    void Claim(EvidenceLink[] links, Func<int, string> keyOf)
    {
        var order = Enumerable.Range(0, links.Length).Where(i => links[i].Band == Band.Auto)
            .OrderByDescending(i => links[i].Probability).ThenBy(i => i).ToList();
        var taken = published([.. order.Select(i => reference.Ref(links[i].Citizen)).Distinct()]);
        foreach (var i in order)
        {
            var key = keyOf(i);
            if (taken[reference.Ref(links[i].Citizen)].Any(other => other != key) || !Claims!.Claim(links[i].Citizen))
            {
                links[i] = links[i] with { Band = Band.Review, IsTaken = true };
            }
        }
    }
}

/// <summary>Citizens that a row of the feed has, one bit each; several threads may claim at once.</summary>
sealed class CitizenClaims(int citizens)
{
    readonly int[] bits = new int[(citizens / 32) + 1];

    /// <summary>False when the citizen was claimed before.</summary>
    public bool Claim(int citizen)
    {
        var bit = 1 << (citizen % 32);
        return (Interlocked.Or(ref bits[citizen / 32], bit) & bit) == 0;
    }
}

/// <summary>What people decided about pairs of a row and a citizen.</summary>
/// <param name="accepted">Personal id by key of the record.</param>
/// <param name="rejected">Personal ids by key of the record.</param>
sealed class LinkDecisions(IReadOnlyDictionary<string, long> accepted, ILookup<string, long> rejected)
{
    public bool Any => accepted.Count + rejected.Count > 0;

    public long? AcceptedFor(string record) => accepted.TryGetValue(record, out var id) ? id : null;

    public IEnumerable<long> RejectedFor(string record) => rejected[record];
}
