namespace De06Ingest.Values;

/// <summary>Mã số thuế: ten digits with a check digit, and three more for a branch.</summary>
/// <remarks>Prints masked. Since 1 July 2025 the personal id is a person's tax code (TT 86/2024/TT-BTC), which the
/// caller reads; one citizen may own two or more of the older codes.</remarks>
readonly record struct TaxCode
{
    public const int Length = 10;
    public const int BranchLength = 13;

    static ReadOnlySpan<byte> Weights => [31, 29, 23, 19, 17, 13, 7, 5, 3];

    TaxCode(long number, int branch) => (Number, Branch) = (number, branch);

    /// <summary>The first ten digits.</summary>
    public long Number { get; }

    /// <summary>001 to 999, or 0 for the whole taxpayer.</summary>
    public int Branch { get; }

    /// <summary>In clear: 4300001230, or 4300001230-001.</summary>
    public string Text => Digits.Text(Number, Length) + (Branch == 0 ? "" : $"-{Branch:D3}");

    /// <summary>Reads a cell; a lost zero is put back where the check digit agrees.</summary>
    /// <returns>Faults <c>tax-…</c>: length, checksum, branch, placeholder, lossy, masked, characters.</returns>
    public static Parsed<TaxCode> Parse(ReadOnlySpan<byte> utf8)
    {
        var cell = DigitCell.Read(utf8);
        return cell.Kind == DigitCellKind.Digits ? Of(cell)
            : CellFaults.Of(cell.Kind) is { } fault ? Bad(fault)
            : Parsed<TaxCode>.Empty;
    }

    /// <summary>The check digit for the first nine digits, or 10 where none is given out.</summary>
    /// <remarks>10 − (Σ digit × weight mod 11), weights 31 29 23 19 17 13 7 5 3.</remarks>
    public static int CheckDigit(long nine)
    {
        long sum = 0;
        for (var i = Weights.Length - 1; i >= 0; i--)
        {
            sum += nine % 10 * Weights[i];
            nine /= 10;
        }

        return 10 - (int)(sum % 11);
    }

    public override string ToString() => $"{Digits.Text(Number, Length)[..2]}••••••{Number % 100:D2}";

    static Parsed<TaxCode> Of(in DigitCell cell)
    {
        if (Digits.IsPlaceholder(cell.Number, cell.Count))
        {
            return Bad("placeholder");
        }

        var lostZero = cell.Count is Length - 1 or BranchLength - 1 && !cell.LeadingZero;
        if (!lostZero && cell.Count is not (Length or BranchLength))
        {
            return Bad("length");
        }

        var hasBranch = cell.Count > Length;
        var code = hasBranch ? new TaxCode(cell.Number / 1000, (int)(cell.Number % 1000)) : new(cell.Number, 0);
        if (CheckDigit(code.Number / 10) != code.Number % 10)
        {
            return Bad(lostZero ? "length" : "checksum");
        }

        // A branch has three digits: 4300001234-01 lacks one, wherever the others are counted from.
        var dash = cell.Text?.LastIndexOf('-') ?? -1;
        if (hasBranch && dash > 0 && cell.Text!.AsSpan(dash).Trim("- ").Length != BranchLength - Length)
        {
            return Bad("branch");
        }

        var repairs = cell.Repairs & ~(hasBranch ? Repairs.Separators : Repairs.None);
        return hasBranch && code.Branch == 0
            ? Bad("branch")
            : Parsed<TaxCode>.Of(code, repairs | (lostZero ? Repairs.LostZero : Repairs.None));
    }

    static Parsed<TaxCode> Bad(string reason) => Parsed<TaxCode>.Bad("tax-" + reason);
}
