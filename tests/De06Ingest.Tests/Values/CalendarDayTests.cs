using De06Ingest.Values;

namespace De06Ingest.Tests.Values;

public class CalendarDayTests
{
    static readonly DateTime Epoch = new(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Keeps_the_clock_that_the_tz_database_keeps_since_1911()
    {
        Assert.SkipUnless(
            TimeZoneInfo.TryFindSystemTimeZoneById("Asia/Ho_Chi_Minh", out var zone), "No tz files on this machine.");
        for (var utc = new DateTime(1911, 5, 2, 0, 0, 0, DateTimeKind.Utc); utc.Year < 2030; utc = utc.AddHours(5))
        {
            var seconds = (long)(utc - Epoch).TotalSeconds;
            Assert.Equal((long)zone!.GetUtcOffset(utc).TotalSeconds, VietnamTime.ToLocal(seconds) - seconds);
        }
    }

    [Fact]
    public void Comes_back_from_local_time_except_in_the_hours_that_came_twice()
    {
        var odd = 0;
        for (var utc = new DateTime(1900, 1, 1, 0, 30, 0, DateTimeKind.Utc); utc.Year < 2030; utc = utc.AddHours(1))
        {
            var seconds = (long)(utc - Epoch).TotalSeconds;
            odd += VietnamTime.ToUtc(VietnamTime.ToLocal(seconds)) == seconds ? 0 : 1;
        }

        // 1911 (minutes), 1945 (two hours), 1955 and 1975 (one hour each).
        Assert.InRange(odd, 4, 5);
    }

    [Fact]
    public void Moves_a_skipped_hour_on()
    {
        // On 1 January 1960 the clock went from 23:00 to 24:00.
        var change = (long)(new DateTime(1959, 12, 31, 16, 0, 0, DateTimeKind.Utc) - Epoch).TotalSeconds;
        var skipped = (long)(new DateTime(1959, 12, 31, 23, 30, 0, DateTimeKind.Utc) - Epoch).TotalSeconds;

        Assert.InRange(VietnamTime.ToUtc(skipped), change, change + 3600);
    }

    [Theory]
    [InlineData(2000, 2, 29, true)]
    [InlineData(1900, 2, 29, false)]
    [InlineData(1999, 13, 1, false)]
    [InlineData(0, 1, 1, false)]
    [InlineData(1, 1, 1, true)]
    [InlineData(9999, 12, 31, true)]
    [InlineData(10000, 1, 1, false)]
    public void Knows_the_calendar(int year, int month, int day, bool exists) =>
        Assert.Equal(exists, CalendarDay.Exists(year, month, day));
}
