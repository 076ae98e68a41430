namespace De06Ingest.Matching;

/// <summary>Which row is which record, as somebody knows it; only for scoring, never seen by the matching.</summary>
sealed class LinkTruth
{
    readonly Dictionary<string, List<(string Reference, string[] Errors)>> records = new(StringComparer.Ordinal);

    /// <summary>Number of true pairs.</summary>
    public int Count { get; private set; }

    /// <summary>All true pairs.</summary>
    public IEnumerable<(string Feed, string Reference, string[] Errors)> All =>
        records.SelectMany(r => r.Value.Select(v => (r.Key, v.Reference, v.Errors)));

    /// <summary>Adds a true pair; said twice it counts once.</summary>
    public void Add(string feed, string reference, string[] errors)
    {
        var known = records.TryGetValue(feed, out var list) ? list : records[feed] = [];
        if (!known.Exists(k => k.Reference == reference))
        {
            known.Add((reference, errors));
            Count++;
        }
    }

    public bool Holds(string feed, string reference) =>
        records.TryGetValue(feed, out var list) && list.Exists(k => k.Reference == reference);

    /// <summary>Errors of the row, or none.</summary>
    public IReadOnlyList<string> ErrorsOf(string feed) =>
        records.TryGetValue(feed, out var list) ? list[0].Errors : [];
}

/// <summary>How well links agree with the truth.</summary>
/// <param name="Found">Links made.</param>
/// <param name="Right">Links that are true.</param>
/// <param name="Truth">True pairs.</param>
readonly record struct LinkScore(int Found, int Right, int Truth)
{
    /// <summary>Share of the links that are true; 1 when there are none.</summary>
    public double Precision => Found == 0 ? 1 : Right / (double)Found;

    /// <summary>Share of the true pairs that were found; 1 when there are none.</summary>
    public double Recall => Truth == 0 ? 1 : Right / (double)Truth;

    public double F1 => Precision + Recall == 0 ? 0 : 2 * Precision * Recall / (Precision + Recall);
}

/// <summary>Links held against the truth: both bands, and each kind of error.</summary>
sealed class LinkScores
{
    /// <param name="links">The links, by the keys of the two sides.</param>
    /// <param name="truth">The truth.</param>
    public LinkScores(IEnumerable<(string Feed, string Reference, Band Band)> links, LinkTruth truth)
    {
        var all = links.Select(l => (l.Feed, l.Band, Right: truth.Holds(l.Feed, l.Reference))).ToList();
        Auto = Score(all.Where(l => l.Band == Band.Auto).Select(l => l.Right), truth.Count);
        AutoAndReview = Score(all.Select(l => l.Right), truth.Count);
        ByError = [.. truth.All.SelectMany(t => t.Errors).Distinct().Order(StringComparer.Ordinal).Select(error =>
        {
            var auto = all.Where(l => l.Band == Band.Auto && truth.ErrorsOf(l.Feed).Contains(error))
                .Select(l => l.Right);
            return (error, Score(auto, truth.All.Count(t => t.Errors.Contains(error))));
        })];
    }

    public LinkScore Auto { get; }

    public LinkScore AutoAndReview { get; }

    /// <summary>The auto band among the rows with each kind of error, where the truth names them.</summary>
    public IReadOnlyList<(string Error, LinkScore Score)> ByError { get; }

    static LinkScore Score(IEnumerable<bool> rights, int truth)
    {
        var list = rights.ToList();
        return new(list.Count, list.Count(r => r), truth);
    }
}

/// <summary>A linkage held against the truth: its scores, and how much blocking let through.</summary>
sealed class LinkEvaluation
{
    readonly LinkScores scores;

    /// <param name="linkage">The linkage.</param>
    /// <param name="feed">The sector's rows.</param>
    /// <param name="reference">The reference.</param>
    /// <param name="truth">The truth.</param>
    public LinkEvaluation(Linkage linkage, LinkTable feed, LinkTable reference, LinkTruth truth)
    {
        Linkage = linkage;
        scores = new(linkage.Links.Select(l => (feed.Keys[l.Feed], reference.Keys[l.Reference], l.Band)), truth);
        var (rows, records) = (feed.Keys.ToHashSet(), reference.Keys.ToHashSet());
        OutsideTruth = truth.All.Count(t => !rows.Contains(t.Feed) || !records.Contains(t.Reference));
        BlockingRecall = Blocked(linkage, feed, reference, truth) / (double)Math.Max(1, truth.Count);
    }

    public Linkage Linkage { get; }

    public LinkScore Auto => scores.Auto;

    public LinkScore AutoAndReview => scores.AutoAndReview;

    /// <summary>True pairs of which a row or a record is not in its file.</summary>
    public int OutsideTruth { get; }

    /// <summary>Share of the true pairs that were compared at all.</summary>
    public double BlockingRecall { get; }

    /// <inheritdoc cref="LinkScores.ByError" />
    public IReadOnlyList<(string Error, LinkScore Score)> ByError => scores.ByError;

    static int Blocked(Linkage linkage, LinkTable feed, LinkTable reference, LinkTruth truth)
    {
        var blocked = 0;
        for (var row = 0; row < feed.Keys.Count; row++)
        {
            for (var pair = linkage.Candidates.Starts[row]; pair < linkage.Candidates.Starts[row + 1]; pair++)
            {
                blocked += truth.Holds(feed.Keys[row], reference.Keys[linkage.Candidates.References[pair]]) ? 1 : 0;
            }
        }

        return blocked;
    }
}
