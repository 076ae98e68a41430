using System.Buffers;
using System.Globalization;
using System.Text;

namespace De06Ingest.Values;

/// <summary>The slow way into a birth date: words, unknown parts, months and years alone, times, UTC stamps.</summary>
static class BirthDateText
{
    /// <summary>Stands for a part that the cell shows as unknown: "..", "__", "?".</summary>
    const string UnknownPart = "?";

    static readonly SearchValues<char> TimeCharacters = SearchValues.Create("0123456789:. sachpm");
    static readonly SearchValues<char> TimeFigures = SearchValues.Create("0123456789:");
    static readonly SearchValues<char> FiguresWithO = SearchValues.Create("0123456789o/-.\\ ");
    static readonly SearchValues<char> UnknownMarks = SearchValues.Create("._-?*…");

    const string LabelWords = "sinh ns sn dob ngs date of birth born vao mung mong s duong lich dl";

    static readonly HashSet<string> Labels = [.. LabelWords.Split(' ')];

    static readonly string[] EnglishMonths =
        "january february march april may june july august september october november december".Split(' ');

    /// <summary>Months as they are spoken, the longer words first. Giêng and chạp are months of the lunar year.
    /// </summary>
    static readonly (string Word, string Figures)[] SpokenMonths =
    [
        ("muoi mot", "11"), ("muoi hai", "12"), ("muoi", "10"), ("mot", "1"), ("hai", "2"), ("ba", "3"), ("tu", "4"),
        ("bon", "4"), ("nam nam", "5 nam"), ("sau", "6"), ("bay", "7"), ("tam", "8"), ("chin", "9"),
    ];

    public static Parsed<BirthDate> Parse(ReadOnlySpan<byte> utf8, DateOnly asOf)
    {
        if (CellText.IsBlank(utf8))
        {
            return Parsed<BirthDate>.Empty;
        }

        if (utf8.Length > CellText.LongestCell)
        {
            return BirthFields.Unreadable.Check(asOf);
        }

        var text = CellText.Ascii(utf8, out var repairs).Trim('"', '=', '\'', ' ', ',', ';');
        if (CellText.MeansNothing(text) || text is "0" or "0.0")
        {
            return Parsed<BirthDate>.Empty;
        }

        if (ScientificText.TryRead(text, out var number))
        {
            if (number is null)
            {
                return BirthFields.Unreadable.Check(asOf);
            }

            repairs |= Repairs.Scientific;
            text = number.Value.ToString(CultureInfo.InvariantCulture);
        }

        text = ZerosForO(ScientificText.DropFloatSuffix(text, ref repairs), ref repairs);
        return IsSerial(text)
            ? BirthDate.OfSerial(Encoding.ASCII.GetBytes(text), asOf)
            : Fields(InFigures(DateSurroundings.Drop(text)), asOf, repairs);
    }

    /// <summary>Tháng ba as tháng 3.</summary>
    static string InFigures(string text)
    {
        const string month = "thang ";
        var at = text.IndexOf(month, StringComparison.Ordinal) + month.Length;
        var rest = at < month.Length ? "" : text[at..].TrimStart();
        foreach (var (word, figures) in SpokenMonths)
        {
            if (rest.StartsWith(word, StringComparison.Ordinal)
                && (rest.Length == word.Length || !char.IsAsciiLetter(rest[word.Length])))
            {
                return text[..at] + figures + rest[word.Length..];
            }
        }

        return text;
    }

    /// <summary>o5/o3/196o: digits and separators with o among them, and no other letter.</summary>
    static string ZerosForO(string text, ref Repairs repairs)
    {
        var isMeant = text.Contains('o', StringComparison.Ordinal) && text.AsSpan().ContainsAnyInRange('0', '9')
            && !text.AsSpan().ContainsAnyExcept(FiguresWithO);
        repairs |= isMeant ? Repairs.LetterO : Repairs.None;
        return isMeant ? text.Replace('o', '0') : text;
    }

    /// <summary>Five digits are no date in words or figures, but are what a date column of a sheet exports
    /// as.</summary>
    static bool IsSerial(string text) =>
        text.Length == 5 && text[0] != '0' && text.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0;

    static Parsed<BirthDate> Fields(string text, DateOnly asOf, Repairs repairs)
    {
        if (OfStamp(text) is { } stamp)
        {
            return (stamp with { Repairs = stamp.Repairs | repairs }).Check(asOf);
        }

        var parts = Parts(DropTime(text), ref repairs);
        if (parts is null)
        {
            return BirthFields.Unreadable.Check(asOf);
        }

        if (parts is [.., { Length: 2 } yy] && parts.Count == 3 && parts[0].Length <= 2 && yy != UnknownPart)
        {
            return OfShortYear(parts, int.Parse(yy, CultureInfo.InvariantCulture), asOf, repairs);
        }

        var fields = Assemble(parts, repairs);
        return fields.Repairs.HasFlag(Repairs.UsOrder) && NamesMonth(text)
            ? Parsed<BirthDate>.Bad("birth-date-no-such-day")
            : fields.Check(asOf);
    }

