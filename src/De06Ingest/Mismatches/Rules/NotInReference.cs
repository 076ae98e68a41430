using De06Ingest.Matching;
using De06Ingest.Values;

namespace De06Ingest.Mismatches.Rules;

/// <summary>The personal id is well formed, and no citizen of the reference has it; the other value is the id of the
/// citizen that the rest of the row leads to.</summary>
sealed class NotInReference : IMismatchRule
{
    public MismatchKind Kind { get; } =
        new("not-in-reference", "Không có trong dữ liệu dân cư", "Not in the reference", 2, Side.Undecided);

    public string? Compares => null;

    public Mismatch? Check(in MatchedPair pair) =>
        pair.NotById == Matcher.NotInReference
            ? new Mismatch(PersonalId.FromNumber(pair.Sector.PersonalId).Digits, pair.CitizenId)
            : null;
}
