namespace De06Ingest.Mismatches.Rules;

/// <summary>The sector's phone is no Vietnamese number, so no message can reach the citizen.</summary>
sealed class PhoneInvalid : IMismatchRule
{
    public MismatchKind Kind { get; } =
        new("phone-invalid", "Số điện thoại không hợp lệ", "Phone invalid", 1, Side.Commune)
        {
            Field = "phone",
            IsCertain = true,
        };

    public string? Compares => null;

    public Mismatch? Check(in MatchedPair pair) =>
        pair.Sector.Faults.Count > 0 && pair.FaultOf("phone") is { } fault ? new Mismatch(fault.Raw, null) : null;
}