    /// <summary>Ngày 12 tháng 13 năm 1980: the words say which number is the month, and no order is left to guess.
    /// </summary>
    static bool NamesMonth(string text) => text.Contains("thang", StringComparison.Ordinal);

    /// <summary>A two-digit year later than this year's can only be of the last century; an earlier one can be either.
    /// </summary>
    static Parsed<BirthDate> OfShortYear(List<string> parts, int year, DateOnly asOf, Repairs repairs)
    {
        if (year <= asOf.Year % 100)
        {
            return Parsed<BirthDate>.Bad("birth-date-two-digit-year");
        }

        parts[2] = ((asOf.Year / 100 * 100) - 100 + year).ToString(CultureInfo.InvariantCulture);
        return Assemble(parts, repairs | Repairs.TwoDigitYear).Check(asOf);
    }

    /// <summary>ISO date and time with a zone: the Vietnamese day of that instant.</summary>
    static BirthFields? OfStamp(string text)
    {
        var stamp = TimestampText.Read(Encoding.UTF8.GetBytes(ZoneInLetters(text)));
        if (stamp is not { HasZone: true })
        {
            return null;
        }

        var day = VietnamTime.DayOf(stamp.Value.UtcSeconds);
        if (!CalendarDay.IsInRange(day))
        {
            return BirthFields.Unreadable;
        }

        var date = CalendarDay.ToDate((int)day);
        return new(date.Year, date.Month, date.Day, Repairs.FromUtc);
    }

    /// <summary>Cuts " 00:00:00", "T00:00:00.000" and " 12:00:00 SA" behind a date, and "07:30 " before it.</summary>
    static string DropTime(string text)
    {
        var space = text.IndexOf(' ', StringComparison.Ordinal);
        if (space is 4 or 5 or 7 or 8 && text[space - 3] == ':'
            && !text.AsSpan(0, space).ContainsAnyExcept(TimeFigures))
        {
            return text[(space + 1)..];
        }

        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var start = colon < 0 ? -1 : text.AsSpan(0, colon).LastIndexOfAny(" t");
        var isTime = start > 5 && colon - start is 2 or 3 && char.IsAsciiDigit(text[colon - 1])
            && !text.AsSpan(start + 1).ContainsAnyExcept(TimeCharacters)
            && text.AsSpan(0, start).ContainsAnyInRange('0', '9');
        return isTime ? text[..start] : text;
    }

    /// <summary>1980-03-04 17:00:00 UTC as 1980-03-04 17:00:00z.</summary>
    static string ZoneInLetters(string text) =>
        text.EndsWith(" utc", StringComparison.Ordinal) || text.EndsWith(" gmt", StringComparison.Ordinal)
            ? text[..^4] + "z"
            : text;

    /// <summary>The numbers in order, with <see cref="UnknownPart"/> for parts left open; null for other
    /// text.</summary>
    static List<string>? Parts(string text, ref Repairs repairs)
    {
        var parts = new List<string>();
        var expectsPart = true;
        for (var i = 0; i < text.Length;)
        {
            var token = TokenAt(text, i);
            i += token.Length;
            if (char.IsAsciiDigit(token[0]))
            {
                parts.Add(token);
                expectsPart = false;
            }
            else if (char.IsAsciiLetter(token[0]))
            {
                // An s before a year is "sinh"; behind it, as in 1950s, it makes it ten years.
                if ((token is "s" && parts.Count > 0) || !TryWord(token, parts, ref expectsPart, ref repairs))
                {
                    return null;
                }
            }
            else if (token[0] is not (' ' or ':' or ',' or '\n' or '(' or ')')
                && !TryMark(token, text, i, parts, ref expectsPart))
            {
                return null;
            }
        }

        // May 14, 1979: the month came first and was a word.
        if (parts.Count == 3 && EnglishMonth(TokenAt(text, 0)) > 0)
        {
            (parts[0], parts[1]) = (parts[1], parts[0]);
        }

        return parts;
    }

    /// <summary>True for a separator or a sign of an unknown part; a slash with nothing before it is both.</summary>
    static bool TryMark(string token, string text, int next, List<string> parts, ref bool expectsPart)
    {
        var isSlash = token is "/" or "\\";
        var isBetween = token is "." or "-" && !expectsPart && NextIsDigit(text, next);
        if (isSlash || isBetween)
        {
            if (expectsPart)
            {
                parts.Add(UnknownPart);
            }

            expectsPart = true;
            return true;
        }

        if (token.AsSpan().ContainsAnyExcept(UnknownMarks))
        {
            return false;
        }

        if (expectsPart)
        {
            parts.Add(UnknownPart);
            expectsPart = false;
        }

        return true;
    }

    static bool NextIsDigit(string text, int next)
    {
        while (next < text.Length && text[next] == ' ')
        {
            next++;
        }

        return next < text.Length && (char.IsAsciiDigit(text[next]) || text[next] is '?' or '_' or '.' or '-' or '*');
    }

