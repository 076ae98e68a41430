using System.Text;
using De06Ingest.Values;

namespace De06Ingest.Tests.Values;

public class DateFormsTests
{
    [Fact]
    public void Reads_the_ordinary_forms_as_it_reads_them_piece_by_piece()
    {
        string[] forms = ["05/01/2024 08:15:59", "31-12-1999 23:59:59", "2024-02-29T00:00:00", "2024.02.28 24:00:00",
            "05/01/2024", "2024-02-29"];
        foreach (var form in forms)
        {
            for (var at = 0; at < form.Length; at++)
            {
                foreach (var one in "0123459/-.: TtZ")
                {
                    var cell = Encoding.UTF8.GetBytes($"{form[..at]}{one}{form[(at + 1)..]}");

                    Assert.Equal(TimestampText.ByPieces(cell), TimestampText.Read(cell));
                }
            }
        }
    }

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
    [InlineData("5/1/2024", "d/M/yyyy", "2024-01-05")]
    [InlineData("5-1-2024", "d-M-yyyy", "2024-01-05")]
    [InlineData("2024-01-05", "yyyy-MM-dd", "2024-01-05")]
    [InlineData("05/01/2024 08:15", "dd/MM/yyyy HH:mm", "2024-01-05")]
    [InlineData("05/01/2024", "dd/MM/yyyy HH:mm,dd/MM/yyyy HH:mm:ss", "2024-01-05")]
    [InlineData("20240105", "yyyyMMddHHmm", "2024-01-05")]
    [InlineData("2024-01-05", "iso", "2024-01-05")]
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
    [InlineData("20240105.5", "", "date-unreadable")]
    [InlineData("2024-01-05", "dd/MM/yyyy", "date-unreadable")]
    [InlineData("05/01/2024", "iso", "date-unreadable")]
    [InlineData("0001-01-01T00:00:00+14:00", "", "date-no-such-day")]
    [InlineData("9999-12-31T23:00:00Z", "", "date-no-such-day")]
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
    [InlineData("05/01/2024 08:15", "dd/MM/yyyy HH:mm", "2024-01-05T01:15:00.000000Z")]
    [InlineData("05/01/2024 08:15:07", "dd/MM/yyyy HH:mm:ss", "2024-01-05T01:15:07.000000Z")]
    [InlineData("202401050815", "yyyyMMddHHmm", "2024-01-05T01:15:00.000000Z")]
    [InlineData("20240105081507", "yyyyMMddHHmmss", "2024-01-05T01:15:07.000000Z")]
    [InlineData("2024-01-05T08:15", "iso", "2024-01-05T01:15:00.000000Z")]
    [InlineData("'05/01/2024 08:15\u00A0", "", "2024-01-05T01:15:00.000000Z")]
    [InlineData("2024-01-05T23:59:59+15:00", "", "2024-01-05T08:59:59.000000Z")]
    [InlineData("2024-01-05T08:15:07+00:59", "", "2024-01-05T07:16:07.000000Z")]
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
    [InlineData("05/01/2024 08:60", "")]
    [InlineData("05/01/2024 08:15:60", "")]
    [InlineData("05/01/2024 08h15", "")]
    [InlineData("05/01/2024 8", "")]
    [InlineData("05/01/2024 081:15", "")]
    [InlineData("05/01/2024 8:1", "")]
    [InlineData("05/01/2024 08:15:07", "dd/MM/yyyy HH:mm")]
    [InlineData("05/01/2024 08:15", "dd/MM/yyyy HH:mm:ss")]
    [InlineData("2024-01-05T08:15+07:60", "")]
    [InlineData("2024-01-05T08:15*07:00", "")]
    [InlineData("2024-01-05T08:15+07:000", "")]
    public void Refuses_timestamps(string cell, string formats) => Assert.Equal(
        "timestamp-unreadable", DateForms.ParseTimestamp(Encoding.UTF8.GetBytes(cell), Formats(formats)).Fault);

    [Theory]
    [InlineData("2024-01-05T08:15:07Z", (int)Repairs.FromUtc)]
    [InlineData("2024-01-05T08:15:07", (int)Repairs.None)]
    public void Says_whether_a_zone_was_named(string cell, int repairs)
    {
        Assert.Equal((Repairs)repairs, DateForms.ParseTimestamp(Encoding.UTF8.GetBytes(cell), DateShapes.None).Repairs);
        Assert.Equal((Repairs)repairs, DateForms.ParseDay(Encoding.UTF8.GetBytes(cell), DateShapes.None).Repairs);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("NULL")]
    public void Takes_as_empty(string cell)
    {
        Assert.True(DateForms.ParseDay(Encoding.UTF8.GetBytes(cell), DateShapes.None).IsEmpty);
        Assert.True(DateForms.ParseTimestamp(Encoding.UTF8.GetBytes(cell), DateShapes.None).IsEmpty);
    }

    static DateShapes Formats(string list) =>
        DateForms.ShapesOf(list.Split(',', StringSplitOptions.RemoveEmptyEntries));
}
