using De06Ingest.Matching;

namespace De06Ingest.Mismatches.Rules;

/// <summary>The cell of the personal id holds something that is no personal id; the other value is the id of the
/// citizen that the rest of the row leads to.</summary>
sealed class IdMalformed : IMismatchRule
{
    public MismatchKind Kind { get; } =
        new("id-malformed", "Số định danh sai cấu trúc", "Id malformed", 2, Side.Sector);

    public string? Compares => null;

    public Mismatch? Check(in MatchedPair pair) =>
        pair.NotById == Matcher.IdMalformed && pair.FaultOf("personalId") is { } fault
            ? new Mismatch(fault.Raw, pair.CitizenId)
            : null;
}
