using System.Text;

namespace De06Ingest.Values;

/// <summary>Reads ordinary dates and times: of issue, of receipt, of payment. Birth dates are <see cref="BirthDate"/>.
/// </summary>
/// <remarks>A list of formats restricts the order of the parts and whether there is a time; the separators / - . are
/// alike, and a one-digit day or month is read. A time without a zone is Vietnam's.</remarks>
static class DateForms
{
    const DateShapes UsualDays = DateShapes.DayMonthYear | DateShapes.YearMonthDay | DateShapes.Compact;

    const DateShapes UsualTimes = DateShapes.DayMonthYearMinutes | DateShapes.DayMonthYearSeconds
        | DateShapes.CompactMinutes | DateShapes.CompactSeconds | DateShapes.IsoTime;

    /// <summary>Days since 2000-01-01; a time is dropped, after it moved a zoned stamp to the Vietnamese day.</summary>
    /// <param name="utf8">The cell.</param>
    /// <param name="formats">Accepted formats; none for the usual ones. MM/yyyy and yyyy give their first day.</param>
    /// <returns>Faults <c>date-unreadable</c>, <c>date-no-such-day</c>.</returns>
    public static Parsed<int> ParseDay(ReadOnlySpan<byte> utf8, DateShapes formats)
    {
        var allowed = formats == DateShapes.None ? UsualDays : DaysOf(formats);
        var stamp = TimestampText.Read(utf8) ?? OfOdd(utf8);
        if (stamp is null)
        {
            return IsEmpty(utf8) ? Parsed<int>.Empty : Parsed<int>.Bad("date-unreadable");
        }

        if ((DaysOf(stamp.Value.Shape) & allowed) == DateShapes.None)
        {
            return Parsed<int>.Bad("date-unreadable");
        }

        return stamp.Value.DayExists ? DayOf(stamp.Value) : Parsed<int>.Bad("date-no-such-day");
    }

    /// <summary>Microseconds since 2000-01-01 00:00 UTC.</summary>
    /// <param name="utf8">The cell.</param>
    /// <param name="formats">Accepted formats; none for the usual ones, all of which have a time: a date alone would
    /// make midnight of a due day, and everything done on that day late. It is read only where it is listed.</param>
    /// <returns>Fault <c>timestamp-unreadable</c>.</returns>
    public static Parsed<long> ParseTimestamp(ReadOnlySpan<byte> utf8, DateShapes formats)
    {
        var allowed = formats == DateShapes.None ? UsualTimes : formats;
        var stamp = TimestampText.Read(utf8) ?? OfOdd(utf8);
        if (stamp is null)
        {
            return IsEmpty(utf8) ? Parsed<long>.Empty : Parsed<long>.Bad("timestamp-unreadable");
        }

        return (stamp.Value.Shape & allowed) == DateShapes.None || !stamp.Value.DayExists
            ? Parsed<long>.Bad("timestamp-unreadable")
            : Parsed<long>.Of(
                (stamp.Value.UtcSeconds * 1_000_000) + stamp.Value.Micros,
                stamp.Value.HasZone ? Repairs.FromUtc : Repairs.None);
    }

    /// <summary>The shapes of a contract's list of formats; a name that is not known adds none.</summary>
    public static DateShapes ShapesOf(IReadOnlyList<string> formats) =>
        formats.Aggregate(DateShapes.None, (shapes, format) => shapes | ShapeOf(format));

    static Parsed<int> DayOf(in Stamp stamp)
    {
        if (!stamp.HasZone)
        {
            return Parsed<int>.Of(CalendarDay.Of(stamp.Year, stamp.Month, stamp.Day));
        }

        var day = VietnamTime.DayOf(stamp.UtcSeconds);
        return CalendarDay.IsInRange(day)
            ? Parsed<int>.Of((int)day, Repairs.FromUtc)
            : Parsed<int>.Bad("date-no-such-day");
    }

    /// <summary>A second look after spaces, apostrophes, full-width digits and a .0 are gone.</summary>
    static Stamp? OfOdd(ReadOnlySpan<byte> utf8)
    {
        if (CellText.IsBlank(utf8) || utf8.Length > CellText.LongestCell)
        {
            return null;
        }

        var text = CellText.Ascii(utf8, out var repairs).Trim('"', '=', '\'', ' ');
        return TimestampText.Read(Encoding.UTF8.GetBytes(ScientificText.DropFloatSuffix(text, ref repairs)));
    }

    static bool IsEmpty(ReadOnlySpan<byte> utf8) => CellText.IsBlank(utf8)
        || (utf8.Length <= CellText.LongestCell && CellText.MeansNothing(CellText.Ascii(utf8, out _)));

    static DateShapes ShapeOf(string format) => format switch
    {
        "dd/MM/yyyy" or "d/M/yyyy" or "d-M-yyyy" => DateShapes.DayMonthYear,
        "MM/yyyy" => DateShapes.MonthYear,
        "yyyy" => DateShapes.Year,
        "yyyyMMdd" => DateShapes.Compact,
        "yyyy-MM-dd" => DateShapes.YearMonthDay,
        "dd/MM/yyyy HH:mm" => DateShapes.DayMonthYearMinutes,
        "dd/MM/yyyy HH:mm:ss" => DateShapes.DayMonthYearSeconds,
        "yyyyMMddHHmm" => DateShapes.CompactMinutes,
        "yyyyMMddHHmmss" => DateShapes.CompactSeconds,
        "iso" => DateShapes.IsoTime,
        _ => DateShapes.None,
    };

    /// <summary>The shapes of the date alone for shapes that may have a time.</summary>
    static DateShapes DaysOf(DateShapes shapes)
    {
        var days = shapes & (UsualDays | DateShapes.MonthYear | DateShapes.Year);
        if ((shapes & (DateShapes.DayMonthYearMinutes | DateShapes.DayMonthYearSeconds)) != DateShapes.None)
        {
            days |= DateShapes.DayMonthYear;
        }

        if ((shapes & (DateShapes.CompactMinutes | DateShapes.CompactSeconds)) != DateShapes.None)
        {
            days |= DateShapes.Compact;
        }

        return (shapes & DateShapes.IsoTime) != DateShapes.None ? days | DateShapes.YearMonthDay : days;
    }
}
