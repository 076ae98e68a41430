using System.Globalization;
using De06Ingest.Feeds;
using De06Ingest.Intake.Normalise;
using De06Ingest.Matching;
using De06Ingest.Matching.Evidence;
using De06Ingest.Mismatches;
using De06Ingest.Units;

namespace De06Ingest;

/// <summary>Matches one record and runs the rules of its contract over the pair: the same for a row of a file and for a
/// row of the table that is checked again.</summary>
/// <param name="contract">The contract.</param>
/// <param name="reference">The reference; null before its first publish.</param>
/// <param name="pseudonym">Makes pseudonyms for ids that are not in the reference.</param>
/// <param name="units">What unit codes mean.</param>
/// <param name="evidence">Takes note of citizens found by id, and looks for those whose id is doubted; null where
/// nobody is looked for.</param>
sealed class PairCheck(
    FeedContract contract, ReferenceIndex? reference, Pseudonym pseudonym, UnitScope units,
    CitizenSearch? evidence = null)
{
    int homeMap = -1;
    UnitCarry? home;
    readonly Matcher matcher = new(reference);
    readonly IMismatchRule[] rules = MismatchRules.For(contract);

    /// <summary>The citizen with the record's personal id.</summary>
    public FoundCitizen ById(SectorRecord record)
    {
        var found = matcher.ById(record);
        if (evidence is not null && found.Citizen >= 0)
        {
            evidence.Claims?.Claim(found.Citizen);
            if (DoubtfulId.Contradicts(record, reference![found.Citizen]))
            {
                found = found with { IsDoubted = true };
            }
        }

        if (found.IsToBeSought)
        {
            FindPlace(record);
        }

        return found;
    }

    /// <summary>The same of a row that evidence looks for whoever has its id.</summary>
    public FoundCitizen Sought(SectorRecord record)
    {
        FindPlace(record);
        return matcher.ById(record);
    }

    /// <summary>Evidence compares places: a unit that was split may be several.</summary>
    void FindPlace(SectorRecord record)
    {
        if (record.HomeUnit != SectorRecord.Unknown && HomeOf(record.UnitMap) is { } places)
        {
            record.HomePlace = places.Only(UnitSlot.Of(record.HomeUnit, record.HomeUnitLength)) is var place and >= 0
                ? place
                : SectorRecord.Unknown;
        }
    }

    /// <summary>The citizen of a published row: the one that it is linked with, or by personal id.</summary>
    /// <param name="record">The row.</param>
    /// <param name="linkedId">Personal id of the citizen whom evidence or a person found; null for none.</param>
    /// <param name="unmatched">Why it was published without a citizen; null when it was not.</param>
    public FoundCitizen Published(SectorRecord record, string? linkedId, string? unmatched)
    {
        var found = matcher.ById(record);
        var citizen = linkedId is null || reference is null
            ? -1
            : reference.Find(long.Parse(linkedId, CultureInfo.InvariantCulture));
        return citizen >= 0 && citizen != found.Citizen ? new(citizen, found.NotById ?? Matcher.IdOfAnother)
            : unmatched == Matcher.IdOfAnother ? new(-1, unmatched)
            : found;
    }

    /// <summary>Adds what disagrees to the findings and returns the citizen's pseudonym, or zero.</summary>
    /// <param name="record">The record.</param>
    /// <param name="found">Its citizen, or why there is none.</param>
    /// <param name="duplicateOf">Earlier record of the same subject: then this one is told as duplicate and not
    /// compared.</param>
    /// <param name="findings">Where disagreements go.</param>
    public UInt128 Check(SectorRecord record, in FoundCitizen found, string? duplicateOf, Findings findings)
    {
        var citizenRef = found.Citizen >= 0 ? reference!.Ref(found.Citizen)
            : record.PersonalId != 0 ? pseudonym.Of(record.PersonalId)
            : UInt128.Zero;
        if (duplicateOf is not null)
        {
            findings.Add(record, MismatchRules.DuplicateSubject.Code, new Mismatch(duplicateOf, null), citizenRef,
                UnitOf(record, found.Citizen));
            return citizenRef;
        }

        var pair = new MatchedPair(contract, record, reference, found, units, HomeOf(record.UnitMap));
        foreach (var rule in rules)
        {
            if (rule.Check(pair) is { } mismatch)
            {
                findings.Add(record, rule.Kind.Code, mismatch, citizenRef, UnitOf(record, found.Citizen));
            }
        }

        return citizenRef;
    }

    /// <summary>Unit that must see to a finding; where the record's was split, the one that the reference
    /// names.</summary>
    string? UnitOf(SectorRecord record, int citizen) => units.Text(
        record, citizen >= 0 ? units.OnLedger(reference![citizen].HomeUnit, reference.UnitMap) : -1);

    /// <summary>From the map of a record to the reference's; the rows of an extract all have one map.</summary>
    UnitCarry? HomeOf(byte map)
    {
        if (map != homeMap)
        {
            (homeMap, home) = (map, reference is null ? null : units.Between(map, reference.UnitMap));
        }

        return home;
    }
}
