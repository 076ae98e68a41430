using System.Globalization;
using De06Ingest.Feeds;
using De06Ingest.Intake.Normalise;
using De06Ingest.Matching;
using De06Ingest.Mismatches;

namespace De06Ingest;

/// <summary>Matches one record and runs the rules of its contract over the pair: the same for a row of a file and for a
/// row of the table that is checked again.</summary>
/// <param name="contract">The contract.</param>
/// <param name="reference">The reference; null before its first publish.</param>
/// <param name="pseudonym">Makes pseudonyms for ids that are not in the reference.</param>
/// <param name="claims">Takes note of citizens found by id; null where nobody asks.</param>
sealed class PairCheck(
    FeedContract contract, ReferenceIndex? reference, Pseudonym pseudonym, CitizenClaims? claims = null)
{
    readonly Matcher matcher = new(reference);
    readonly IMismatchRule[] rules = MismatchRules.For(contract);

    /// <summary>The citizen with the record's personal id.</summary>
    public FoundCitizen ById(SectorRecord record)
    {
        var found = matcher.ById(record);
        if (claims is not null && found.Citizen >= 0)
        {
            claims.Claim(found.Citizen);
        }

        return found;
    }

    /// <summary>The citizen of a published row: by personal id, or the one that it is linked with.</summary>
    /// <param name="record">The row.</param>
    /// <param name="linkedId">Personal id of the citizen whom evidence or a person found; null for none.</param>
    public FoundCitizen Published(SectorRecord record, string? linkedId)
    {
        var found = matcher.ById(record);
        return found.Citizen < 0 && linkedId is not null && reference is not null
            ? found with { Citizen = reference.Find(long.Parse(linkedId, CultureInfo.InvariantCulture)) }
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
            findings.Add(record, MismatchRules.DuplicateSubject.Code, new Mismatch(duplicateOf, null), citizenRef);
            return citizenRef;
        }

        var pair = new MatchedPair(contract, record, reference, found);
        foreach (var rule in rules)
        {
            if (rule.Check(pair) is { } mismatch)
            {
                findings.Add(record, rule.Kind.Code, mismatch, citizenRef);
            }
        }

        return citizenRef;
    }
}
