namespace De06Ingest.Values;

/// <summary>Which of the two kinds of number a citizen gives.</summary>
enum PhoneKind : byte
{
    Unknown,
    Mobile,
    Landline,
}

/// <summary>Số điện thoại of Vietnam as it is dialled today, whatever year's plan it was written in.</summary>
/// <remarks>Prints masked. <see cref="National"/> has no leading 0: 9 digits for a mobile, 10 for a landline.</remarks>
readonly record struct PhoneNumber
{
    const uint FirstLandline = 2_000_000_000;
    const int LeastLength = 8;

    PhoneNumber(uint national) => National = national;

    /// <summary>National significant number, such as 912000123 or 2553000146.</summary>
    public uint National { get; }

    public PhoneKind Kind => National switch
    {
        0 => PhoneKind.Unknown,
        >= FirstLandline => PhoneKind.Landline,
        _ => PhoneKind.Mobile,
    };

    /// <summary>The number in clear, such as +84912000123.</summary>
    public string E164 => "+84" + Digits.Text(National, Digits.CountOf(National));

    /// <summary>A number that was parsed before; nothing is checked.</summary>
    public static PhoneNumber FromNational(uint national) => new(national);

    /// <summary>Reads a cell; of several full numbers the first.</summary>
    /// <returns>Faults <c>phone-…</c>: too-short, too-long, unknown-prefix, placeholder, service, foreign, lossy,
    /// masked, characters, not-a-phone.</returns>
    public static Parsed<PhoneNumber> Parse(ReadOnlySpan<byte> utf8)
    {
        // The ordinary mobile: 0 and nine digits of an allotted block.
        if (utf8.Length == 10 && utf8[0] == '0' && Digits.TryRead(utf8, out var national)
            && national >= 100_000_000
            && PhonePlan.MobileOf(national) == MobilePrefix.Allotted && !Digits.IsPlaceholder(national, 9))
        {
            return Parsed<PhoneNumber>.Of(new((uint)national));
        }

        Span<char> digits = stackalloc char[PhoneGroups.MostDigits];
        if (utf8.Length < LeastLength || !PhoneGroups.TryRead(utf8, digits, out var groups))
        {
            return PhoneText.Parse(utf8);
        }

        var parsed = PhoneDigits.Parse(digits[..groups.Count], groups.HasPlus, Repairs.None);
        return parsed.IsValue || groups.IsOne ? parsed : PhoneText.Parse(utf8);
    }

    /// <summary>All numbers of a cell in their order, each with what was mended; empty where <see cref="Parse"/> has a
    /// fault or nothing.</summary>
    public static IReadOnlyList<Parsed<PhoneNumber>> ParseAll(ReadOnlySpan<byte> utf8)
    {
        var first = Parse(utf8);
        return !first.IsValue ? []
            : first.Repairs.HasFlag(Repairs.FirstOfSeveral) ? PhoneText.ParseAll(utf8)
            : [first];
    }

    /// <summary>A landline of before 2017 that the digits of this mobile may have been: 16 areas were written as
    /// mobiles are today. Unknown when there is none.</summary>
    public PhoneNumber OldLandline() =>
        Kind == PhoneKind.Mobile ? new((uint)PhonePlan.FromLandline2017(National)) : default;

    /// <summary>Writes <see cref="E164"/> in ASCII and returns its length, at most 13.</summary>
    public int WriteE164(Span<byte> destination)
    {
        "+84"u8.CopyTo(destination);
        var count = Digits.CountOf(National);
        Digits.Write(National, destination.Slice(3, count));
        return 3 + count;
    }

    public override string ToString()
    {
        var digits = "0" + Digits.Text(National, Digits.CountOf(National));
        return digits.Length < 8 ? "•••" : $"{digits[..3]}{new string('•', digits.Length - 6)}{digits[^3..]}";
    }
}

/// <summary>A string of digits read by the numbering plan: country code, lost zero, the changes of 2018 and
/// 2017.</summary>
static class PhoneDigits
{
    const int LongestDigits = 16;

    /// <summary>Reads digits only; <paramref name="plus"/> when a + stood before them.</summary>
    public static Parsed<PhoneNumber> Parse(ReadOnlySpan<char> digits, bool plus, Repairs repairs)
    {
        if (digits.IsEmpty || IsPlaceholder(digits))
        {
            return Bad("phone-placeholder");
        }

        if (digits.Length > LongestDigits)
        {
            return Bad("phone-too-long");
        }

        // No country has a code that begins with 0: a + before a national number is a slip.
        plus &= digits[0] != '0';
        if (plus || (digits.StartsWith("00") && digits.Length > 11) || digits.StartsWith("0084"))
        {
            return OfInternational(plus ? digits : digits[2..], repairs);
        }

        if (digits[0] == '0')
        {
            return OfNational(digits[1..], repairs);
        }

        return IsService(digits) ? Bad("phone-service") : OfBare(digits, repairs);
    }