    static bool TryWord(string word, List<string> parts, ref bool expectsPart, ref Repairs repairs)
    {
        if (word is "ngay" or "thang" or "nam" or "th" or "thg" or "t")
        {
            // "ngày … tháng 3" gives its unknown part by its dots; the words themselves only part the numbers.
            expectsPart = true;
            return true;
        }

        if (parts.Count <= 1 && EnglishMonth(word) is > 0 and var month)
        {
            parts.Add(month.ToString(CultureInfo.InvariantCulture));
            expectsPart = false;
            return true;
        }

        repairs |= Repairs.Label;
        return Labels.Contains(word) || (word.AsSpan().IndexOfAnyExcept('x') < 0 && AddUnknown(parts, ref expectsPart));
    }

    /// <summary>1 to 12 for the name of a month or its beginning, otherwise 0.</summary>
    static int EnglishMonth(string word) => word.Length < 3 ? 0
        : Array.FindIndex(EnglishMonths, name => name.StartsWith(word, StringComparison.Ordinal)) + 1;

    static bool AddUnknown(List<string> parts, ref bool expectsPart)
    {
        parts.Add(UnknownPart);
        expectsPart = false;
        return true;
    }

    /// <summary>A run of digits, of letters or of one kind of mark, or a single separator.</summary>
    static string TokenAt(string text, int start)
    {
        var end = start + 1;
        if (text[start] is not ('/' or '\\'))
        {
            while (end < text.Length && KindOf(text[end]) == KindOf(text[start]))
            {
                end++;
            }
        }

        return text[start..end];
    }

    static int KindOf(char one) => char.IsAsciiDigit(one) ? 1
        : char.IsAsciiLetter(one) ? 2
        : UnknownMarks.Contains(one) ? 3
        : -one;

    static BirthFields Assemble(List<string> parts, Repairs repairs)
    {
        if (parts is [_, { Length: 4 }, UnknownPart] || parts.Exists(part => part.Length > 4) && parts.Count > 1)
        {
            return BirthFields.Unreadable;
        }

        return parts switch
        {
            [var digits] => OfOne(digits, repairs),
            [{ Length: 4 } year, var month] => OfParts(year, month, "0", repairs),
            [var month, { Length: 4 } year] => OfParts(year, month, "0", repairs),
            [{ Length: 4 } year, var month, var day] => OfParts(year, month, day, repairs),
            [var day, var month, { Length: 4 } year] => UsOrder(OfParts(year, month, day, repairs)),
            _ => BirthFields.Unreadable,
        };
    }

    /// <summary>8/18/2001: the second part cannot be a month and the first can, so an American wrote it.</summary>
    static BirthFields UsOrder(BirthFields fields) =>
        fields is { Month: > 12 and <= 31, Day: >= 1 and <= 12 }
            && CalendarDay.Exists(fields.Year, fields.Day, fields.Month)
            ? new(fields.Year, fields.Day, fields.Month, fields.Repairs | Repairs.UsOrder)
            : fields;

    static BirthFields OfParts(string year, string month, string day, Repairs repairs) =>
        new(Number(year), Number(month), Number(day), repairs);

    static int Number(string part) => part == UnknownPart ? 0 : int.Parse(part, CultureInfo.InvariantCulture);

    /// <summary>Digits without separators: a year, ddMMyyyy or yyyyMMdd, or yyyyMMddHHmm with or without
    /// seconds.</summary>
    static BirthFields OfOne(string digits, Repairs repairs)
    {
        if (digits == UnknownPart)
        {
            return new(0, 0, 0, repairs);
        }

        return digits.Length switch
        {
            4 => new(Number(digits), 0, 0, repairs),
            6 => OfSix(Number(digits[..4]), Number(digits[4..]), Number(digits[2..])) with { Repairs = repairs },
            7 when digits[0] != '0' =>
                BirthFields.OfEightDigits(Number(digits)) with { Repairs = repairs | Repairs.LostZero },
            8 => BirthFields.OfEightDigits(Number(digits)) with { Repairs = repairs },
            12 or 14 when BirthFields.IsYear(Number(digits[..4])) && IsTime(digits.AsSpan(8)) =>
                new(Number(digits[..4]), Number(digits[4..6]), Number(digits[6..8]), repairs),
            _ => BirthFields.Unreadable,
        };
    }

    /// <summary>yyyyMM or MMyyyy; 201012 may be the 20th of October as well and is not guessed.</summary>
    /// <param name="first">The first four digits.</param>
    /// <param name="end">The last two.</param>
    /// <param name="last">The last four.</param>
    static BirthFields OfSix(int first, int end, int last) => first switch
    {
        _ when BirthFields.IsYear(last) && first / 100 <= 12 => new(last, first / 100, 0, Repairs.None),
        _ when BirthFields.IsYear(first) && end <= 12 && first % 100 is 0 or > 12 =>
            new(first, end, 0, Repairs.None),
        _ => BirthFields.Unreadable,
    };

    static bool IsTime(ReadOnlySpan<char> digits) =>
        int.Parse(digits[..2], CultureInfo.InvariantCulture) < 24
            && int.Parse(digits[2..4], CultureInfo.InvariantCulture) < 60;
}
