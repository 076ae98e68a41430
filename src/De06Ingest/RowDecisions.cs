using De06Ingest.Feeds;
using De06Ingest.Intake;
using De06Ingest.Intake.Normalise;
using De06Ingest.Values;

namespace De06Ingest;

/// <summary>
/// Decides about each row in the order of the file (record → key → duplicate? unchanged?), by the row state, which it
/// brings up to date. An unchanged row costs its hash and a look-up.
/// </summary>
sealed class RowDecisions
{
    const int RowsAhead = 8;

    readonly PassInput input;
    readonly FeedContract contract;
    readonly RecordBuilder builder;
    readonly RowVersions versions;
    readonly int onePer;
    readonly int sourceTime;
    readonly SubjectMap firstOfSubject;

    /// <summary>An unchanged row is known by its text, before its key is read: the state comes from a snapshot, of a
    /// feed without slices.</summary>
    readonly bool knowsUnchanged;
    readonly HashSet<int> covered = [];
    readonly List<(int Entry, long Order)> deletions = [];
    int lastCovered = -1;

    /// <summary>Keys of the batch at hand.</summary>
    byte[] keys = new byte[1 << 16];
    int keysLength;

    public RowDecisions(PassInput input)
    {
        (this.input, contract) = (input, input.Contract);
        builder = new(contract, input.Day);
        versions = new(input, builder, covered);
        onePer = contract.OnePer is { } column ? contract.IndexOf(column) : -1;
        sourceTime = contract.SourceTime.From == SourceTimeFrom.Column
            ? contract.IndexOf(contract.SourceTime.Column)
            : -1;
        firstOfSubject = new(contract.OnePer is null ? 0 : input.State.Capacity);
        knowsUnchanged = input.SkipUnchanged && input.State.KnowsTexts;
        Unread = new(contract, input.Units.Number);
        if (contract.Extent.IsDelta)
        {
            versions.ReadDelta();
        }
    }

    public PassCounts Counts { get; } = new();

    /// <summary>Refused rows whose key cannot be read.</summary>
    public UnreadRows Unread { get; }

    /// <summary>Slices that the extract has shown, by number.</summary>
    public IReadOnlySet<int> Covered => covered;

    /// <summary>Records that the extract deletes.</summary>
    public IReadOnlyList<(int Entry, long Order)> Deletions => deletions;

    /// <summary>The state whose rows may be left uncut; null when every row is asked for the time of the
    /// extract.</summary>
    public RowState? KnownTexts => knowsUnchanged && sourceTime < 0 ? input.State : null;

    /// <summary>Decides about every row of the batch; true when a worker has something to do with it.</summary>
    public bool Decide(RowBatch batch)
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
        Unread.Add(batch.Raw(row));
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

        if (head.KeyLength < 0 || !versions.IsSound(cells))
        {
            KeepPublished(cells, slice);
            return RowVerdict.Unusable;
        }

        NoteSound(cells, slice);
        if (input.StaleSlices.Count > 0 && input.StaleSlices.Contains(input.Slices.Slices[slice]))
        {
            Counts.Duplicate++;
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
        Counts.Unchanged++;
        Counts.UnchangedMatched += (known.Marks & RowMark.Matched) != 0 ? 1 : 0;
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
            Counts.NewestSourceTime = Math.Max(Counts.NewestSourceTime, builder.NumberOf(sourceTime, cells));
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
            Unread.Add(row);
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
            Counts.Duplicate++;
            return state[entry].RowHash != hash
                && (!contract.Extent.IsDelta || versions.WithinDelta(head.RowNumber) == VersionRank.GivesWay)
                ? RowVerdict.Conflict : RowVerdict.Done;
        }

        var rank = versions.WithinDelta(head.RowNumber) is var within and not VersionRank.Newest
            ? within : versions.AgainstPublished(cells, entry, slice, hash);
        if (rank is VersionRank.Outdated or VersionRank.GivesWay)
        {
            Counts.Duplicate++;
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
        if (versions.IsDeletion(cells))
        {
            TakeDeletion(entry, versions.Order(cells));
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
        head.RowOrder = versions.Order(cells);
        Counts.Changed++;
        return RowVerdict.Record;
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
        Counts.Deletions++;
    }
}
