using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using System.Threading.Channels;
using De06Ingest.Database;
using De06Ingest.Feeds;
using De06Ingest.Intake;
using De06Ingest.Intake.Normalise;
using De06Ingest.Intake.Pull;
using De06Ingest.Matching;
using De06Ingest.Values;

namespace De06Ingest;

/// <summary>
/// The one streaming pass over an extract. One thread reads and hashes, this one decides in file order (record → key →
/// duplicate? unchanged?), workers normalise, match, compare and encode the new and changed rows.
/// </summary>
/// <remarks>Splitting the file between threads would break quoted newlines and gzip, and would find an earlier twin
/// after the later one was copied. An unchanged row costs its hash, its key and a look-up.</remarks>
sealed class FeedPass(PassInput input)
{
    readonly FeedContract contract = input.Contract;
    readonly RecordBuilder builder = new(input.Contract, DateOnly.FromDateTime(input.AsOfDay.UtcDateTime));
    readonly int onePer = input.Contract.OnePer is { } column ? input.Contract.IndexOf(column) : -1;
    readonly int sourceTime = input.Contract.SourceTime.From == SourceTimeFrom.Column
        ? input.Contract.IndexOf(input.Contract.SourceTime.Column)
        : -1;
    readonly int sequence = input.Contract.Extent.Sequence is { } column ? input.Contract.IndexOf(column) : -1;
    readonly SubjectMap firstOfSubject = new(input.Contract.OnePer is null ? 0 : input.State.Count);
    HashSet<long> outdated = [];
    readonly PassCounts counts = new();
    readonly HashSet<int> covered = [];
    readonly List<(int Entry, long Order)> deletions = [];
    int lastCovered = -1;

    /// <summary>Reads every file of the extract once and returns what was found.</summary>
    /// <param name="stop">Ends the pass between batches.</param>
    public PassResult Run(CancellationToken stop)
    {
        if (contract.Extent.IsDelta)
        {
            outdated = DeltaVersions.Outdated(input, builder, sequence);
        }

        var (read, decided) = (Batches(), Batches());
        var spare = Channel.CreateUnbounded<RowBatch>();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var rows = new ExtractRows(contract, input.Extract);
        var reading = Task.Factory.StartNew(
            () => rows.Read(read.Writer, spare.Reader, ended.Token), CancellationToken.None,
            TaskCreationOptions.LongRunning, TaskScheduler.Default);
        var workers = Enumerable.Range(0, input.Workers).Select(_ => new PassWorker(input)).ToArray();
        var tasks = workers
            .Select(w => Task.Run(() => w.Run(decided.Reader, spare.Writer), CancellationToken.None))
            .ToArray();
        try
        {
            foreach (var batch in All(read.Reader, stop))
            {
                var hasWork = Decide(batch);
                input.Progress?.Invoke(rows.RowsRead);
                Hand(batch, hasWork ? decided.Writer : spare.Writer, tasks, stop);
            }

            decided.Writer.Complete();
            Task.WaitAll(tasks, CancellationToken.None);
        }
        catch (Exception failure)
        {
            ended.Cancel();
            decided.Writer.TryComplete(failure);
            Task.WhenAll([reading, .. tasks]).ContinueWith(static t => t.Exception, TaskScheduler.Default)
                .Wait(CancellationToken.None);
            Array.ForEach(workers, w => w.Abandon());
            var root = tasks
                .FirstOrDefault(t => t.IsFaulted && t.Exception!.InnerException is not ChannelClosedException)
                ?.Exception!.InnerException ?? (failure as AggregateException)?.InnerException ?? failure;
            ExceptionDispatchInfo.Throw(root);
        }

        reading.Wait(CancellationToken.None);
        return Result(workers, rows);
    }

    static Channel<RowBatch> Batches() =>
        Channel.CreateBounded<RowBatch>(new BoundedChannelOptions(8) { SingleWriter = true });

    static IEnumerable<RowBatch> All(ChannelReader<RowBatch> reader, CancellationToken stop)
    {
        while (reader.WaitToReadAsync(stop).AsTask().GetAwaiter().GetResult())
        {
            while (reader.TryRead(out var batch))
            {
                yield return batch;
            }
        }
    }

