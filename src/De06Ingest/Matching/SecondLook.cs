using De06Ingest.Matching.Blocking;

namespace De06Ingest.Matching;

/// <summary>Where a feed has several rows of one person, a row that its record alone does not explain is held against
/// the rows that the record has for sure: a nickname, a former address, a slip that was made twice.</summary>
/// <remarks>Only a record's best agreement counts, its own or that of one of its rows, so that rows copied from each
/// other are not several witnesses, and a link is no surer than the one that it leans on. It never takes place where
/// rows of one person are rare: there a second row is likelier to be somebody else's.</remarks>
sealed class SecondLook
{
    /// <summary>Of the records that have rows, one in so many has several.</summary>
    const int MostAlone = 20;
    const int MostTurns = 3;

    readonly PairScores scores;
    readonly FittedModel model;
    readonly Dictionary<int, Link> links;

    SecondLook(PairScores scores, FittedModel model, IEnumerable<Link> links) =>
        (this.scores, this.model, this.links) = (scores, model, links.ToDictionary(l => l.Feed));

    /// <summary>The links with those that other rows of the same record bear out.</summary>
    public static IReadOnlyList<Link> Of(PairScores scores, FittedModel model, IReadOnlyList<Link> links)
    {
        var look = new SecondLook(scores, model, links);
        for (var turn = 0; turn < MostTurns && look.Turn(); turn++)
        {
        }

        return [.. look.links.Values.OrderBy(l => l.Feed)];
    }

    /// <summary>Looks once; whether anything new is sure.</summary>
    bool Turn()
    {
        var sure = links.Values.Where(l => l.Band == Band.Auto).OrderBy(l => l.Feed).ToList();
        var records = sure.CountBy(l => l.Reference).ToList();
        if (records.Count(r => r.Value > 1) * MostAlone < Math.Max(1, records.Count))
        {
            return false;
        }

        int[] rows = [.. Enumerable.Range(0, model.Data.FeedRows)
            .Where(r => !links.TryGetValue(r, out var link) || link.Band != Band.Auto)];
        var data = model.Data.Between(rows, [.. sure.Select(l => l.Feed)]);
        if (data.AllPairs == 0)
        {
            return false;
        }

        var found = PairScores.Of(Candidates.Find(data), model.For(data));
        var before = sure.Count;
        for (var row = 0; row < rows.Length; row++)
        {
            Decide(rows[row], Records(rows[row], found, row, sure));
        }

        return links.Values.Count(l => l.Band == Band.Auto) > before;
    }

    /// <summary>The records that the row may be, with their best weight and the row that gave it, or -1.</summary>
    Dictionary<int, (double Weight, int Through)> Records(int row, PairScores found, int number, List<Link> sure)
    {
        var records = new Dictionary<int, (double Weight, int Through)>();
        for (var pair = scores.Candidates.Starts[row]; pair < scores.Candidates.Starts[row + 1]; pair++)
        {
            records[scores.Candidates.References[pair]] = (scores[pair], -1);
        }

        for (var pair = found.Candidates.Starts[number]; pair < found.Candidates.Starts[number + 1]; pair++)
        {
            var through = sure[found.Candidates.References[pair]];
            if (!records.TryGetValue(through.Reference, out var best) || found[pair] > best.Weight)
            {
                records[through.Reference] = (found[pair], through.Feed);
            }
        }

        return records;
    }

    void Decide(int row, Dictionary<int, (double Weight, int Through)> records)
    {
        var (best, odds, all) = (-1, 0.0, 0.0);
        foreach (var (record, (bits, _)) in records.OrderBy(r => r.Key))
        {
            var own = PairScores.Odds(bits, model.Prior);
            (best, odds) = own > odds ? (record, own) : (best, odds);
            all += own;
        }

        var (weight, through) = best < 0 ? (double.NegativeInfinity, -1) : records[best];
        var probability = model.Probability(weight, all) * (through < 0 ? 1 : links[through].Probability);
        if (best >= 0 && model.Model.Bands.Of(probability) is var band and not Band.None)
        {
            links[row] = new(row, best, weight, probability, band) { Through = through };
        }
        else
        {
            links.Remove(row);
        }
    }
}
