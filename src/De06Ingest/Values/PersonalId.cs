namespace De06Ingest.Values;

/// <summary>Số định danh cá nhân: the 12 digits a citizen keeps for life. Three for the province of birth
/// registration, one for century and sex, two for the birth year, six for the person.</summary>
/// <remarks>Prints masked, so that a log line or an exception cannot leak it; <see cref="Digits"/> is for storage. It
/// has no check digit (TT 07/2016/TT-BCA). The province is that of registration and never says where one lives, so all
/// 63 of before July 2025 stay good for ever.</remarks>
readonly record struct PersonalId
{
    public const int Length = 12;

    const long SerialSpan = 1_000_000;

    /// <summary>True at n when 0nn is the code of a province.</summary>
    static readonly bool[] Provinces = Table(
        1, 2, 4, 6, 8, 10, 11, 12, 14, 15, 17, 19, 20, 22, 24, 25, 26, 27, 30, 31, 33, 34, 35, 36, 37, 38, 40, 42,
        44, 45,
        46, 48, 49, 51, 52, 54, 56, 58, 60, 62, 64, 66, 67, 68, 70, 72, 74, 75, 77, 79, 80, 82, 83, 84, 86, 87, 89,
        91, 92,
        93, 94, 95, 96);

    PersonalId(long number) => Number = number;

    public long Number { get; }

    public int ProvinceCode => (int)(Number / 1_000_000_000);

    public int BirthYear => YearOf(Number);

    public Sex Sex => CenturyOf(Number) % 2 == 0 ? Sex.Male : Sex.Female;

    /// <summary>The 12 digits in clear; for storage and comparison only.</summary>
    public string Digits => Values.Digits.Text(Number, Length);

    /// <summary>A number that was parsed before, as the database returns it; nothing is checked.</summary>
    public static PersonalId FromNumber(long number) => new(number);

    /// <summary>Reads a cell of a column of personal ids.</summary>
    /// <param name="utf8">The cell.</param>
    /// <param name="asOfYear">The year of the extract: later births are a fault.</param>
    /// <returns>Faults <c>personal-id-…</c>: length, province, century, future, placeholder, lossy, masked, characters,
    /// several, and legacy for a 9-digit CMND, by which the row can still be matched.</returns>
    public static Parsed<PersonalId> Parse(ReadOnlySpan<byte> utf8, int asOfYear)
    {
        var cell = DigitCell.Read(utf8);
        return cell.Kind switch
        {
            DigitCellKind.Digits => OfDigits(cell, asOfYear),
            DigitCellKind.Nothing => Parsed<PersonalId>.Empty,
            DigitCellKind.TooLong => OneOfSeveral(cell, asOfYear),
            DigitCellKind.Masked => Parsed<PersonalId>.Bad("personal-id-masked"),
            DigitCellKind.Lossy => Parsed<PersonalId>.Bad("personal-id-lossy"),
            _ => Parsed<PersonalId>.Bad("personal-id-characters"),
        };
    }

    /// <summary>Writes the 12 ASCII digits.</summary>
    public void WriteDigits(Span<byte> destination) => Values.Digits.Write(Number, destination[..Length]);

    public override string ToString() => string.Concat(Digits.AsSpan(0, 3), "•••••••", Digits.AsSpan(10, 2));

    static Parsed<PersonalId> OfDigits(in DigitCell cell, int asOfYear)
    {
        if (Values.Digits.IsPlaceholder(cell.Number, cell.Count))
        {
            return Parsed<PersonalId>.Bad("personal-id-placeholder");
        }

        return cell.Count switch
        {
            Length => OfTwelve(cell.Number, asOfYear, cell.Repairs),
            > Length => OneOfSeveral(cell, asOfYear),
            10 or 11 => OfLostZeros(cell, asOfYear),
            8 or 9 when LegacyId.Of(cell).IsValue => Parsed<PersonalId>.Bad("personal-id-legacy"),
            _ => Parsed<PersonalId>.Bad("personal-id-length"),
        };
    }

    static Parsed<PersonalId> OfTwelve(long number, int asOfYear, Repairs repairs)
    {
        var fault = FaultOf(number, asOfYear);
        if (fault is not null)
        {
            return Parsed<PersonalId>.Bad(fault);
        }

        // The list of country codes for births registered abroad is not public: accepted, and marked.
        var abroad = number / 1_000_000_000 > 100 ? Repairs.DoubtfulPrefix : Repairs.None;
        return Parsed<PersonalId>.Of(new(number), repairs | abroad);
    }

    /// <summary>A spreadsheet number loses one zero (051…) or two (002…), and all it has; digits typed with a leading
    /// zero have lost something else.</summary>
    static Parsed<PersonalId> OfLostZeros(in DigitCell cell, int asOfYear)
    {
        var padded = cell.LeadingZero || FaultOf(cell.Number, asOfYear) is not null;
        return padded
            ? Parsed<PersonalId>.Bad("personal-id-length")
            : Parsed<PersonalId>.Of(new(cell.Number), cell.Repairs | Repairs.LostZero);
    }

    /// <summary>A personal id beside a CMND; two different personal ids are two people.</summary>
    static Parsed<PersonalId> OneOfSeveral(in DigitCell cell, int asOfYear)
    {
        Parsed<PersonalId> found = default;
        foreach (var piece in Pieces(cell.Text ?? ""))
        {
            var part = DigitCell.ReadOdd(piece, cell.Repairs);
            var parsed = part.Kind != DigitCellKind.Digits ? Parsed<PersonalId>.Bad("personal-id-length")
                : part.Count switch
                {
                    8 or 9 => default,
                    1 when part.Number == 0 => default,
                    10 or 11 => OfLostZeros(part, asOfYear),
                    Length => OfTwelve(part.Number, asOfYear, part.Repairs),
                    _ => Parsed<PersonalId>.Bad("personal-id-length"),
                };
            if (parsed.Fault == "personal-id-length")
            {
                return parsed;
            }

            if (found.IsValue && parsed.IsValue && found.Value != parsed.Value)
            {
                return Parsed<PersonalId>.Bad("personal-id-several");
            }

            found = parsed.IsValue ? parsed : found;
        }

        return found.IsValue
            ? found with { Repairs = found.Repairs | Repairs.FirstOfSeveral }
            : Parsed<PersonalId>.Bad("personal-id-length");
    }

    /// <summary>The CMND that stand beside a personal id in one cell.</summary>
    public static IEnumerable<LegacyId> LegacyIdsBeside(ReadOnlySpan<byte> utf8)
    {
        var cell = DigitCell.Read(utf8);
        return Pieces(cell.Text ?? "").Select(piece => LegacyId.Of(DigitCell.ReadOdd(piece, cell.Repairs)))
            .Where(parsed => parsed.IsValue).Select(parsed => parsed.Value);
    }

    static List<string> Pieces(string text)
    {
        var strong = Numbered(text.Split(['/', '\\', ';', ',', '(', ')', '[', ']', '|', '&', '\n', ':', '-']));
        return strong.Count > 1 ? strong : Numbered(text.Split(' '));
    }

    static List<string> Numbered(string[] pieces) => [.. pieces.Where(piece => piece.Any(char.IsAsciiDigit))];

    static string? FaultOf(long number, int asOfYear)
    {
        var province = (int)(number / 1_000_000_000);
        if (province <= 100 && !Provinces[province])
        {
            return "personal-id-province";
        }

        // Digits 4 to 9 stand for the centuries from 2100 on.
        return CenturyOf(number) > 3 ? "personal-id-century" : YearOf(number) > asOfYear ? "personal-id-future" : null;
    }

    static int CenturyOf(long number) => (int)(number / 100_000_000 % 10);

    static int YearOf(long number) => 1900 + (100 * (CenturyOf(number) / 2)) + (int)(number / SerialSpan % 100);

    static bool[] Table(params int[] codes) => [.. Enumerable.Range(0, 101).Select(code => codes.Contains(code))];
}
