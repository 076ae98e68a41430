using De06Ingest.Matching;
using De06Ingest.Values;

namespace De06Ingest.Mismatches.Rules;

/// <summary>The personal id is a citizen's of another name and birth date, a relative's mostly; the other value is the
/// id of the citizen that the rest of the row leads to.</summary>
sealed class IdOfAnother : IMismatchRule
{
    public MismatchKind Kind { get; } =
        new("id-of-another", "Số định danh của người khác", "Id of another person", 2, Side.Sector);

    public string? Compares => null;

    public Mismatch? Check(in MatchedPair pair) =>
        pair.NotById == Matcher.IdOfAnother
            ? new Mismatch(PersonalId.FromNumber(pair.Sector.PersonalId).Digits, pair.CitizenId)
            : null;
}
