using System.Threading.Channels;
using De06Ingest.Feeds;
using De06Ingest.Intake;
using De06Ingest.Intake.Normalise;
using De06Ingest.Publishing;
using De06Ingest.Units;

namespace De06Ingest;

/// <summary>
/// The one streaming pass over an extract. One thread reads, this one decides in file order, workers normalise, match,
/// compare and encode the new and changed rows, and one sends them to the run's table in file order.
/// </summary>
/// <remarks>Splitting the file between threads would break quoted newlines and gzip, and would find an earlier twin
/// after the later one was copied.</remarks>
sealed class FeedPass(PassInput input)
{
    readonly FeedContract contract = input.Contract;

    /// <summary>Reads every file of the extract once and returns what was found.</summary>
    /// <param name="stop">Ends the pass between batches.</param>
    public PassResult Run(CancellationToken stop)
    {
        var decisions = new RowDecisions(input);
        using var threads = new PassThreads(stop);
        var (read, decided, encoded) = (Batches(), Batches(), Batches());
        var spare = Channel.CreateUnbounded<RowBatch>();
        var rows = new ExtractRows(contract, input.Extract, decisions.KnownTexts);
        var workers = Enumerable.Range(0, input.Workers).Select(_ => new PassWorker(input)).ToArray();
        using var stage = input.OpenStage();
        PassWorker[] last =
            [.. Enumerable.Range(0, input.Evidence is null ? 0 : input.LateWorkers).Select(_ => new PassWorker(input))];
        var late = input.Evidence is { } search ? new LateRows(input, search, stage, last, threads.Stop) : null;
        threads.Start("read", () => rows.Read(read.Writer, spare.Reader, threads.Stop));
        threads.Start("send", () => Send(encoded.Reader, spare.Writer, late, stage, threads.Stop));
        foreach (var worker in workers)
        {
            threads.Start("match", () => worker.Run(decided.Reader, threads.Stop));
        }

        threads.Here(() =>
        {
            foreach (var batch in read.Reader.Each(threads.Stop))
            {
                if (decisions.Decide(batch))
                {
                    encoded.Writer.Hand(batch, threads.Stop);
                    decided.Writer.Hand(batch, threads.Stop);
                }
                else
                {
                    spare.Writer.TryWrite(batch);
                }

                input.Progress?.Invoke(rows.RowsRead);
            }

            decided.Writer.Complete();
            encoded.Writer.Complete();
        });
        try
        {
            threads.Join();
            stage.Complete();
            return Result([.. workers, .. last], rows, decisions);
        }
        catch
        {
            Array.ForEach(workers, w => w.Refusals.Dispose());
            throw;
        }
    }

    static Channel<RowBatch> Batches() =>
        Channel.CreateBounded<RowBatch>(new BoundedChannelOptions(8) { SingleWriter = true });

    /// <summary>Sends the batches in file order, each as soon as a worker has encoded it: the table's rows lie as the
    /// file's do, whichever worker was faster, and a sorted file needs no sorting for the key's index. Rows whose
    /// personal id leads to nobody come last.</summary>
    static void Send(
        ChannelReader<RowBatch> encoded, ChannelWriter<RowBatch> spare, LateRows? late, StageCopy stage,
        CancellationToken stop)
    {
        foreach (var batch in encoded.Each(stop))
        {
            batch.IsEncoded.Wait(stop);
            stage.Take(batch.Encoded, stop);
            late?.Add(batch);
            spare.TryWrite(batch);
        }

        late?.Release();
    }

    PassResult Result(PassWorker[] workers, ExtractRows read, RowDecisions decisions)
    {
        var (counts, covered) = (decisions.Counts, decisions.Covered.ToHashSet());
        counts.RowsIn = read.RowsRead;
        counts.Lines = read.Shape.Lines;
        counts.Furniture = read.Shape.FurnitureLines;
        counts.NewColumns.UnionWith(read.Shape.NewColumns);
        counts.Refused = workers.Sum(w => w.Refused);
        counts.Matched = workers.Sum(w => w.Matched) + counts.UnchangedMatched;
        counts.Unmatched = workers.Sum(w => w.Unmatched)
            + counts.Unchanged - counts.UnchangedMatched + counts.Deletions;
        foreach (var entry in workers.SelectMany(w => w.UnmatchedEntries))
        {
            input.State[entry].Marks &= ~RowMark.Matched;
        }

        var (vanished, kept) = (new List<int>(), new List<int>());
        long rows = 0;
        var replaced = ReplacedSlices(covered);
        for (var entry = 0; entry < input.State.Count; entry++)
        {
            ref var known = ref input.State[entry];
            rows += (known.Marks & (RowMark.Published | RowMark.Seen)) != 0
                && (known.Marks & (RowMark.Published | RowMark.Deleted)) != RowMark.Deleted ? 1 : 0;
            if ((known.Marks & RowMark.Published) != 0 && IsGone(known, covered))
            {
                vanished.Add(entry);
            }
            else if ((known.Marks & (RowMark.Kept | RowMark.Seen)) == RowMark.Kept)
            {
                kept.Add(entry);
            }
        }

        return new PassResult(counts, workers, vanished, [.. covered.Select(i => input.Slices.Slices[i])])
        {
            Rows = rows - vanished.Count,
            Unread = decisions.Unread,
            Replaced = replaced,
            VanishedKeys = [.. vanished.Select(entry => input.State.Key(entry).ToArray())],
            KeptKeys = [.. kept.Select(entry => input.State.Key(entry).ToArray())],
            Deletions = [.. decisions.Deletions.Select(d => (input.State.Key(d.Entry).ToArray(), d.Order))],
        };
    }

    /// <summary>Slices of units of an older map that the ones which came stand for: they are covered too.</summary>
    HashSet<Slice> ReplacedSlices(HashSet<int> covered)
    {
        if (input.SliceMaps.Count == 0)
        {
            return [];
        }

        var come = covered.Select(i => input.Slices.Slices[i]).ToHashSet();
        var replaced = new SuccessorSlices(input.Units, input.SliceMaps).ReplacedBy(come)
            .Where(slice => !input.StaleSlices.Contains(slice)).ToHashSet();
        covered.UnionWith(replaced.Select(input.Slices.Number));
        return replaced;
    }

    bool IsGone(in RowState.Entry known, HashSet<int> covered) =>
        (known.Marks & RowMark.Deleted) != 0
        || ((known.Marks & (RowMark.Seen | RowMark.Kept)) == 0 && !contract.Extent.IsDelta
            && (!contract.Extent.IsSliced || covered.Contains(known.Slice))
            && !input.StaleSlices.Contains(input.Slices.Slices[known.Slice]));
}
