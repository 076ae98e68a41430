using System.Threading.Channels;
using De06Ingest.Database;
using De06Ingest.Feeds;
using De06Ingest.Intake;
using De06Ingest.Intake.Normalise;
using De06Ingest.Intake.Pull;
using De06Ingest.Matching;
using De06Ingest.Publishing;
using De06Ingest.Units;
using De06Ingest.Values;

namespace De06Ingest;

/// <summary>
/// The one streaming pass over an extract. One thread reads, this one hashes and decides in file order (record → key →
/// duplicate? unchanged?), workers normalise, match, compare and encode the new and changed rows, and one sends them
/// to the run's table in file order.
/// </summary>
/// <remarks>Splitting the file between threads would break quoted newlines and gzip, and would find an earlier twin
/// after the later one was copied. An unchanged row costs its hash and a look-up.</remarks>
sealed class FeedPass(PassInput input)
{
    const int RowsAhead = 8;

    readonly FeedContract contract = input.Contract;
    readonly RecordBuilder builder = new(input.Contract, input.Day);
    readonly int onePer = input.Contract.OnePer is { } column ? input.Contract.IndexOf(column) : -1;
    readonly int sourceTime = input.Contract.SourceTime.From == SourceTimeFrom.Column
        ? input.Contract.IndexOf(input.Contract.SourceTime.Column)
        : -1;
    readonly int sequence = input.Contract.Extent.Sequence is { } column ? input.Contract.IndexOf(column) : -1;
    readonly SubjectMap firstOfSubject = new(input.Contract.OnePer is null ? 0 : input.State.Capacity);

    /// <summary>An unchanged row is known by its text, before its key is read: the state comes from a snapshot, of a
    /// feed without slices.</summary>
    readonly bool knowsUnchanged = input.SkipUnchanged && input.State.KnowsTexts;
    DeltaVersions versions = DeltaVersions.None;

    /// <summary>Keys of the batch at hand.</summary>
    byte[] keys = new byte[1 << 16];
    int keysLength;
    readonly PassCounts counts = new();
    readonly UnreadRows unread = new(input.Contract, input.Units.Number);
    readonly HashSet<int> covered = [];
    readonly List<(int Entry, long Order)> deletions = [];
    int lastCovered = -1;

    /// <summary>Reads every file of the extract once and returns what was found.</summary>
    /// <param name="stop">Ends the pass between batches.</param>
    public PassResult Run(CancellationToken stop)
    {
        if (contract.Extent.IsDelta)
        {
            versions = DeltaVersions.Of(input, IsSound, Order, IsDeletion);
        }

        using var threads = new PassThreads(stop);
        var (read, decided, encoded) = (Batches(), Batches(), Batches());
        var spare = Channel.CreateUnbounded<RowBatch>();
        // Where a column tells the time of the extract, every row is asked for it.
        var rows = new ExtractRows(
            contract, input.Extract, knowsUnchanged && sourceTime < 0 ? input.State : null);
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
                if (Decide(batch))
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
            return Result([.. workers, .. last], rows);
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

        keysLength = 0;
        for (var row = 0; row < Math.Min(RowsAhead, batch.Count); row++)
        {
            ReadAhead(batch, row);
        }

        var hasWork = false;
        for (var row = 0; row < batch.Count; row++)
        {
            if (row + RowsAhead < batch.Count)
            {
                ReadAhead(batch, row + RowsAhead);
            }

            ref var head = ref batch.Heads[row];
            head.Verdict = head.Malformed is null ? Decide(batch, row, ref head) : NoteMalformed(batch, row);
            hasWork |= head.Verdict != RowVerdict.Done;
        }

        return hasWork;
    }

    RowVerdict NoteMalformed(RowBatch batch, int row)
    {
        unread.Add(batch.Raw(row));
        return RowVerdict.Malformed;
    }

