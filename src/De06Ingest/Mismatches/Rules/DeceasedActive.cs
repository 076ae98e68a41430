using De06Ingest.Matching;

namespace De06Ingest.Mismatches.Rules;

/// <summary>The reference knows the citizen as dead, and the sector carries on as if alive.</summary>
sealed class DeceasedActive : IMismatchRule
{
    public MismatchKind Kind { get; } =
        new("deceased-active", "Đã chết nhưng còn hoạt động", "Deceased but active", 1, Side.Sector);

    public string Compares => "alive";

    public Mismatch? Check(in MatchedPair pair) =>
        pair.HasCitizen && pair.Citizen.Status == CitizenStatus.Dead
        && (pair.Contract.ActiveWhen is not { } active || pair.Holds(active))
            ? new Mismatch("active", "dead")
            : null;
}
