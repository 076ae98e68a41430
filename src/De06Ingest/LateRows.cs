using De06Ingest.Database;
using De06Ingest.Intake;
using De06Ingest.Intake.Normalise;
using De06Ingest.Matching;
using De06Ingest.Publishing;

namespace De06Ingest;

/// <summary>Rows of a pass that are looked for by evidence: they come behind all others, in the order of the
/// file.</summary>
sealed class LateRows
{
    readonly StageCopy stage;
    readonly CancellationToken stop;
    readonly Share[] shares;
    readonly WaitingRows<RowHead> waiting;

    /// <param name="input">The pass.</param>
    /// <param name="search">Finds their citizens.</param>
    /// <param name="stage">Takes them.</param>
    /// <param name="workers">Compare and encode them.</param>
    /// <param name="stop">Ends the search and the sending.</param>
    public LateRows(
        PassInput input, CitizenSearch search, StageCopy stage, IReadOnlyList<PassWorker> workers,
        CancellationToken stop)
    {
        (this.stage, this.stop) = (stage, stop);
        shares = [.. workers.Select(worker => new Share(worker))];
        waiting = new(input.Contract, search, [.. shares.Select(share => new WaitingRows<RowHead>.Take(share.Take))])
        {
            PortionTaken = Send,
        };
    }

    /// <summary>Takes what waits of a batch.</summary>
    public void Add(RowBatch batch)
    {
        for (var i = 0; i < batch.Waiting.Count; i++)
        {
            waiting.Add(batch.WaitingRecords, i, batch.Waiting[i].Head, batch.Waiting[i].ById, stop);
        }
    }

    /// <summary>Goes on with all that wait still.</summary>
    public void Release() => waiting.Release(stop);

    void Send()
    {
        foreach (var share in shares.Where(s => s.Piece.Length > 0))
        {
            stage.Take(share.Piece, stop);
        }
    }

    /// <summary>What one thread goes on with.</summary>
    sealed class Share(PassWorker worker)
    {
        public RawCopy Piece { get; } = RawCopy.Piece();

        public void Take(SectorRecord record, in RowHead head, in FoundCitizen found) =>
            worker.Take(record, head, found, Piece);
    }
}