    static void Hand(RowBatch batch, ChannelWriter<RowBatch> next, Task[] tasks, CancellationToken stop)
    {
        while (!next.TryWrite(batch))
        {
            if (tasks.Any(t => t.IsFaulted))
            {
                Task.WaitAll(tasks, CancellationToken.None);
            }

            next.WaitToWriteAsync(stop).AsTask().Wait(100, stop);
        }
    }

    /// <summary>Decides about every row of the batch; true when a worker has something to do with it.</summary>
    bool Decide(RowBatch batch)
    {
        if (batch.Shape is { } shape)
        {
            input.Slices.Open(input.Extract, shape);
            if (input.Slices.OfFile is var whole and >= 0)
            {
                covered.Add(whole);
            }
        }

        var hasWork = false;
        for (var row = 0; row < batch.Count; row++)
        {
            ref var head = ref batch.Heads[row];
            head.Verdict = head.Malformed is null ? Decide(batch.Cells(row), ref head) : RowVerdict.Malformed;
            hasWork |= head.Verdict != RowVerdict.Done;
        }

        return hasWork;
    }

    RowVerdict Decide(RowCells cells, ref RowHead head)
    {
        var slice = head.Slice = input.Slices.Of(cells);
        if (slice < 0 || !builder.TryKey(cells, input.Slices.Slices[slice], out var key) || key.Length > ushort.MaxValue
            || !(builder.RequiredAreSound(cells) || IsSoundDeletion(cells)))
        {
            KeepPublished(cells, slice);
            return RowVerdict.Unusable;
        }

        if (slice != lastCovered)
        {
            covered.Add(slice);
            lastCovered = slice;
        }

        if (sourceTime >= 0)
        {
            counts.NewestSourceTime = Math.Max(counts.NewestSourceTime, builder.NumberOf(sourceTime, cells));
        }

        if (input.StaleSlices.Count > 0 && input.StaleSlices.Contains(input.Slices.Slices[slice]))
        {
            counts.Duplicate++;
            return RowVerdict.Done;
        }

        return Decide(cells, key, ref head);
    }

    /// <summary>A row that is refused is not gone: what is published under its key stays, if the key can be
    /// read.</summary>
    void KeepPublished(RowCells cells, int slice)
    {
        if (contract.Extent.IsDelta
            || !builder.TryKey(cells, slice < 0 ? default : input.Slices.Slices[slice], out var key))
        {
            return;
        }

        var entry = input.State.Find(key, Fingerprint.Of(key));
        if (entry >= 0 && (input.State[entry].Marks & RowMark.Published) != 0)
        {
            ref var known = ref input.State[entry];
            known.Marks |= RowMark.Kept;
            if ((known.Marks & RowMark.Duplicate) == 0)
            {
                // It goes on standing for its subject.
                DuplicateOf(cells, known.Slice, entry);
            }
        }
    }

    RowVerdict Decide(RowCells cells, ReadOnlySpan<byte> key, ref RowHead head)
    {
        var (state, slice, hash) = (input.State, head.Slice, head.RowHash);
        var keyHash = Fingerprint.Of(key);
        var entry = state.Find(key, keyHash);
        if (entry >= 0 && (state[entry].Marks & RowMark.Seen) != 0)
        {
            // A later row with the same key. Identical content counts; other content is a conflict that is told.
            counts.Duplicate++;
            return state[entry].RowHash == hash || contract.Extent.IsDelta ? RowVerdict.Done : RowVerdict.Conflict;
        }

        if (outdated.Contains(head.RowNumber) || !OutranksPublished(cells, entry, slice, hash))
        {
            counts.Duplicate++;
            return RowVerdict.Done;
        }

        var isNew = entry < 0;
        if (isNew)
        {
            entry = state.Add(key, keyHash, hash, slice, RowMark.None);
        }

        head.DuplicateOf = DuplicateOf(cells, slice, entry);
        if (contract.Extent.Deleted is not null && IsDeleted(cells))
        {
            TakeDeletion(entry, Order(cells));
            return RowVerdict.Done;
        }

        ref var known = ref state[entry];
        known.Marks = (known.Marks & ~RowMark.Deleted) | RowMark.Seen;
        if (!isNew && input.SkipUnchanged && known.RowHash == hash && known.Slice == slice
            && IsOfSameFirst(head.DuplicateOf, known, entry))
        {
            counts.Unchanged++;
            counts.UnchangedMatched += (known.Marks & RowMark.Matched) != 0 ? 1 : 0;
            return RowVerdict.Done;
        }

        // What the row will be once this is published; a worker that finds no citizen says so.
        known.Marks = (known.Marks & ~RowMark.Duplicate) | RowMark.Matched
            | (head.DuplicateOf is null ? RowMark.None : RowMark.Duplicate);
        if (head.DuplicateOf is not null)
        {
            state.DuplicateOf[entry] = head.DuplicateOf;
        }

        known.RowHash = hash;
        known.Slice = (ushort)slice;
        head.Entry = entry;
        head.RowOrder = sequence < 0 ? 0 : Order(cells);
        counts.Changed++;
        return RowVerdict.Record;
    }

