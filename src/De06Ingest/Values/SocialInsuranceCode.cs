namespace De06Ingest.Values;

/// <summary>Mã số BHXH: ten digits that a person keeps for life, without a check digit.</summary>
/// <remarks>Prints masked. From 2025 on its columns may hold the personal id instead, which the caller reads.</remarks>
readonly record struct SocialInsuranceCode
{
    public const int Length = 10;

    SocialInsuranceCode(long number) => Number = number;

    public long Number { get; }

    /// <summary>The ten digits in clear.</summary>
    public string Digits => Values.Digits.Text(Number, Length);

    /// <summary>Reads a cell; nine digits that follow a province's code with its zero lost get it back.</summary>
    /// <returns>Faults <c>social-insurance-…</c>: length, placeholder, lossy, masked, characters.</returns>
    public static Parsed<SocialInsuranceCode> Parse(ReadOnlySpan<byte> utf8)
    {
        var cell = DigitCell.Read(utf8);
        return cell.Kind == DigitCellKind.Digits ? Of(cell)
            : CellFaults.Of(cell.Kind) is { } fault ? Bad(fault)
            : Parsed<SocialInsuranceCode>.Empty;
    }

    /// <summary>A number that was parsed before; nothing is checked.</summary>
    public static SocialInsuranceCode FromNumber(long number) => new(number);

    public override string ToString() => string.Concat(Digits.AsSpan(0, 2), "••••••", Digits.AsSpan(8, 2));

    static Parsed<SocialInsuranceCode> Of(in DigitCell cell)
    {
        if (Values.Digits.IsPlaceholder(cell.Number, cell.Count))
        {
            return Bad("placeholder");
        }

        var lostZero = cell.Count == Length - 1 && !cell.LeadingZero && Provinces.IsKnown(cell.Number / 100_000_000);
        return cell.Count == Length || lostZero
            ? Parsed<SocialInsuranceCode>.Of(
                new(cell.Number), cell.Repairs | (lostZero ? Repairs.LostZero : Repairs.None))
            : Bad("length");
    }

    static Parsed<SocialInsuranceCode> Bad(string reason) =>
        Parsed<SocialInsuranceCode>.Bad("social-insurance-" + reason);
}

/// <summary>The last word of the fault for a cell that holds no readable digits.</summary>
static class CellFaults
{
    /// <summary>Null for digits and for an empty cell.</summary>
    public static string? Of(DigitCellKind kind) => kind switch
    {
        DigitCellKind.TooLong => "length",
        DigitCellKind.Masked => "masked",
        DigitCellKind.Lossy => "lossy",
        DigitCellKind.Characters => "characters",
        _ => null,
    };
}
