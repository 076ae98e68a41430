namespace De06Ingest.Values;

/// <summary>Days as PostgreSQL counts them: whole days since 2000-01-01.</summary>
static class CalendarDay
{
    static readonly int Epoch = new DateOnly(2000, 1, 1).DayNumber;

    /// <summary>True when the calendar has the day; years 1 to 9999.</summary>
    public static bool Exists(int year, int month, int day) =>
        year is >= 1 and <= 9999 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month);

    /// <summary>The number of a day that <see cref="Exists"/>.</summary>
    public static int Of(int year, int month, int day) => new DateOnly(year, month, day).DayNumber - Epoch;

    public static int Of(DateOnly date) => date.DayNumber - Epoch;

    public static DateOnly ToDate(int day) => DateOnly.FromDayNumber(day + Epoch);

    /// <summary>True when <see cref="ToDate"/> can give the day.</summary>
    public static bool IsInRange(long day) =>
        day + Epoch >= DateOnly.MinValue.DayNumber && day + Epoch <= DateOnly.MaxValue.DayNumber;
}

/// <summary>Asia/Ho_Chi_Minh of the tz database, second by second back to 1906.</summary>
/// <remarks>Carried here and not asked of the system: the clock stood at +08 and +09 for decades before 13 June 1975,
/// so elders' birthdays written as UTC midnights depend on it, a slim container may have no tz files, and .NET rounds
/// the offset of before 1911 to whole minutes. A test holds the table against the system's.</remarks>
static class VietnamTime
{
    public const long SecondsPerDay = 86_400;

    const int StandardOffset = 25_200;
    const int LocalMeanOffset = 25_590;
    const long LastChange = -774_864_000;

    /// <summary>Seconds since 2000-01-01 UTC from which an offset holds, the newest first.</summary>
    static readonly (long From, int Offset)[] Changes =
    [
        (LastChange, StandardOffset),
        (-1_262_332_800, 28_800),
        (-1_404_457_200, StandardOffset),
        (-1_664_780_400, 28_800),
        (-1_714_554_000, StandardOffset),
        (-1_729_328_400, 32_400),
        (-1_798_790_400, 28_800),
        (-2_798_262_390, StandardOffset),
        (long.MinValue, LocalMeanOffset),
    ];

    /// <summary>The day that it was in Vietnam; after June 1975.</summary>
    public static DateOnly DayOf(DateTimeOffset time) =>
        DateOnly.FromDateTime(time.ToOffset(TimeSpan.FromSeconds(StandardOffset)).DateTime);

    /// <summary>Local seconds since 2000-01-01 00:00 for seconds since 2000-01-01 UTC.</summary>
    public static long ToLocal(long utc) => utc + OffsetAt(utc);

    /// <summary>UTC seconds for local seconds; a clock time that came twice is the first, one that was skipped is
    /// moved on by the skip.</summary>
    public static long ToUtc(long local)
    {
        // Past the last change plus a day no other offset can play in.
        if (local > LastChange + SecondsPerDay)
        {
            return local - StandardOffset;
        }

        for (var i = Changes.Length - 1; i > 0; i--)
        {
            var utc = local - Changes[i].Offset;
            if (utc < Changes[i - 1].From)
            {
                return Math.Max(utc, Changes[i].From);
            }
        }

        return local - StandardOffset;
    }

    /// <summary>The local day of seconds since 2000-01-01 UTC.</summary>
    public static long DayOf(long utc) => (long)Math.Floor(ToLocal(utc) / (double)SecondsPerDay);

    static int OffsetAt(long utc)
    {
        var i = 0;
        while (utc < Changes[i].From)
        {
            i++;
        }

        return Changes[i].Offset;
    }
}
