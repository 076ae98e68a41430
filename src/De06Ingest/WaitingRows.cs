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
/// <param name="take">Goes on with each, found or not.</param>
sealed class WaitingRows<TRow>(FeedContract contract, CitizenSearch search, WaitingRows<TRow>.Take take)
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
        for (var i = 0; i < waiting.Count; i++)
        {
            var (record, row, notById) = waiting[i];
            take(record, row, new FoundCitizen(
                links[i] is { Band: Band.Auto } link ? link.Citizen : -1, notById,
                links[i].Band == Band.None ? null : links[i]));
        }

        waiting.Clear();
        evidence.Clear();
    }
}
