using De06Ingest.Database;
using De06Ingest.Feeds;
using De06Ingest.Intake.Normalise;
using De06Ingest.Matching;
using De06Ingest.Mismatches;
using De06Ingest.Publishing;

namespace De06Ingest;

/// <summary>Published rows on their way through matching and rules again: where the citizen moved the rules are asked,
/// and a row whose match is another is written anew.</summary>
/// <param name="contract">Contract of the feed.</param>
/// <param name="reference">The citizens; null before their first publish.</param>
/// <param name="changed">Personal ids whose reference row changed; null when any may have.</param>
/// <param name="pair">Matching and rules.</param>
/// <param name="evidence">Looks for citizens where the personal id leads to nobody; null where none are looked
/// for.</param>
sealed class RecheckPass(
    FeedContract contract, ReferenceIndex? reference, HashSet<long>? changed, PairCheck pair, CitizenSearch? evidence)
{
    readonly CleanRow row = new(contract, writesMap: true);

    public long Rows { get; private set; }
    public long Matched { get; private set; }

    /// <summary>Rows whose match is another than before.</summary>
    public long Rewritten { get; private set; }
    public Findings Findings { get; } = new();
    public required FoundLinks Links { get; init; }

    /// <summary>Takes the rows whose match changed.</summary>
    public required RawCopy Stage { get; init; }

    /// <summary>Takes the subjects of the rows that were looked at.</summary>
    public required RawCopy Touched { get; init; }

    public void Run(CopyRow rows, CancellationToken stop)
    {
        var record = new SectorRecord(contract.Columns.Count);
        var waiting = evidence is null ? null : new WaitingRows<RowOrigin>(contract, evidence, TakeIfOther);
        while (rows.Read())
        {
            stop.ThrowIfCancellationRequested();
            Rows++;
            var origin = row.Read(rows, record);
            var found = pair.ById(record);
            if (found.IsToBeSought && waiting is not null)
            {
                waiting.Add(record, origin, found, stop);
            }
            else if (HasStayed(record.PersonalId))
            {
                Matched += origin.Unmatched is null ? 1 : 0;
            }
            else
            {
                Take(record, origin, found);
            }
        }

        waiting?.Release(stop);
    }

    bool HasStayed(long personalId) => changed is not null && !changed.Contains(personalId);

    /// <summary>Evidence weighs every row that waits; only where it leads elsewhere, or its citizen moved, is there
    /// news.</summary>
    void TakeIfOther(SectorRecord record, in RowOrigin origin, in FoundCitizen found)
    {
        if (found.Link is { } link)
        {
            Links.Add(record, link, reference!);
        }

        var isSame = found.Unmatched == origin.Unmatched
            && (found.Citizen < 0 || reference!.Ref(found.Citizen) == origin.CitizenRef);
        if (isSame && HasStayed(record.PersonalId)
            && (found.Citizen < 0 || HasStayed(reference![found.Citizen].PersonalId)))
        {
            Matched += found.Citizen >= 0 ? 1 : 0;
        }
        else
        {
            Take(record, origin, found);
        }
    }

    void Take(SectorRecord record, in RowOrigin origin, in FoundCitizen found)
    {
        var citizenRef = pair.Check(record, found, origin.DuplicateOf, Findings);
        Matched += found.Unmatched is null ? 1 : 0;
        Touched.Row(1, record.Subject.Length);
        Touched.Bytes(record.Bytes(record.Subject));
        if (citizenRef != origin.CitizenRef || found.Unmatched != origin.Unmatched)
        {
            Rewritten++;
            row.Write(Stage, record, origin with { CitizenRef = citizenRef, Unmatched = found.Unmatched });
        }
    }
}
