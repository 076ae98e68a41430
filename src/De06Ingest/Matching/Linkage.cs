using De06Ingest.Matching.Blocking;
using De06Ingest.Matching.Estimation;

namespace De06Ingest.Matching;

/// <summary>Finds the record of the reference behind each row of a feed: blocking, comparison, weights,
/// bands.</summary>
/// <param name="Model">The model as fitted to these data.</param>
/// <param name="Candidates">The pairs that were compared.</param>
/// <param name="Links">The best record of each row that reaches a band; at most one a row, in the order of
/// rows.</param>
sealed record Linkage(FittedModel Model, Candidates Candidates, PairScores Scores, IReadOnlyList<Link> Links)
{
    /// <param name="data">The two sides.</param>
    /// <param name="model">Where learning begins, and the bands.</param>
    /// <param name="learn">Learn m and u from these data; otherwise the model is used as it stands.</param>
    /// <param name="oneToOne">A record of the reference belongs to one row at most.</param>
    public static Linkage Run(LinkData data, MatchModel model, bool learn, bool oneToOne)
    {
        var candidates = Candidates.Find(data);
        var fitted = learn ? ModelLearning.Fit(candidates, model) : ModelLearning.AsGiven(candidates, model);
        var scores = PairScores.Of(candidates, fitted);
        var links = Best(scores, fitted);
        return new(fitted, candidates, scores, oneToOne ? OneToOne(links) : SecondLook.Of(scores, fitted, links));
    }

    static List<Link> Best(PairScores scores, FittedModel model)
    {
        var links = new List<Link>();
        for (var row = 0; row < scores.Candidates.Data.FeedRows; row++)
        {
            var (best, weight) = (-1, double.NegativeInfinity);
            for (var pair = scores.Candidates.Starts[row]; pair < scores.Candidates.Starts[row + 1]; pair++)
            {
                (best, weight) = scores[pair] > weight ? (pair, scores[pair]) : (best, weight);
            }

            var probability = best < 0 ? 0 : model.Probability(weight, scores.RowOdds(row, model.Prior));
            var band = model.Model.Bands.Of(probability);
            if (band != Band.None)
            {
                links.Add(new(row, scores.Candidates.References[best], weight, probability, band));
            }
        }

        return links;
    }

    /// <summary>Each record goes to the row that is most probably its own; of equal ones to the first.</summary>
    static List<Link> OneToOne(List<Link> links)
    {
        var taken = new HashSet<int>();
        return [.. links
            .OrderByDescending(l => l.Weight).ThenBy(l => l.Feed)
            .Where(l => taken.Add(l.Reference))
            .OrderBy(l => l.Feed)];
    }
}

/// <summary>A row and the record that is most probably its own.</summary>
/// <param name="Feed">The row.</param>
/// <param name="Reference">The record.</param>
/// <param name="Weight">Sum of the weights, bits, without the prior.</param>
/// <param name="Probability">Probability that they are one, 0 to 1.</param>
/// <param name="Band">What becomes of it.</param>
readonly record struct Link(int Feed, int Reference, double Weight, double Probability, Band Band)
{
    /// <summary>The row of the same record that bears the link out; -1 where the record does so itself.</summary>
    public int Through { get; init; } = -1;
}