    /// <summary>False when the published version of the record is newer: a delta's lower sequence, or a row that
    /// another unit holds by a newer delivery (on a tie the smaller unit code).</summary>
    bool OutranksPublished(RowCells cells, int entry, int slice, long hash)
    {
        if (entry < 0)
        {
            return true;
        }

        ref var known = ref input.State[entry];
        if (sequence >= 0)
        {
            // On a tie the last to come wins, but a deletion stands.
            return !input.RowOrders.TryGetValue(entry, out var published)
                || Order(cells) is var order && (order > published
                    || (order == published && known.RowHash != hash && (known.Marks & RowMark.Deleted) == 0));
        }

        if (known.Slice == slice || (known.Marks & RowMark.Published) == 0)
        {
            return true;
        }

        var (mine, other) = (input.Slices.Slices[slice], input.Slices.Slices[known.Slice]);
        var otherAsOf = input.SliceAsOf.GetValueOrDefault(other);
        return otherAsOf < input.AsOfDay
            || (otherAsOf == input.AsOfDay && string.CompareOrdinal(mine.Text, other.Text) < 0);
    }

    string? DuplicateOf(RowCells cells, int slice, int entry)
    {
        if (onePer < 0)
        {
            return null;
        }

        var subject = builder.NumberOf(onePer, cells);
        if (subject == 0)
        {
            return null;
        }

        // Personal ids take 40 bits and fingerprints 47, so slices and subjects cannot be confused.
        var first = firstOfSubject.FirstOf(subject ^ ((long)slice << 47), entry);
        return first == entry ? null : System.Text.Encoding.UTF8.GetString(input.State.Key(first));
    }

    /// <summary>True when the published row is a duplicate of the same record, or of none, as this one is.</summary>
    bool IsOfSameFirst(string? first, in RowState.Entry known, int entry) =>
        (known.Marks & RowMark.Duplicate) == 0 ? first is null
            : first is not null && first == input.State.DuplicateOf.GetValueOrDefault(entry);

    void TakeDeletion(int entry, long order)
    {
        deletions.Add((entry, order));
        ref var known = ref input.State[entry];
        known.Marks |= RowMark.Seen | RowMark.Deleted;
        counts.Deletions++;
    }

    /// <summary>A deletion need not repeat what the record held; its key and its version are enough.</summary>
    bool IsSoundDeletion(RowCells cells) =>
        contract.Extent.Deleted is not null && IsDeleted(cells) && builder.HasValue(sequence, cells);

    bool IsDeleted(RowCells cells)
    {
        var condition = contract.Extent.Deleted!;
        return builder.CodeOf(contract.IndexOf(condition.Column), cells) is { } code && condition.Codes.Contains(code);
    }

    long Order(RowCells cells) => builder.NumberOf(sequence, cells);

    PassResult Result(PassWorker[] workers, ExtractRows read)
    {
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
        for (var entry = 0; entry < input.State.Count; entry++)
        {
            ref var known = ref input.State[entry];
            rows += (known.Marks & (RowMark.Published | RowMark.Seen)) != 0
                && (known.Marks & (RowMark.Published | RowMark.Deleted)) != RowMark.Deleted ? 1 : 0;
            if ((known.Marks & RowMark.Published) != 0 && IsGone(known))
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
            VanishedKeys = [.. vanished.Select(entry => input.State.Key(entry).ToArray())],
            KeptKeys = [.. kept.Select(entry => input.State.Key(entry).ToArray())],
            Deletions = [.. deletions.Select(d => (input.State.Key(d.Entry).ToArray(), d.Order))],
        };
    }

