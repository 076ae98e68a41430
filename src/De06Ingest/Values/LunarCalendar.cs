namespace De06Ingest.Values;

/// <summary>Âm lịch as it is kept in Vietnam: months begin on the day of the new moon and the eleventh holds the winter
/// solstice, both by the clock of UTC+7.</summary>
/// <remarks>China keeps UTC+8, so that its new year fell a month later in 1985 and a day later in 2007, and will in
/// 2030. New moons and the sun's longitude after Jean Meeus, Astronomical Algorithms; good to minutes for this century
/// and the last.</remarks>
static class LunarCalendar
{
    /// <summary>Julian day number of the day whose <see cref="DateOnly.DayNumber"/> is 0.</summary>
    const int Julian = 1_721_426;
    const double Month = 29.530588853;
    const double FirstNewMoon = 2_415_021.076998695;
    const double Clock = 7.0 / 24;

    /// <summary>The day of a lunar month that is not a leap one.</summary>
    /// <param name="year">Lunar year, which begins in January or February of the same number.</param>
    /// <param name="month">1 to 10.</param>
    /// <param name="day">1 to 30.</param>
    public static DateOnly DayOf(int year, int month, int day)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(month, 10);
        var (eleventh, next) = (EleventhMonth(year - 1), EleventhMonth(year));
        var number = NumberOf(eleventh);
        var months = month + 1;
        if (next - eleventh > 365 && months >= LeapMonth(number))
        {
            months++;
        }

        return DateOnly.FromDayNumber(NewMoonDay(number + months) + day - 1 - Julian);
    }

    /// <summary>Day on which the month with the winter solstice of a year begins.</summary>
    static int EleventhMonth(int year)
    {
        var number = (int)((new DateOnly(year, 12, 31).DayNumber + Julian - 2_415_021) / Month);
        var begins = NewMoonDay(number);
        return SunSector(begins) >= 9 ? NewMoonDay(number - 1) : begins;
    }

    static int NumberOf(int newMoonDay) => (int)Math.Floor(((newMoonDay - FirstNewMoon) / Month) + 0.5);

    /// <summary>How many months after the eleventh the first one comes in which the sun enters no new sign.</summary>
    static int LeapMonth(int number)
    {
        var months = 1;
        while (SunSector(NewMoonDay(number + months)) != SunSector(NewMoonDay(number + months + 1)))
        {
            months++;
        }

        return months;
    }

    /// <summary>Which twelfth of its way the sun is in when a day begins; 9 begins with the winter solstice.</summary>
    static int SunSector(int day)
    {
        var t = (day - 2_451_545.5 - Clock) / 36_525;
        var anomaly = 357.5291 + (35_999.0503 * t) - (0.0001559 * t * t);
        var centre = ((1.9146 - (0.004817 * t)) * Sin(anomaly)) + ((0.019993 - (0.000101 * t)) * Sin(2 * anomaly))
            + (0.00029 * Sin(3 * anomaly));
        var longitude = 280.46645 + (36_000.76983 * t) + (0.0003032 * t * t) + centre;
        return (int)(((longitude % 360) + 360) % 360 / 30);
    }

    /// <summary>Day of a new moon, counted from that of the first of January 1900.</summary>
    static int NewMoonDay(int number)
    {
        var t = number / 1236.85;
        var mean = 2_415_020.75933 + (29.53058868 * number) + (0.0001178 * t * t)
            + (0.00033 * Sin(166.56 + (132.87 * t) - (0.009173 * t * t)));
        var sun = 359.2242 + (29.10535608 * number) - (0.0000333 * t * t);
        var moon = 306.0253 + (385.81691806 * number) + (0.0107306 * t * t);
        var node = 21.2964 + (390.67050646 * number) - (0.0016528 * t * t);
        var correction = ((0.1734 - (0.000393 * t)) * Sin(sun)) + (0.0021 * Sin(2 * sun))
            - (0.4068 * Sin(moon)) + (0.0161 * Sin(2 * moon)) - (0.0004 * Sin(3 * moon))
            + (0.0104 * Sin(2 * node)) - (0.0051 * Sin(sun + moon)) - (0.0074 * Sin(sun - moon))
            + (0.0004 * Sin((2 * node) + sun)) - (0.0004 * Sin((2 * node) - sun)) - (0.0006 * Sin((2 * node) + moon))
            + (0.001 * Sin((2 * node) - moon)) + (0.0005 * Sin(sun + (2 * moon)));
        var earthLate = -0.000278 + (0.000265 * t) + (0.000262 * t * t);
        return (int)Math.Floor(mean + correction - earthLate + 0.5 + Clock);
    }

    static double Sin(double degrees) => Math.Sin(degrees * Math.PI / 180);
}