    /// <summary>Digits without a leading 0 or +: a country code, or a number whose zero a spreadsheet
    /// dropped.</summary>
    /// <remarks>Nine digits that begin with 84 are 084…, VinaPhone; the country code needs nine more behind
    /// it.</remarks>
    static Parsed<PhoneNumber> OfBare(ReadOnlySpan<char> digits, Repairs repairs)
    {
        var withCountry = digits.StartsWith("84") && (digits.Length >= 11 || digits.Length == 10);
        if (withCountry)
        {
            return OfInternational(digits, repairs);
        }

        var lostZero = (digits.Length == 9 && digits[0] is '3' or '5' or '7' or '8' or '9')
            || (digits.Length == 10 && digits[0] is '1' or '2');
        if (lostZero)
        {
            return OfNational(digits, repairs | Repairs.LostZero);
        }

        return digits.Length switch
        {
            < 9 => Bad("phone-too-short"),
            > 10 => Bad("phone-too-long"),
            _ => Bad("phone-unknown-prefix"),
        };
    }

    static Parsed<PhoneNumber> OfInternational(ReadOnlySpan<char> digits, Repairs repairs)
    {
        if (!digits.StartsWith("84"))
        {
            return Bad("phone-foreign");
        }

        var national = digits[2..];
        if (national is ['0', ..])
        {
            return OfNational(national[1..], repairs | Repairs.CountryCode | Repairs.RedundantZero);
        }

        return OfNational(national, repairs | Repairs.CountryCode);
    }

    static Parsed<PhoneNumber> OfNational(ReadOnlySpan<char> digits, Repairs repairs)
    {
        if (digits.Length is not (9 or 10) || digits[0] == '0')
        {
            return Bad(FaultOfLength(digits));
        }

        if (IsOneDigit(digits))
        {
            return Bad("phone-placeholder");
        }

        var national = Digits.Of(digits);
        return digits.Length == 9 ? OfNine(national, repairs) : OfTen(national, repairs);
    }

    static Parsed<PhoneNumber> OfNine(long national, Repairs repairs)
    {
        var prefix = PhonePlan.MobileOf(national);
        if (prefix != MobilePrefix.None)
        {
            return Good(national, repairs | (prefix == MobilePrefix.Doubtful ? Repairs.DoubtfulPrefix : Repairs.None));
        }

        var landline = PhonePlan.FromLandline2017(national);
        if (landline != 0)
        {
            return Good(landline, repairs | Repairs.Converted2017);
        }

        var cut = PhonePlan.IsMobile2018Prefix(national / 1_000_000) || PhonePlan.IsLandline(national * 10);
        return Bad(cut ? "phone-too-short" : "phone-unknown-prefix");
    }

    static Parsed<PhoneNumber> OfTen(long national, Repairs repairs)
    {
        if (PhonePlan.IsLandline(national))
        {
            return Good(national, repairs);
        }

        var mobile = PhonePlan.FromMobile2018(national);
        if (mobile != 0)
        {
            return Good(mobile, repairs | Repairs.Converted2018);
        }

        var landline = PhonePlan.FromLandline2017(national);
        if (landline != 0)
        {
            return Good(landline, repairs | Repairs.Converted2017);
        }

        return Bad(PhonePlan.MobileOf(national / 10) != MobilePrefix.None ? "phone-too-long" : "phone-unknown-prefix");
    }

    static string FaultOfLength(ReadOnlySpan<char> digits) => digits.Length switch
    {
        < 9 => "phone-too-short",
        > 10 => "phone-too-long",
        _ => "phone-unknown-prefix",
    };

    /// <summary>One digit repeated, and the rows of the keyboard that people type to get past a required
    /// field.</summary>
    static bool IsPlaceholder(ReadOnlySpan<char> digits) =>
        IsOneDigit(digits) || digits is "0123456789" or "1234567890" or "01234567890" or "123456789";

    static bool IsOneDigit(ReadOnlySpan<char> digits) => digits.IndexOfAnyExcept(digits[0]) < 0;

    /// <summary>113, 1080, 1800 xxxx, 1900 xxxxxx: lines of a service, nobody's own.</summary>
    static bool IsService(ReadOnlySpan<char> digits) => digits[0] == '1'
        && (digits.Length is >= 3 and <= 5
            || (digits.Length is >= 8 and <= 10 && (digits.StartsWith("1800") || digits.StartsWith("1900"))));

    static Parsed<PhoneNumber> Good(long national, Repairs repairs) =>
        Parsed<PhoneNumber>.Of(PhoneNumber.FromNational((uint)national), repairs);

    static Parsed<PhoneNumber> Bad(string fault) => Parsed<PhoneNumber>.Bad(fault);
}
