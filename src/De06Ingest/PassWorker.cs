using System.Runtime.InteropServices;
using System.Threading.Channels;
using De06Ingest.Database;
using De06Ingest.Feeds;
using De06Ingest.Intake;
using De06Ingest.Intake.Normalise;
using De06Ingest.Intake.Pull;
using De06Ingest.Matching;
using De06Ingest.Mismatches;
using De06Ingest.Publishing;
using De06Ingest.Units;

namespace De06Ingest;

/// <summary>One of the threads behind the reader of a <see cref="FeedPass"/>: normalises, matches, compares and
/// encodes.</summary>
/// <remarks>It owns its buffers; nothing is shared but the reference index, which is only read.</remarks>
sealed class PassWorker(PassInput input)
{
    const int RecordsAhead = 16;

    readonly RecordBuilder builder = new(input.Contract, input.Day);
    readonly SectorRecord record = new(input.Contract.Columns.Count);

    /// <summary>Records that are read before the first of them is matched: their look-ups overlap.</summary>
    readonly SectorRecord[] ahead =
        [.. Enumerable.Range(0, RecordsAhead).Select(_ => new SectorRecord(input.Contract.Columns.Count))];
    readonly int[] aheadRows = new int[RecordsAhead];
    int waiting;
    readonly CleanRow row = new(input.Contract);
    readonly PairCheck pair = new(
        input.Contract, input.Reference, input.Pseudonym, input.Units, input.Evidence);
    readonly byte unitMap = input.Units.Number;
    readonly int nameColumn = input.Contract.UnitName is { } column ? input.Contract.IndexOf(column) : -1;
    readonly bool isMatched = input.Contract.IsMatched;
    readonly bool isReference = input.Contract.Role == FeedRole.Reference;

    public long Refused { get; private set; }
    public long Matched { get; private set; }

    /// <summary>Second rows with one key and other content.</summary>
    public long Conflicts { get; private set; }
    public long Unmatched { get; private set; }

    /// <summary>Records of the row state that turned out to have no citizen.</summary>
    public List<int> UnmatchedEntries { get; } = [];

    /// <summary>Findings in the columns of <see cref="Findings"/>.</summary>
    public Findings Findings { get; } = new();

    /// <summary>Citizens that were found otherwise than by personal id, and pairs for a person to decide
    /// about.</summary>
    public FoundLinks Links { get; } = new() { Units = input.Units };

    /// <summary>Records per home unit, as written; for a run that writes every row.</summary>
    public Dictionary<(int Unit, byte Length), UnitTally> Tally { get; } = [];

    /// <summary>What the names beside unit codes say; null where the contract has no column of them.</summary>
    public UnitNames? Names { get; } =
        input.Contract.UnitName is null || input.Units.Stated is null ? null : new(input.Units.Maps);

    /// <summary>Refused rows in the columns of core.refusal.</summary>
    public RefusedRows Refusals { get; } = new(input.OpenRefusals, input.RefusalMemory);
    public Dictionary<string, long> RefusedBy { get; } = [];

    /// <summary>Works until no batch comes any more.</summary>
    public void Run(ChannelReader<RowBatch> decided, CancellationToken stop)
    {
        foreach (var batch in decided.Each(stop))
        {
            Take(batch);
            batch.IsEncoded.Set();
        }
    }

    void Take(RowBatch batch)
    {
        for (var i = 0; i < batch.Count; i++)
        {
            ref var head = ref batch.Heads[i];
            switch (head.Verdict)
            {
                case RowVerdict.Done:
                    break;
                case RowVerdict.Record:
                    ReadAhead(batch, i);
                    break;
                case RowVerdict.Conflict:
                    TakeConflict(batch, i);
                    break;
                case RowVerdict.Malformed:
                    Refuse(batch, i, [head.Malformed!]);
                    break;
                default:
                    Refuse(batch, i, builder.RefusalCodes(batch.Cells(i), SliceOf(head), record));
                    break;
            }
        }

        TakeWaiting(batch);
    }

    void ReadAhead(RowBatch batch, int row)
    {
        var next = ahead[waiting];
        builder.Build(batch.Cells(row), SliceOf(batch.Heads[row]), next);
        next.LineNumber = batch.Heads[row].LineNumber;
        next.UnitMap = unitMap;
        input.Reference?.PrefetchSlot(next.PersonalId);
        aheadRows[waiting++] = row;
        if (waiting == RecordsAhead)
        {
            TakeWaiting(batch);
        }
    }

    void TakeWaiting(RowBatch batch)
    {
        for (var i = 0; i < waiting; i++)
        {
            input.Reference?.PrefetchCitizen(ahead[i].PersonalId);
        }

        for (var i = 0; i < waiting; i++)
        {
            TakeRecord(ahead[i], batch.Heads[aheadRows[i]], batch);
        }

        waiting = 0;
    }

