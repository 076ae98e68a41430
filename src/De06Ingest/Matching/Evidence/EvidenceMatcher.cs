namespace De06Ingest.Matching.Evidence;

/// <summary>Finds the citizen behind rows that no personal id leads to, by what else they say.</summary>
/// <remarks>What becomes of a row depends on the row, the reference and the model; on other rows only where they share
/// a value that is generic (a cadre's phone). For one caller at a time; all
/// processors are used.</remarks>
sealed class EvidenceMatcher
{
    /// <summary>Share of the rows that have a citizen, where the model does not say.</summary>
    const double UsualShare = 0.5;

    /// <summary>However good a feed is, some of its rows are about nobody in the reference.</summary>
    const double LeastWithout = 0.01;

    readonly ReferenceIndex reference;
    readonly MatchModel model;
    readonly EvidenceWeights weights;
    readonly double prior;
    readonly double noCitizen;
    readonly Dictionary<PairLevels, string> profiles = [];

    public EvidenceMatcher(ReferenceIndex reference, MatchModel model)
    {
        (this.reference, this.model, weights) = (reference, model, new(model));
        var share = model.MatchedShare ?? UsualShare;
        prior = Math.Log2(share / Math.Max(1, reference.Count));
        noCitizen = Math.Max(LeastWithout, 1 - share);
    }

    /// <summary>One entry a row.</summary>
    public EvidenceLink[] Find(EvidenceRows rows, CancellationToken stop)
    {
        var links = new EvidenceLink[rows.Count];
        Array.Fill(links, EvidenceLink.None);
        if (rows.Count == 0 || reference.Count == 0)
        {
            return links;
        }

        var (pairs, starts) = new EvidenceSearch(rows, -1, reference, weights, prior).Run(stop);
        for (var row = 0; row < links.Length; row++)
        {
            links[row] = Link(rows, row, pairs.AsSpan(starts[row], starts[row + 1] - starts[row]));
        }

        return links;
    }

    /// <summary>The row's best citizens, the best first, and what speaks for each.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="row">The one.</param>
    /// <param name="most">How many citizens.</param>
    /// <param name="asked">Citizens who are weighed in any case, though nothing that brings rows and citizens together
    /// may have led to them.</param>
    public IReadOnlyList<EvidencePair> Explain(EvidenceRows rows, int row, int most, params IEnumerable<int> asked)
    {
        var search = new EvidenceSearch(rows, row, reference, weights, prior);
        var (pairs, _) = search.Run(CancellationToken.None);
        var ordered = pairs.OrderByDescending(p => p.Weight).ThenBy(p => p.Citizen).ToList();
        var others = asked.Distinct().Where(a => !ordered.Take(most).Any(p => p.Citizen == a))
            .Select(a => ordered.Exists(p => p.Citizen == a)
                ? ordered.Find(p => p.Citizen == a)
                : search.Weigh(row, a))
            .OrderByDescending(p => p.Weight).ToList();
        var odds = pairs.Concat(others).DistinctBy(p => p.Citizen).Sum(p => Odds(p.Weight));
        return [.. ordered.Take(most).Concat(others)
            .Select(p => new EvidencePair(p.Citizen, Steps(search, p), prior, Odds(p.Weight) / (noCitizen + odds)))];
    }

    /// <summary>How probable the citizen is beside nobody at all, to which <see cref="noCitizen"/> belongs.</summary>
    double Odds(float weight) => double.Exp2(Math.Min(weight + prior, 900));

    EvidenceLink Link(EvidenceRows rows, int row, ReadOnlySpan<EvidenceScore> pairs)
    {
        var (best, odds) = (-1, 0.0);
        for (var i = 0; i < pairs.Length; i++)
        {
            if (rows.IsRejected(row, pairs[i].Citizen))
            {
                continue;
            }

            best = best < 0 || pairs[i].Weight > pairs[best].Weight ? i : best;
            odds += Odds(pairs[i].Weight);
        }

        // Every citizen was looked at: it is this one, another one, or nobody. Of two namesakes neither is certain.
        var probability = best < 0 ? 0 : Odds(pairs[best].Weight) / (noCitizen + odds);
        var band = model.Bands.Of(probability);
        return band == Band.None
            ? EvidenceLink.None
            : new(pairs[best].Citizen, MethodOf(pairs[best].Levels), (float)probability, band,
                Profile(pairs[best].Levels));
    }

    string Profile(PairLevels levels) =>
        profiles.TryGetValue(levels, out var known) ? known : profiles[levels] = levels.Profile();

    List<WeightStep> Steps(EvidenceSearch search, EvidenceScore pair)
    {
        var steps = new List<WeightStep>();
        for (var i = 0; i < EvidenceAttributes.Count; i++)
        {
            var level = pair.Levels[i];
            var names = EvidenceAttributes.Levels(i);
            steps.Add(new(EvidenceAttributes.Name(i), level < names.Count ? names[level] : "missing",
                weights.Bits(i, pair.Levels), search.RarityOf(pair, (EvidenceAttribute)i),
                weights.Parent(i) < 0 ? null : EvidenceAttributes.Name(weights.Parent(i))));
        }

        return steps;
    }

    static MatchMethod MethodOf(PairLevels levels)
    {
        var isBacked = levels[EvidenceAttribute.Name] <= EvidenceLevels.PossibleName
            && levels[EvidenceAttribute.BirthDate] <= Comparing.BirthLikeness.Year;
        return (levels[EvidenceAttribute.PersonalId], levels[EvidenceAttribute.LegacyId]) switch
        {
            (0, _) => MatchMethod.PersonalId,
            (1, _) when isBacked => MatchMethod.RepairedId,
            (_, 0) when isBacked => MatchMethod.LegacyId,
            _ => MatchMethod.Evidence,
        };
    }
}
