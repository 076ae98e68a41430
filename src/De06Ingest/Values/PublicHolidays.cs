namespace De06Ingest.Values;

/// <summary>Ngày nghỉ lễ, tết of a year, with the days off in the place of those that fall on a weekend: Labour Code
/// 45/2019/QH14, articles 112 and 111(3); before 2021 Code 10/2012/QH13, with one day for 2 September.</summary>
/// <remarks>Which two or one of Tết's five days come before the new year, and which neighbour of 2 September is off, is
/// decided each year; here as in every year since 2018, so that the days join a weekend. Where a decision says
/// otherwise, or swaps working days, it stands in a file.</remarks>
static class PublicHolidays
{
    public static IReadOnlyDictionary<DateOnly, string> Of(int year)
    {
        var days = new SortedDictionary<DateOnly, string>();
        Add(new(year, 1, 1), "Tết Dương lịch");
        var tet = LunarCalendar.DayOf(year, 1, 1);
        var first = tet.AddDays(tet.DayOfWeek == DayOfWeek.Tuesday ? -1 : -2);
        for (var i = 0; i < 5; i++)
        {
            Add(first.AddDays(i), "Tết Nguyên đán");
        }

        Add(LunarCalendar.DayOf(year, 3, 10), "Giỗ Tổ Hùng Vương");
        Add(new(year, 4, 30), "Ngày Chiến thắng");
        Add(new(year, 5, 1), "Ngày Quốc tế lao động");
        var independence = new DateOnly(year, 9, 2);
        Add(independence, "Quốc khánh");
        if (year >= 2021)
        {
            Add(independence.AddDays(independence.DayOfWeek is DayOfWeek.Monday or DayOfWeek.Thursday ? 1 : -1),
                "Quốc khánh");
        }

        foreach (var (day, name) in days.Where(d => IsWeekend(d.Key)).ToList())
        {
            Add(Enumerable.Range(1, 20).Select(day.AddDays).First(d => !IsWeekend(d) && !days.ContainsKey(d)),
                "Nghỉ bù " + name);
        }

        return days;

        void Add(DateOnly day, string name) => days.TryAdd(day, name);
    }

    public static bool IsWeekend(DateOnly day) => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
}
