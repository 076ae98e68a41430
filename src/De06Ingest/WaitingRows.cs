using De06Ingest.Feeds;
using De06Ingest.Intake.Normalise;
using De06Ingest.Matching;
using De06Ingest.Matching.Evidence;

namespace De06Ingest;

/// <summary>Records whose personal id leads to nobody: they wait until no more come, or very many have, and are then
/// looked for by evidence together, in the order in which they came.</summary>
/// <typeparam name="TRow">What is known of a row beside its record.</typeparam>
/// <param name="contract">Contract of the rows.</param>
/// <param name="search">Finds their citizens.</param>
/// <param name="takers">Go on with each, found or not: each with a share of the rows, in their order, on a thread of its
/// own.</param>
sealed class WaitingRows<TRow>(
    FeedContract contract, CitizenSearch search, params WaitingRows<TRow>.Take[] takers)
{
    /// <summary>About 60 MB; looking through 1.25 million citizens takes so long that it must be done for many
    /// rows.</summary>
    const int Most = 1 << 16;

    readonly List<(SectorRecord Record, TRow Row, string NotById)> waiting = [];
    readonly EvidenceRows evidence = new(contract);

    /// <summary>Goes on with a row whose search is over.</summary>
    public delegate void Take(SectorRecord record, in TRow row, in FoundCitizen found);

    /// <param name="record">The record, which is kept: no copy is made.</param>
    /// <param name="row">What is known of its row.</param>
    /// <param name="notById">Why its personal id leads to nobody.</param>
    /// <param name="stop">Ends a search.</param>
    public void Add(SectorRecord record, in TRow row, string notById, CancellationToken stop)
    {
        evidence.Add(record);
        waiting.Add((record, row, notById));
        if (waiting.Count == Most)
        {
            Release(stop);
        }
    }

    /// <summary>Looks for those that wait, and goes on with each.</summary>
    public void Release(CancellationToken stop)
    {
        if (waiting.Count == 0)
        {
            return;
        }

        var links = search.Find(evidence, waiting.ConvertAll(w => w.Record), stop);
        if (takers.Length == 1)
        {
            Hand(0, links);
        }
        else
        {
            Parallel.For(0, takers.Length, new ParallelOptions { CancellationToken = stop }, i => Hand(i, links));
        }

        waiting.Clear();
        evidence.Clear();
    }

    void Hand(int taker, EvidenceLink[] links)
    {
        var to = (int)((long)waiting.Count * (taker + 1) / takers.Length);
        for (var i = (int)((long)waiting.Count * taker / takers.Length); i < to; i++)
        {
            var (record, row, notById) = waiting[i];
            takers[taker](record, row, new FoundCitizen(
                links[i] is { Band: Band.Auto } link ? link.Citizen : -1, notById,
                links[i].Band == Band.None ? null : links[i]));
        }
    }
}