    /// <summary>Looks a row up before its turn and asks the processor for what deciding about it will touch: in a state
    /// of a million records every look-up would wait for memory.</summary>
    void ReadAhead(RowBatch batch, int row)
    {
        if (knowsUnchanged && row + (2 * RowsAhead) < batch.Count)
        {
            input.State.PrefetchText(batch.Heads[row + (2 * RowsAhead)].TextHash);
            input.State.PrefetchRecord(batch.Heads[row + RowsAhead].TextHash);
        }

        ref var head = ref batch.Heads[row];
        if (head.Malformed is not null)
        {
            return;
        }

        if (knowsUnchanged && input.State.FindText(head.TextHash) is var entry and >= 0)
        {
            firstOfSubject.Prefetch(InSlice(input.State[entry].Subject, head.Slice));
            return;
        }

        var cells = batch.Cells(row);
        head.Slice = input.Slices.Of(cells);
        if (head.Slice >= 0)
        {
            ReadKey(cells, ref head);
        }
    }

    /// <summary>Reads the row's hash, its key, and the value that it may have alone into its head.</summary>
    void ReadKey(RowCells cells, ref RowHead head)
    {
        head.IsKeyRead = true;
        head.RowHash = cells.Hash();
        if (!builder.TryKey(cells, input.Slices.Slices[head.Slice], out var key) || key.Length > ushort.MaxValue)
        {
            head.KeyLength = -1;
            return;
        }

        if (keysLength + key.Length > keys.Length)
        {
            Array.Resize(ref keys, Math.Max(keys.Length * 2, keysLength + key.Length));
        }

        key.CopyTo(keys.AsSpan(keysLength));
        (head.KeyStart, head.KeyLength, head.KeyHash) = (keysLength, key.Length, Fingerprint.Of(key));
        keysLength += key.Length;
        input.State.PrefetchSlot(head.KeyHash);
        if (onePer >= 0)
        {
            head.Subject = builder.NumberOf(onePer, cells);
            firstOfSubject.Prefetch(InSlice(head.Subject, head.Slice));
        }
    }

    RowVerdict Decide(RowBatch batch, int row, ref RowHead head)
    {
        if (knowsUnchanged && IsUnchanged(batch, row, head.TextHash))
        {
            return RowVerdict.Done;
        }

        var cells = batch.Cells(row);
        var slice = head.Slice;
        if (slice < 0)
        {
            KeepPublished(cells, slice);
            return RowVerdict.Unusable;
        }

        if (!head.IsKeyRead)
        {
            ReadKey(cells, ref head);
        }

        if (head.KeyLength < 0 || !IsSound(cells))
        {
            KeepPublished(cells, slice);
            return RowVerdict.Unusable;
        }

        NoteSound(cells, slice);
        if (input.StaleSlices.Count > 0 && input.StaleSlices.Contains(input.Slices.Slices[slice]))
        {
            counts.Duplicate++;
            return RowVerdict.Done;
        }

        return Decide(cells, keys.AsSpan(head.KeyStart, head.KeyLength), ref head);
    }

    /// <summary>True when this very text is published and the extract has not shown it yet: then the row is counted,
    /// and its key need not be read.</summary>
    bool IsUnchanged(RowBatch batch, int row, ulong textHash)
    {
        if (input.StaleSlices.Count > 0 || input.State.FindText(textHash) is not (var entry and >= 0))
        {
            return false;
        }

        ref var known = ref input.State[entry];
        if (!IsOfSameFirst(FirstKey(known.Subject, known.Slice, entry), known, entry))
        {
            return false;
        }

        NoteSound(sourceTime < 0 ? default : batch.Cells(row), known.Slice);
        CountUnchanged(ref known);
        return true;
    }

    void CountUnchanged(ref RowState.Entry known)
    {
        known.Marks = (known.Marks & ~RowMark.Deleted) | RowMark.Seen;
        counts.Unchanged++;
        counts.UnchangedMatched += (known.Marks & RowMark.Matched) != 0 ? 1 : 0;
    }

    /// <summary>The slice has come with a sound row, which may state the time of the extract.</summary>
    void NoteSound(RowCells cells, int slice)
    {
        if (slice != lastCovered)
        {
            covered.Add(slice);
            lastCovered = slice;
        }

        if (sourceTime >= 0 && builder.HasValue(sourceTime, cells))
        {
            counts.NewestSourceTime = Math.Max(counts.NewestSourceTime, builder.NumberOf(sourceTime, cells));
        }
    }

