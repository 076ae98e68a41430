using System.Text;
using De06Ingest.Values;

namespace De06Ingest.Tests.Values;

public class DateFormsTests
{
    [Theory]
    [InlineData("05/01/2024", "", "2024-01-05")]
    [InlineData("5/1/2024", "", "2024-01-05")]
    [InlineData("5-1-2024", "", "2024-01-05")]
    [InlineData("2024-01-05", "", "2024-01-05")]
    [InlineData("20240105", "", "2024-01-05")]
    [InlineData("20240105.0", "", "2024-01-05")]
    [InlineData(" '05/01/2024\u00A0", "", "2024-01-05")]
    [InlineData("05/01/2024 08:15", "", "2024-01-05")]
    [InlineData("2024-01-05T23:15:00Z", "", "2024-01-06")]
    [InlineData("202401050815", "", "2024-01-05")]
    [InlineData("01/2024", "MM/yyyy", "2024-01-01")]
    [InlineData("2024", "yyyy", "2024-01-01")]
    [InlineData("20240105", "yyyyMMdd,dd/MM/yyyy", "2024-01-05")]
    public void Reads_days(string cell, string formats, string iso)
    {
        var parsed = DateForms.ParseDay(Encoding.UTF8.GetBytes(cell), Formats(formats));

        Assert.Null(parsed.Fault);
        Assert.Equal(iso, CalendarDay.ToDate(parsed.Value).ToString("yyyy-MM-dd"));
    }

    [Theory]
    [InlineData("31/04/2024", "", "date-no-such-day")]
    [InlineData("20241301", "", "date-no-such-day")]
    [InlineData("2024", "", "date-unreadable")]
    [InlineData("01/2024", "", "date-unreadable")]
    [InlineData("05/01/24", "", "date-unreadable")]
    [InlineData("20240105", "dd/MM/yyyy", "date-unreadable")]
    [InlineData("05/01/2024 25:00", "", "date-unreadable")]
    [InlineData("abc", "", "date-unreadable")]
    public void Refuses_days(string cell, string formats, string fault) =>
        Assert.Equal(fault, DateForms.ParseDay(Encoding.UTF8.GetBytes(cell), Formats(formats)).Fault);

    [Theory]
    [InlineData("05/01/2024 08:15", "", "2024-01-05T01:15:00.000000Z")]
    [InlineData("5/1/2024 8:15:07", "", "2024-01-05T01:15:07.000000Z")]
    [InlineData("2024-01-05 08:15", "", "2024-01-05T01:15:00.000000Z")]
    [InlineData("2024-01-05T08:15:07.123", "", "2024-01-05T01:15:07.123000Z")]
    [InlineData("2024-01-05T08:15:07.1234567Z", "", "2024-01-05T08:15:07.123456Z")]
    [InlineData("2024-01-05T08:15:07+07:00", "", "2024-01-05T01:15:07.000000Z")]
    [InlineData("2024-01-05T08:15:07-0330", "", "2024-01-05T11:45:07.000000Z")]
    [InlineData("202401050815", "", "2024-01-05T01:15:00.000000Z")]
    [InlineData("20240105081507", "", "2024-01-05T01:15:07.000000Z")]
    [InlineData("01/06/1970 08:00", "", "1970-06-01T00:00:00.000000Z")]
    [InlineData("05/01/2024", "dd/MM/yyyy", "2024-01-04T17:00:00.000000Z")]
    public void Reads_timestamps(string cell, string formats, string utc)
    {
        var parsed = DateForms.ParseTimestamp(Encoding.UTF8.GetBytes(cell), Formats(formats));
        var time = new DateTime(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddTicks(parsed.Value * 10);

        Assert.True(parsed.IsValue);
        Assert.Equal(utc, time.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ"));
    }

    [Theory]
    [InlineData("05/01/2024", "")]
    [InlineData("31/04/2024 08:15", "")]
    [InlineData("05/01/2024 24:15", "")]
    [InlineData("05/01/2024 08:15", "iso")]
    [InlineData("2024-01-05T08:15+99:00", "")]
    [InlineData("hôm qua", "")]
    public void Refuses_timestamps(string cell, string formats) => Assert.Equal(
        "timestamp-unreadable", DateForms.ParseTimestamp(Encoding.UTF8.GetBytes(cell), Formats(formats)).Fault);

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("NULL")]
    public void Takes_as_empty(string cell)
    {
        Assert.True(DateForms.ParseDay(Encoding.UTF8.GetBytes(cell), []).IsEmpty);
        Assert.True(DateForms.ParseTimestamp(Encoding.UTF8.GetBytes(cell), []).IsEmpty);
    }

    static string[] Formats(string list) => list.Split(',', StringSplitOptions.RemoveEmptyEntries);
}
