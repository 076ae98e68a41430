namespace De06Ingest.Values;

/// <summary>How much of a birth date is known.</summary>
enum DatePrecision : byte
{
    Day,
    Month,
    Year,
}

/// <summary>Ngày sinh as the span of days on which the birth can have been: one day, one month or one year.</summary>
/// <remarks>Days since 2000-01-01, both ends included. 01/01/yyyy stays a day, but is often only a year that a form
/// could not take: <see cref="Repairs.Placeholder0101"/> says so. Prints the year alone.</remarks>
readonly record struct BirthDate
{
    BirthDate(int from, int to)
    {
        From = from;
        To = to;
    }

    public int From { get; }

    public int To { get; }

    public DatePrecision Precision => (To - From) switch
    {
        0 => DatePrecision.Day,
        <= 31 => DatePrecision.Month,
        _ => DatePrecision.Year,
    };

    /// <summary>1962-03-05, 1962-03 or 1962.</summary>
    public string Iso => CalendarDay.ToDate(From).ToString(
        Precision switch { DatePrecision.Day => "yyyy-MM-dd", DatePrecision.Month => "yyyy-MM", _ => "yyyy" },
        System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A date as the database returns it; nothing is checked.</summary>
    public static BirthDate FromRange(int from, int to) => new(from, to);

    /// <summary>Reads a cell of text, day first.</summary>
    /// <param name="utf8">The cell.</param>
    /// <param name="asOf">The day of the extract: later births are a fault, and two-digit years are read by it.</param>
    /// <returns>Faults <c>birth-date-…</c>: no-such-day, future, too-old, two-digit-year, placeholder, unreadable.
    /// </returns>
    public static Parsed<BirthDate> Parse(ReadOnlySpan<byte> utf8, DateOnly asOf)
    {
        var fields = utf8.Length switch
        {
            4 when Digits.TryRead(utf8, out var year) => new((int)year, 0, 0, Repairs.None),
            8 when Digits.TryRead(utf8, out var digits) => BirthFields.OfEightDigits((int)digits),
            10 => OfStamp(TimestampText.Day(utf8)),
            8 or 9 => OfStamp(TimestampText.Read(utf8) ?? default),
            _ => BirthFields.Unreadable,
        };
        return fields == BirthFields.Unreadable ? BirthDateText.Parse(utf8, asOf) : fields.Check(asOf);
    }

    /// <summary>Reads a cell that holds a number: an Excel serial, a year, or digits that are a date.</summary>
    /// <remarks>Excel counts from 1900-01-01 as 1 and believes in 29/02/1900. Numbers from 1900 up to the end of the
    /// century of today are years: nobody means a day of 1905 by 1962.</remarks>
    public static Parsed<BirthDate> ParseNumber(ReadOnlySpan<byte> utf8, DateOnly asOf)
    {
        var isPlain = utf8.IndexOfAnyInRange((byte)0x80, byte.MaxValue) < 0;
        var digits = isPlain ? utf8.Trim(" \t\r\n"u8)
            : System.Text.Encoding.UTF8.GetBytes(CellText.Ascii(utf8, out _)).AsSpan();
        var point = digits.IndexOfAny((byte)'.', (byte)',');
        var hasFraction = point > 0 && digits[(point + 1)..].IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0;
        // 3.1962 is March 1962 as a number, or a serial with a time; a day of 1900 has neither a time nor a reader.
        if (hasFraction && point <= 2 && digits[(point + 1)..].IndexOfAnyExcept((byte)'0') >= 0)
        {
            return BirthFields.Unreadable.Check(asOf);
        }

        digits = hasFraction ? digits[..point] : digits;
        var isSerial = digits.Length is > 0 and <= 5 && Digits.TryRead(digits, out var number)
            && number is > 0 and (< 1900 or > 2100);
        return isSerial ? OfSerial(digits, asOf) : Parse(digits, asOf);
    }

    public override string ToString() => $"••/••/{CalendarDay.ToDate(From).Year:D4}";

    /// <summary>A whole day that exists; anything else is for the slow way.</summary>
    static BirthFields OfStamp(in Stamp stamp) =>
        stamp is { Shape: DateShapes.DayMonthYear or DateShapes.YearMonthDay, DayExists: true }
            ? new(stamp.Year, stamp.Month, stamp.Day, Repairs.None)
            : BirthFields.Unreadable;

    /// <summary>A serial of up to five digits; 0 and 60 are no days.</summary>
    public static Parsed<BirthDate> OfSerial(ReadOnlySpan<byte> digits, DateOnly asOf)
    {
        Digits.TryRead(digits, out var serial);
        if (serial == 60)
        {
            return Parsed<BirthDate>.Bad("birth-date-no-such-day");
        }

        var zero = new DateOnly(1899, 12, serial < 60 ? 31 : 30);
        var date = zero.AddDays((int)serial);
        return new BirthFields(date.Year, date.Month, date.Day, Repairs.ExcelSerial).Check(asOf);
    }
}

/// <summary>Year, month and day as read; 0 for a part that is not known, a year of -1 for what is no date.</summary>
readonly record struct BirthFields(int Year, int Month, int Day, Repairs Repairs)
{
    /// <summary>Nobody known has lived to 130, so an earlier year is a slip.</summary>
    const int LongestLife = 130;

    public static readonly BirthFields Unreadable = new(-1, 0, 0, Repairs.None);

    /// <summary>yyyyMMdd, or else ddMMyyyy; either may have zeros for what is not known.</summary>
    public static BirthFields OfEightDigits(int digits)
    {
        int year = digits / 10_000, middle = digits / 100 % 100, last = digits % 100;
        if (digits == 0 || (IsYear(year) && middle <= 12 && last <= 31))
        {
            return new(year, middle, last, Repairs.None);
        }

        return IsYear(digits % 10_000)
            ? new(digits % 10_000, year % 100, year / 100, Repairs.None)
            : IsYear(year) ? new(year, middle, last, Repairs.None) : Unreadable;
    }

    /// <summary>True for a number of four digits that people use as a year.</summary>
    public static bool IsYear(int number) => number is >= 1800 and <= 2200;

    /// <summary>The date, or the fault of the fields.</summary>
    public Parsed<BirthDate> Check(DateOnly asOf)
    {
        if (Year == 0 && Month == 0 && Day == 0)
        {
            return Parsed<BirthDate>.Empty;
        }

        if (Year is < 1000 or > 9999)
        {
            return Bad("unreadable");
        }

        // An empty cell that a spreadsheet, or a program with its day 0 or 1, showed as a date.
        if (this is { Year: 1900, Month: 1, Day: 0 } or { Year: 1899, Month: 12, Day: 30 or 31 })
        {
            return Bad("placeholder");
        }

        var fault = Year > asOf.Year ? "future" : Year < asOf.Year - LongestLife ? "too-old" : null;
        return fault is null ? Span(asOf) : Bad(CouldBeDay() ? fault : "no-such-day");
    }

    Parsed<BirthDate> Span(DateOnly asOf)
    {
        if (!CouldBeDay())
        {
            return Bad("no-such-day");
        }

        var from = CalendarDay.Of(Year, Math.Max(Month, 1), Math.Max(Day, 1));
        if (from > CalendarDay.Of(asOf))
        {
            return Bad("future");
        }

        var last = Month == 0 ? CalendarDay.Of(Year, 12, 31)
            : Day == 0 ? CalendarDay.Of(Year, Month, DateTime.DaysInMonth(Year, Month))
            : from;
        var placeholder = Month == 1 && Day == 1 ? Repairs.Placeholder0101 : Repairs.None;
        return Parsed<BirthDate>.Of(BirthDate.FromRange(from, last), Repairs | placeholder);
    }

    /// <summary>A day without a month is nobody's birthday.</summary>
    bool CouldBeDay() => Month == 0 ? Day == 0 : CalendarDay.Exists(Year, Month, Math.Max(Day, 1));

    static Parsed<BirthDate> Bad(string reason) => Parsed<BirthDate>.Bad("birth-date-" + reason);
}