    /// <summary>A row that is refused is not gone: what is published under its key stays, if the key can be
    /// read.</summary>
    void KeepPublished(RowCells cells, int slice)
    {
        if (contract.Extent.IsDelta)
        {
            return;
        }

        var ofSlice = slice < 0 ? default : input.Slices.Slices[slice];
        if (!builder.TryKey(cells, ofSlice, out var key))
        {
            var row = new SectorRecord(contract.Columns.Count);
            builder.Build(cells, ofSlice, row);
            row.UnitMap = input.Units.Number;
            unread.Add(row);
            return;
        }

        var entry = input.State.Find(key, Fingerprint.Of(key));
        if (entry >= 0 && (input.State[entry].Marks & RowMark.Published) != 0)
        {
            ref var known = ref input.State[entry];
            known.Marks |= RowMark.Kept;
            if ((known.Marks & RowMark.Duplicate) == 0)
            {
                // It goes on standing for its subject, whoever the refused row names.
                FirstKey(known.Subject, known.Slice, entry);
            }
        }
    }

    RowVerdict Decide(RowCells cells, ReadOnlySpan<byte> key, ref RowHead head)
    {
        var (state, slice, hash) = (input.State, head.Slice, head.RowHash);
        var entry = state.Find(key, head.KeyHash);
        if (entry >= 0 && (state[entry].Marks & RowMark.Seen) != 0)
        {
            // A later row with the same key. Identical content counts; other content is a conflict that is told.
            counts.Duplicate++;
            return state[entry].RowHash != hash
                && (!contract.Extent.IsDelta || versions.RankOf(head.RowNumber) == VersionRank.GivesWay)
                ? RowVerdict.Conflict : RowVerdict.Done;
        }

        var rank = versions.RankOf(head.RowNumber) is var within and not VersionRank.Newest
            ? within : AgainstPublished(cells, entry, slice, hash);
        if (rank is VersionRank.Outdated or VersionRank.GivesWay)
        {
            counts.Duplicate++;
            return rank == VersionRank.GivesWay ? RowVerdict.Conflict : RowVerdict.Done;
        }

        head.IsContested = rank == VersionRank.TakesOver;

        var isNew = entry < 0;
        if (isNew)
        {
            entry = state.Add(key, head.KeyHash, hash, slice, RowMark.None);
        }

        state[entry].Subject = head.Subject;
        head.DuplicateOf = FirstKey(head.Subject, slice, entry);
        if (IsDeletion(cells))
        {
            TakeDeletion(entry, Order(cells));
            return RowVerdict.Done;
        }

        ref var known = ref state[entry];
        if (!isNew && input.SkipUnchanged && known.RowHash == hash && known.Slice == slice
            && IsOfSameFirst(head.DuplicateOf, known, entry))
        {
            known.TextHash = head.TextHash;
            CountUnchanged(ref known);
            return RowVerdict.Done;
        }

        // What the row will be once this is published; a worker that finds no citizen says so.
        known.Marks = (known.Marks & ~(RowMark.Deleted | RowMark.Duplicate)) | RowMark.Seen | RowMark.Matched
            | (head.DuplicateOf is null ? RowMark.None : RowMark.Duplicate);
        if (head.DuplicateOf is not null)
        {
            state.DuplicateOf[entry] = head.DuplicateOf;
        }

        (known.RowHash, known.TextHash) = (hash, head.TextHash);
        known.Slice = (ushort)slice;
        head.Entry = entry;
        head.RowOrder = sequence < 0 ? 0 : Order(cells);
        counts.Changed++;
        return RowVerdict.Record;
    }