    void TakeRecord(SectorRecord record, in RowHead head, RowBatch batch)
    {
        var found = isMatched ? pair.ById(record) : default;
        if (found.IsToBeSought && input.Evidence is not null)
        {
            // It has its turn once the extract is read, with all others that wait.
            batch.WaitingRecords.Add(record);
            batch.Waiting.Add(new(head, found));
            return;
        }

        Take(record, head, found, batch.Encoded);
    }

    /// <summary>Compares a record with the citizen that was found for it, and encodes it.</summary>
    public void Take(SectorRecord record, in RowHead head, in FoundCitizen found, RawCopy encoded)
    {
        var before = Findings.Rows.Rows;
        var citizenRef = isMatched ? pair.Check(record, found, head.DuplicateOf, Findings)
            : record.PersonalId == 0 ? UInt128.Zero
            : input.Pseudonym.Of(record.PersonalId);
        if (head.IsContested)
        {
            Conflicts++;
            TellConflict(record);
        }

        Matched += found.Unmatched is null ? 1 : 0;
        Unmatched += found.Unmatched is null ? 0 : 1;
        Count(record, found.Unmatched is null, Findings.Rows.Rows > before);
        if (found.Unmatched is not null)
        {
            UnmatchedEntries.Add(head.Entry);
        }

        if (found.Link is { } link)
        {
            Links.Add(record, link, input.Reference!);
        }

        row.Write(encoded, record, new RowOrigin(
            head.RowHash, head.LineNumber, SliceOf(head).Text, head.RowOrder, citizenRef, found.Unmatched,
            head.DuplicateOf));
    }

    void Count(SectorRecord record, bool isMatched, bool isMismatched)
    {
        ref var tally = ref CollectionsMarshal.GetValueRefOrAddDefault(
            Tally, (record.HomeUnit, record.HomeUnitLength), out _);
        tally.Records++;
        tally.Matched += isMatched ? 1 : 0;
        tally.Mismatched += isMismatched ? 1 : 0;
        if (Names is not null && record.HomeUnit != SectorRecord.Unknown && UnitNames.IsLookedAt(record.LineNumber)
            && record.Cells[nameColumn] is { HasValue: true } cell)
        {
            Names.Take(UnitSlot.Of(record.HomeUnit, record.HomeUnitLength), record.Bytes(cell.Range));
        }
    }

    void TakeConflict(RowBatch batch, int index)
    {
        Conflicts++;
        ref var head = ref batch.Heads[index];
        builder.Build(batch.Cells(index), SliceOf(head), record);
        (record.LineNumber, record.UnitMap) = (head.LineNumber, unitMap);
        TellConflict(record);
        row.Write(Findings.Others ??= new RawCopy(null), record, new RowOrigin(
            head.RowHash, head.LineNumber, SliceOf(head).Text, 0, UInt128.Zero, null, null));
    }

    /// <summary>What the other version says is filled in when the ledger is settled. Whom a row of a sector is about
    /// the matching says; a row of the reference says it itself.</summary>
    void TellConflict(SectorRecord told) => Findings.Add(
        told, MismatchRules.DuplicateSubject.Code, new Mismatch(ConflictTable.OtherContent, null),
        isReference && told.PersonalId != 0 ? input.Pseudonym.Of(told.PersonalId) : UInt128.Zero,
        input.Units.Text(told));

    void Refuse(RowBatch batch, int row, IReadOnlyList<string> codes)
    {
        ref var head = ref batch.Heads[row];
        Refused++;
        foreach (var code in codes)
        {
            RefusedBy[code] = RefusedBy.GetValueOrDefault(code) + 1;
        }

        if (Refusals.Next is not { } refusal)
        {
            return;
        }

        var raw = batch.Raw(row);
        refusal.Row(7, raw.Length + 1024 + (codes.Count * 64));
        refusal.Int64(input.RunId);
        refusal.Int64(head.RowNumber);
        refusal.Text(input.Extract.Files[batch.File].Name);
        refusal.Int64(head.LineNumber);
        refusal.Int64(head.ByteOffset);
        refusal.TextArray(codes);
        refusal.Bytes(raw);
    }

    Slice SliceOf(in RowHead head) => head.Slice < 0 ? default : input.Slices.Slices[head.Slice];
}

/// <summary>Records of a unit, those with a citizen, and those about which something was found.</summary>
struct UnitTally
{
    public long Records;
    public long Matched;
    public long Mismatched;

    public static UnitTally operator +(in UnitTally one, in UnitTally other) => new()
    {
        Records = one.Records + other.Records,
        Matched = one.Matched + other.Matched,
        Mismatched = one.Mismatched + other.Mismatched,
    };
}
