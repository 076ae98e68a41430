namespace De06Ingest.Values;

/// <summary>Số CMND: the nine digits of the card before the personal id. It changed with the province and was given
/// twice now and then, so it helps to match and never decides alone.</summary>
/// <remarks>Prints masked. The first two digits are the issuing police, 01 to 38.</remarks>
readonly record struct LegacyId
{
    public const int Length = 9;

    const int LastIssuer = 38;
    const int NumbersPerIssuer = 10_000_000;

    LegacyId(int number) => Number = number;

    public int Number { get; }

    /// <summary>Reads a cell; 8 digits are a number that lost its zero.</summary>
    /// <returns>Faults <c>legacy-id-…</c>: length, prefix, placeholder, lossy, masked, characters.</returns>
    public static Parsed<LegacyId> Parse(ReadOnlySpan<byte> utf8)
    {
        var cell = DigitCell.Read(utf8);
        return cell.Kind switch
        {
            DigitCellKind.Digits => Of(cell),
            DigitCellKind.Nothing => Parsed<LegacyId>.Empty,
            DigitCellKind.TooLong => Parsed<LegacyId>.Bad("legacy-id-length"),
            DigitCellKind.Masked => Parsed<LegacyId>.Bad("legacy-id-masked"),
            DigitCellKind.Lossy => Parsed<LegacyId>.Bad("legacy-id-lossy"),
            _ => Parsed<LegacyId>.Bad("legacy-id-characters"),
        };
    }

    /// <summary>The same from digits already read.</summary>
    public static Parsed<LegacyId> Of(in DigitCell cell)
    {
        var lostZero = cell.Count == Length - 1 && !cell.LeadingZero;
        if (Digits.IsPlaceholder(cell.Number, cell.Count))
        {
            return Parsed<LegacyId>.Bad("legacy-id-placeholder");
        }

        if (cell.Count != Length && !lostZero)
        {
            return Parsed<LegacyId>.Bad("legacy-id-length");
        }

        return cell.Number / NumbersPerIssuer is >= 1 and <= LastIssuer
            ? Parsed<LegacyId>.Of(new((int)cell.Number), cell.Repairs | (lostZero ? Repairs.LostZero : Repairs.None))
            : Parsed<LegacyId>.Bad("legacy-id-prefix");
    }

    public override string ToString()
    {
        var digits = Digits.Text(Number, Length);
        return string.Concat(digits.AsSpan(0, 2), "•••••", digits.AsSpan(7, 2));
    }
}