    /// <summary>How a row stands to the published version of its record: a delta's sequence tells, or, when another
    /// unit holds the record, which delivery is newer. On a tie the last version of a delta stands, and the unit with
    /// the smaller code; the other is told as a conflict.</summary>
    VersionRank AgainstPublished(RowCells cells, int entry, int slice, long hash)
    {
        if (entry < 0)
        {
            return VersionRank.Newest;
        }

        ref var known = ref input.State[entry];
        if (sequence >= 0)
        {
            return AgainstPublished(cells, known, hash,
                input.RowOrders.TryGetValue(entry, out var published) ? Order(cells).CompareTo(published) : 1);
        }

        // Where the extract speaks for the other unit too, it is the newest word about both.
        if (known.Slice == slice || (known.Marks & RowMark.Published) == 0 || covered.Contains(known.Slice))
        {
            return VersionRank.Newest;
        }

        var (mine, other) = (input.Slices.Slices[slice], input.Slices.Slices[known.Slice]);
        var otherAsOf = input.SliceAsOf.GetValueOrDefault(other);
        if (otherAsOf != input.AsOfDay)
        {
            return otherAsOf < input.AsOfDay ? VersionRank.Newest : VersionRank.Outdated;
        }

        // The extract has shown the record, so it is not gone, whichever units it speaks for.
        known.Marks |= RowMark.Kept;
        return string.CompareOrdinal(mine.Text, other.Text) < 0 ? VersionRank.TakesOver : VersionRank.GivesWay;
    }

    /// <param name="cells">The row.</param>
    /// <param name="known">What is published of its record.</param>
    /// <param name="hash">Hash of the row.</param>
    /// <param name="order">Its sequence compared with that of what is published.</param>
    VersionRank AgainstPublished(RowCells cells, in RowState.Entry known, long hash, int order)
    {
        if (order != 0)
        {
            return order > 0 ? VersionRank.Newest : VersionRank.Outdated;
        }

        var isDeleted = (known.Marks & RowMark.Deleted) != 0;
        if (known.RowHash == hash || (isDeleted && IsDeletion(cells)))
        {
            return VersionRank.Outdated;
        }

        // A row stands before a deletion of its rank, whichever comes first: a person, or a later version, decides.
        if (isDeleted || IsDeletion(cells))
        {
            return isDeleted ? VersionRank.TakesOver : VersionRank.GivesWay;
        }

        // Under another contract the hash of the very same row is another.
        return input.SkipUnchanged && known.RowHash != 0 ? VersionRank.TakesOver : VersionRank.Newest;
    }

    /// <summary>Key of the record that showed this subject first in this slice; null when it is this one, or when it
    /// has no subject.</summary>
    string? FirstKey(long subject, int slice, int entry) =>
        subject != 0 && firstOfSubject.FirstOf(InSlice(subject, slice), entry) is var first && first != entry
            ? System.Text.Encoding.UTF8.GetString(input.State.Key(first))
            : null;

    /// <summary>Personal ids take 40 bits and fingerprints 47, so slices and subjects cannot be confused.</summary>
    static long InSlice(long subject, int slice) => subject ^ ((long)slice << 47);

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
    bool IsSound(RowCells cells) => builder.RequiredAreSound(cells)
        || (IsDeletion(cells) && builder.HasValue(sequence, cells));

    bool IsDeletion(RowCells cells) => contract.Extent.Deleted is { } condition
        && builder.CodeOf(contract.IndexOf(condition.Column), cells) is { } code && condition.Codes.Contains(code);

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
        var replaced = ReplacedSlices();
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
            Unread = unread,
            Replaced = replaced,
            VanishedKeys = [.. vanished.Select(entry => input.State.Key(entry).ToArray())],
            KeptKeys = [.. kept.Select(entry => input.State.Key(entry).ToArray())],
            Deletions = [.. deletions.Select(d => (input.State.Key(d.Entry).ToArray(), d.Order))],
        };
    }

    /// <summary>Slices of units of an older map that the ones which came stand for: they are covered too.</summary>
    HashSet<Slice> ReplacedSlices()
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

    bool IsGone(in RowState.Entry known) =>
        (known.Marks & RowMark.Deleted) != 0
        || ((known.Marks & (RowMark.Seen | RowMark.Kept)) == 0 && !contract.Extent.IsDelta
            && (!contract.Extent.IsSliced || covered.Contains(known.Slice))
            && !input.StaleSlices.Contains(input.Slices.Slices[known.Slice]));
}
