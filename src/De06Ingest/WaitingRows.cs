using System.Runtime.ExceptionServices;
using System.Text;
using De06Ingest.Feeds;
using De06Ingest.Intake.Normalise;
using De06Ingest.Matching;
using De06Ingest.Matching.Evidence;

namespace De06Ingest;

/// <summary>Records whose personal id leads to nobody, or to somebody else: they wait until no more come, or very many
/// have, and are then looked for by evidence together, in the order in which they came.</summary>
/// <typeparam name="TRow">What is known of a row beside its record.</typeparam>
/// <param name="contract">Contract of the rows.</param>
/// <param name="search">Finds their citizens.</param>
/// <param name="takers">Go on with each, found or not: each with a share of every portion of the rows, in their order,
/// on a thread of its own.</param>
sealed class WaitingRows<TRow>(
    FeedContract contract, CitizenSearch search, params WaitingRows<TRow>.Take[] takers)
{
    /// <summary>About 60 MB; looking through 1.25 million citizens takes so long that it must be done for many
    /// rows.</summary>
    const int Most = 1 << 16;

    /// <summary>What one portion made is on its way while the next is worked on.</summary>
    const int Portion = 1 << 13;

    readonly List<Waiting> waiting = [];
    readonly EvidenceRows evidence = new(contract);
    readonly KeptRecords own = new(contract.Columns.Count);
    readonly SectorRecord looked = new(contract.Columns.Count);

    /// <summary>Called when the takers are through with a portion, in the order of the rows.</summary>
    public Action PortionTaken { get; init; } = () => { };

    /// <summary>Goes on with a row whose search is over; the record is good until the next.</summary>
    public delegate void Take(SectorRecord record, in TRow row, in FoundCitizen found);

    /// <param name="record">The record; it is copied.</param>
    /// <param name="row">What is known of its row.</param>
    /// <param name="byId">Where its personal id leads.</param>
    /// <param name="stop">Ends a search.</param>
    public void Add(SectorRecord record, in TRow row, in FoundCitizen byId, CancellationToken stop)
    {
        own.Add(record);
        Add(record, new(own, own.Count - 1, row, byId), stop);
    }

    /// <param name="records">Records that nobody else changes any more.</param>
    /// <param name="index">One of them.</param>
    /// <param name="row">What is known of its row.</param>
    /// <param name="byId">Where its personal id leads.</param>
    /// <param name="stop">Ends a search.</param>
    public void Add(KeptRecords records, int index, in TRow row, in FoundCitizen byId, CancellationToken stop)
    {
        records.Read(index, looked);
        Add(looked, new(records, index, row, byId), stop);
    }

    /// <summary>Looks for those that wait, and goes on with each.</summary>
    public void Release(CancellationToken stop)
    {
        if (waiting.Count == 0)
        {
            return;
        }

        var links = search.Find(evidence, Key, stop);
        for (var from = 0; from < waiting.Count; from += Portion)
        {
            Hand(from, Math.Min(Portion, waiting.Count - from), links, stop);
            PortionTaken();
        }

        waiting.Clear();
        evidence.Clear();
        own.Clear();
    }

    void Add(SectorRecord record, in Waiting row, CancellationToken stop)
    {
        evidence.Add(record);
        waiting.Add(row);
        if (waiting.Count == Most)
        {
            Release(stop);
        }
    }

    string Key(int row) => Encoding.UTF8.GetString(waiting[row].Records.Key(waiting[row].Index));

    void Hand(int from, int count, EvidenceLink[] links, CancellationToken stop)
    {
        int Start(int taker) => from + (count * taker / takers.Length);
        if (takers.Length == 1)
        {
            Hand(takers[0], from, from + count, links);
            return;
        }

        try
        {
            Parallel.For(
                0, takers.Length, new ParallelOptions { CancellationToken = stop },
                i => Hand(takers[i], Start(i), Start(i + 1), links));
        }
        catch (AggregateException several)
        {
            // What one of them meets is what the pass meets.
            ExceptionDispatchInfo.Throw(several.InnerExceptions[0]);
        }
    }

    void Hand(Take taker, int from, int to, EvidenceLink[] links)
    {
        var record = new SectorRecord(contract.Columns.Count);
        for (var i = from; i < to; i++)
        {
            var row = waiting[i];
            row.Records.Read(row.Index, record);
            taker(record, row.Row, row.ById.With(links[i]));
        }
    }

    readonly record struct Waiting(KeptRecords Records, int Index, TRow Row, FoundCitizen ById);
}