    bool IsGone(in RowState.Entry known) =>
        (known.Marks & RowMark.Deleted) != 0
        || ((known.Marks & (RowMark.Seen | RowMark.Kept)) == 0 && !contract.Extent.IsDelta
            && (!contract.Extent.IsSliced || covered.Contains(known.Slice))
            && !input.StaleSlices.Contains(input.Slices.Slices[known.Slice]));
}

/// <summary>All that a pass needs; it reaches nothing else.</summary>
sealed record PassInput
{
    public required FeedContract Contract { get; init; }
    public required Extract Extract { get; init; }

    /// <summary>The time the extract describes, or when it came if that is not known yet.</summary>
    public required DateTimeOffset AsOfDay { get; init; }
    public required RowState State { get; init; }
    public required SliceReader Slices { get; init; }

    /// <summary>Slices for which a newer delivery stands already.</summary>
    public IReadOnlySet<Slice> StaleSlices { get; init; } = new HashSet<Slice>();
    public IReadOnlyDictionary<Slice, DateTimeOffset> SliceAsOf { get; init; }
        = new Dictionary<Slice, DateTimeOffset>();

    /// <summary>Delta: published sequence per entry of the state.</summary>
    public IReadOnlyDictionary<int, long> RowOrders { get; init; } = new Dictionary<int, long>();

    /// <summary>False when contract or code moved, so that every row is read anew.</summary>
    public required bool SkipUnchanged { get; init; }
    public ReferenceIndex? Reference { get; init; }
    public required Pseudonym Pseudonym { get; init; }
    public required long RunId { get; init; }
    public required int Generation { get; init; }
    public required int Workers { get; init; }

    /// <summary>Opens a COPY into the run's table; called by each worker at its first row.</summary>
    public required Func<RawCopy> OpenCopy { get; init; }
    public Action<long>? Progress { get; init; }
}

/// <summary>What a pass counted.</summary>
sealed class PassCounts
{
    public long RowsIn { get; set; }
    public long Refused { get; set; }
    public long Duplicate { get; set; }
    public long Matched { get; set; }
    public long Unmatched { get; set; }
    public long Changed { get; set; }
    public long Unchanged { get; set; }
    public long UnchangedMatched { get; set; }
    public long Deletions { get; set; }
    public long Lines { get; set; }
    public long Furniture { get; set; }

    /// <summary>Newest value of the column that states the as-of, as the column's kind counts it.</summary>
    public long NewestSourceTime { get; set; } = long.MinValue;
    public HashSet<string> NewColumns { get; } = [];
    public long Accepted => RowsIn - Refused - Duplicate;
}

/// <summary>What a pass found: counts, the workers' buffers of findings and refusals, and what is no longer
/// there.</summary>
/// <param name="Counts">Counts.</param>
/// <param name="Workers">Workers, whose buffers are still to be sent.</param>
/// <param name="Vanished">Entries of the row state that were published and are gone.</param>
/// <param name="Covered">Slices that the extract shows.</param>
sealed record PassResult(PassCounts Counts, PassWorker[] Workers, List<int> Vanished, IReadOnlyList<Slice> Covered)
{
    /// <summary>Records of the feed once this is published.</summary>
    public long Rows { get; init; }
    public IReadOnlyList<byte[]> VanishedKeys { get; init; } = [];

    /// <summary>Records whose row was refused, so that what is published of them stays.</summary>
    public IReadOnlyList<byte[]> KeptKeys { get; init; } = [];

    /// <summary>Delta: keys that it deletes, known or not, with the version of the deletion.</summary>
    public IReadOnlyList<(byte[] Key, long Order)> Deletions { get; init; } = [];
    public IReadOnlySet<Slice> Stale { get; init; } = new HashSet<Slice>();
    public IReadOnlyDictionary<Slice, DateTimeOffset> SliceAsOf { get; init; }
        = new Dictionary<Slice, DateTimeOffset>();
    public IReadOnlyDictionary<Slice, long> SliceRows { get; init; } = new Dictionary<Slice, long>();
}
