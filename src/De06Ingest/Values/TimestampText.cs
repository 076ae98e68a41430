namespace De06Ingest.Values;

/// <summary>The written forms of a date with or without a time.</summary>
[Flags]
enum DateShapes
{
    None = 0,
    DayMonthYear = 1,
    MonthYear = 1 << 1,
    Year = 1 << 2,
    Compact = 1 << 3,
    YearMonthDay = 1 << 4,
    DayMonthYearMinutes = 1 << 5,
    DayMonthYearSeconds = 1 << 6,
    CompactMinutes = 1 << 7,
    CompactSeconds = 1 << 8,
    IsoTime = 1 << 9,
}

/// <summary>A date and time as written: the fields, the offset if there was one, the form.</summary>
/// <param name="Seconds">Seconds since midnight.</param>
/// <param name="OffsetSeconds">East of Greenwich; null when the cell names no zone.</param>
readonly record struct Stamp(
    DateShapes Shape, int Year, int Month, int Day, int Seconds = 0, int Micros = 0, int? OffsetSeconds = null)
{
    public bool HasZone => OffsetSeconds is not null;

    public bool DayExists => CalendarDay.Exists(Year, Month, Day);

    /// <summary>Seconds since 2000-01-01 UTC; without an offset the clock is Vietnam's.</summary>
    public long UtcSeconds
    {
        get
        {
            var local = (CalendarDay.Of(Year, Month, Day) * VietnamTime.SecondsPerDay) + Seconds;
            return OffsetSeconds is { } offset ? local - offset : VietnamTime.ToUtc(local);
        }
    }
}

/// <summary>Reads dates and times from ASCII without allocating.</summary>
static class TimestampText
{
    /// <summary>The stamp, or null when the text has none of the forms. A stamp with a time or zone has a day that
    /// exists; a date alone is for the caller to check.</summary>
    public static Stamp? Read(ReadOnlySpan<byte> text)
    {
        var ordinary = text.Length switch
        {
            10 => Day(text),
            19 => DayAndTime(text),
            _ => default,
        };
        return ordinary.Shape == DateShapes.None ? ByPieces(text) : ordinary;
    }

    /// <summary>The same, of any form.</summary>
    internal static Stamp? ByPieces(ReadOnlySpan<byte> text)
    {
        var first = CountDigits(text);
        if (first == text.Length)
        {
            return OfDigits(text);
        }

        var rest = 0;
        var date = first switch
        {
            1 or 2 => DayFirst(text, first, out rest),
            4 => YearFirst(text, out rest),
            _ => null,
        };
        return date is null || rest == text.Length ? date : WithTime(date.Value, text[rest..]);
    }

    /// <summary>dd/MM/yyyy or yyyy-MM-dd of a day that exists, in the first ten bytes; no shape for all else.</summary>
    public static Stamp Day(ReadOnlySpan<byte> text)
    {
        var isDayFirst = IsSeparator(text[2]) && text[5] == text[2];
        var isYearFirst = IsSeparator(text[4]) && text[7] == text[4];
        if (isDayFirst == isYearFirst)
        {
            return default;
        }

        var (day, month) = (Digits.Two(text, isDayFirst ? 0 : 8), Digits.Two(text, isDayFirst ? 3 : 5));
        var year = (Digits.Two(text, isDayFirst ? 6 : 0) * 100) + Digits.Two(text, isDayFirst ? 8 : 2);
        return CalendarDay.Exists(year, month, day)
            ? new(isDayFirst ? DateShapes.DayMonthYear : DateShapes.YearMonthDay, year, month, day)
            : default;
    }

    /// <summary>The same with HH:mm:ss behind it.</summary>
    static Stamp DayAndTime(ReadOnlySpan<byte> text)
    {
        if (text[13] != ':' || text[16] != ':' || text[10] is not ((byte)' ' or (byte)'T'))
        {
            return default;
        }

        var day = Day(text);
        int hour = Digits.Two(text, 11), minute = Digits.Two(text, 14), second = Digits.Two(text, 17);
        var shape = day.Shape switch
        {
            DateShapes.DayMonthYear => DateShapes.DayMonthYearSeconds,
            DateShapes.YearMonthDay => DateShapes.IsoTime,
            _ => DateShapes.None,
        };
        return hour is >= 0 and < 24 && minute is >= 0 and < 60 && second is >= 0 and < 60
            ? day with { Shape = shape, Seconds = (hour * 3600) + (minute * 60) + second }
            : default;
    }

    static Stamp? OfDigits(ReadOnlySpan<byte> text) => text.Length switch
    {
        4 => new(DateShapes.Year, Number(text), 1, 1),
        8 => CompactDate(text, DateShapes.Compact),
        12 => Timed(CompactDate(text, DateShapes.CompactMinutes), Number(text[8..10]), Number(text[10..12]), 0),
        14 => Timed(
            CompactDate(text, DateShapes.CompactSeconds), Number(text[8..10]), Number(text[10..12]),
                Number(text[12..14])),
        _ => null,
    };

    static Stamp CompactDate(ReadOnlySpan<byte> text, DateShapes shape) =>
        new(shape, Number(text[..4]), Number(text[4..6]), Number(text[6..8]));

    /// <summary>d/M/yyyy or M/yyyy, with one kind of separator.</summary>
    static Stamp? DayFirst(ReadOnlySpan<byte> text, int first, out int rest)
    {
        rest = 0;
        var separator = text[first];
        if (!IsSeparator(separator))
        {
            return null;
        }

        var second = CountDigits(text[(first + 1)..]);
        var afterSecond = first + 1 + second;
        if (second == 4 && afterSecond == text.Length)
        {
            rest = afterSecond;
            return new(DateShapes.MonthYear, Number(text.Slice(first + 1, 4)), Number(text[..first]), 1);
        }

        if (second is not (1 or 2) || afterSecond >= text.Length || text[afterSecond] != separator
            || CountDigits(text[(afterSecond + 1)..]) != 4)
        {
            return null;
        }

        rest = afterSecond + 5;
        return new(
            DateShapes.DayMonthYear, Number(text.Slice(afterSecond + 1, 4)), Number(text.Slice(first + 1, second)),
            Number(text[..first]));
    }

    /// <summary>yyyy-MM-dd, also with slashes.</summary>
    static Stamp? YearFirst(ReadOnlySpan<byte> text, out int rest)
    {
        rest = 0;
        var fits = text.Length >= 10 && IsSeparator(text[4]) && text[7] == text[4] && CountDigits(text[5..]) == 2
            && CountDigits(text[8..]) == 2;
        if (!fits)
        {
            return null;
        }

        rest = 10;
        return new(DateShapes.YearMonthDay, Number(text[..4]), Number(text[5..7]), Number(text[8..10]));
    }

    /// <summary>The time behind the date: <c>T08:15</c>, <c> 8:15:00.123</c>, and a zone.</summary>
    static Stamp? WithTime(Stamp date, ReadOnlySpan<byte> text)
    {
        if (text[0] is not ((byte)' ' or (byte)'T' or (byte)'t'))
        {
            return null;
        }

        text = text[1..].TrimStart((byte)' ');
        var hour = CountDigits(text);
        if (hour is not (1 or 2) || text.Length < hour + 3 || text[hour] != ':' || CountDigits(text[(hour + 1)..]) != 2)
        {
            return null;
        }

        var rest = text[(hour + 3)..];
        var second = 0;
        var hasSeconds = rest.Length >= 3 && rest[0] == ':' && CountDigits(rest[1..]) == 2;
        if (hasSeconds)
        {
            second = Number(rest[1..3]);
            rest = rest[3..];
        }

        var micros = Micros(ref rest);
        var shape = date.Shape == DateShapes.YearMonthDay ? DateShapes.IsoTime
            : hasSeconds ? DateShapes.DayMonthYearSeconds : DateShapes.DayMonthYearMinutes;
        return Zoned(
            Timed(
                date with { Shape = shape, Micros = micros },
                Number(text[..hour]),
                Number(text.Slice(hour + 1, 2)),
                second),
            rest.TrimStart((byte)' '));
    }

    static Stamp? Timed(Stamp date, int hour, int minute, int second) => hour < 24 && minute < 60 && second < 60
        && date.DayExists
        ? date with { Seconds = (hour * 3600) + (minute * 60) + second }
        : null;

    static int Micros(ref ReadOnlySpan<byte> rest)
    {
        var count = rest is [(byte)'.' or (byte)',', ..] ? CountDigits(rest[1..]) : 0;
        if (count == 0)
        {
            return 0;
        }

        var kept = Math.Min(count, 6);
        var micros = Number(rest.Slice(1, kept));
        rest = rest[(count + 1)..];
        return micros * (int)Digits.PowerOfTen(6 - kept);
    }

    /// <summary>Nothing, Z, ±hh, ±hhmm or ±hh:mm.</summary>
    static Stamp? Zoned(Stamp? local, ReadOnlySpan<byte> zone)
    {
        if (local is null || zone.IsEmpty)
        {
            return local;
        }

        if (zone is [(byte)'Z' or (byte)'z'])
        {
            return local.Value with { OffsetSeconds = 0 };
        }

        var sign = zone[0] switch { (byte)'+' => 1, (byte)'-' => -1, _ => 0 };
        var minutes = zone.Length switch
        {
            3 => "00"u8,
            5 => zone[3..],
            6 when zone[3] == ':' => zone[4..],
            _ => default,
        };
        var isOffset = sign != 0 && minutes.Length == 2 && CountDigits(minutes) == 2 && CountDigits(zone[1..3]) == 2;
        if (!isOffset || Number(zone[1..3]) > 15 || Number(minutes) > 59)
        {
            return null;
        }

        return local.Value with { OffsetSeconds = sign * ((Number(zone[1..3]) * 3600) + (Number(minutes) * 60)) };
    }

    static bool IsSeparator(byte one) => one is (byte)'/' or (byte)'-' or (byte)'.';

    static int CountDigits(ReadOnlySpan<byte> text)
    {
        var other = text.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        return other < 0 ? text.Length : other;
    }

    static int Number(ReadOnlySpan<byte> digits)
    {
        Digits.TryRead(digits, out var number);
        return (int)number;
    }
}
