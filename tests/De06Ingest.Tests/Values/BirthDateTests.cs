using System.Text;
using De06Ingest.Values;

namespace De06Ingest.Tests.Values;

public class BirthDateTests
{
    static readonly DateOnly AsOf = new(2024, 7, 15);

    [Fact]
    public void Reads_a_day_as_the_slow_way_does()
    {
        foreach (var day in (string[])["1", "9", "09", "12", "31", "00", "3a", ""])
        {
            foreach (var month in (string[])["2", "8", "02", "12", "13", "0", "b", ""])
            {
                foreach (var form in (string[])
                    [
                        "{0}/{1}/1962", "{0}-{1}-2000", "{0}.{1}.1", "{0}/{1}-1962", "{0} {1} 1962", "1962-{1}-{0}",
                        "1962/{1}/{0}", "2000.{1}.{0}",
                    ])
                {
                    var cell = Encoding.UTF8.GetBytes(string.Format(form, day, month));

                    Assert.Equal(BirthDateText.Parse(cell, AsOf), BirthDate.Parse(cell, AsOf));
                }
            }
        }
    }

    [Theory]
    [InlineData("05/03/1962", "1962-03-05")]
    [InlineData("5/3/1962", "1962-03-05")]
    [InlineData("05-03-1962", "1962-03-05")]
    [InlineData("5.3.1962", "1962-03-05")]
    [InlineData("05 03 1962", "1962-03-05")]
    [InlineData(" 05 / 03 / 1962 ", "1962-03-05")]
    [InlineData("05\\03\\1962", "1962-03-05")]
    [InlineData("1962-03-05", "1962-03-05")]
    [InlineData("1962/3/5", "1962-03-05")]
    [InlineData("05/03/1962 00:00:00", "1962-03-05")]
    [InlineData("05/03/1962 12:00:00 SA", "1962-03-05")]
    [InlineData("1962-03-05T00:00:00", "1962-03-05")]
    [InlineData("19620305", "1962-03-05")]
    [InlineData("05031962", "1962-03-05")]
    [InlineData("5031962", "1962-03-05")]
    [InlineData("196203050000", "1962-03-05")]
    [InlineData("ngày 5 tháng 3 năm 1962", "1962-03-05")]
    [InlineData("Sinh ngày: 05/03/1962", "1962-03-05")]
    [InlineData("5-Mar-1962", "1962-03-05")]
    [InlineData("o5/O3/1962", "1962-03-05")]
    [InlineData("０５/０３/１９６２", "1962-03-05")]
    [InlineData("'05/03/1962", "1962-03-05")]
    [InlineData("8/18/2001", "2001-08-18")]
    [InlineData("9/9/49", "1949-09-09")]
    [InlineData("29221", "1980-01-01")]
    [InlineData("1947", "1947")]
    [InlineData("1947.0", "1947")]
    [InlineData("năm 1947", "1947")]
    [InlineData("NS 1947", "1947")]
    [InlineData("00/00/1947", "1947")]
    [InlineData("--/--/1947", "1947")]
    [InlineData("-/-/1947", "1947")]
    [InlineData("../../1947", "1947")]
    [InlineData("__/__/1947", "1947")]
    [InlineData("/ /1947", "1947")]
    [InlineData("?/?/1947", "1947")]
    [InlineData("xx/xx/1947", "1947")]
    [InlineData("…/…/1947", "1947")]
    [InlineData("ngày … tháng … năm 1947", "1947")]
    [InlineData("19470000", "1947")]
    [InlineData("194700000000", "1947")]
    [InlineData("1947-00-00", "1947")]
    [InlineData("03/1962", "1962-03")]
    [InlineData("1962-03", "1962-03")]
    [InlineData("00/03/1962", "1962-03")]
    [InlineData("--/03/1962", "1962-03")]
    [InlineData("19620300", "1962-03")]
    [InlineData("tháng 3 năm 1962", "1962-03")]
    [InlineData("T3/1962", "1962-03")]
    [InlineData("1962-03-00", "1962-03")]
    [InlineData("1994-10-23T17:00:00.000+0000", "1994-10-24")]
    [InlineData("1994-10-23T17:00:00Z", "1994-10-24")]
    [InlineData("1994-10-24T00:00:00+07:00", "1994-10-24")]
    [InlineData("1970-07-19T16:00:00.000+0000", "1970-07-20")]
    [InlineData("1944-07-19T15:59:59Z", "1944-07-19")]
    [InlineData("18121962", "1962-12-18")]
    [InlineData("20122001", "2001-12-20")]
    [InlineData("00/01/1962", "1962-01")]
    [InlineData("1900", "1900")]
    [InlineData("01/07/2024", "2024-07-01")]
    [InlineData("15/07/2024", "2024-07-15")]
    [InlineData("05/03/1894", "1894-03-05")]
    [InlineData("29/12/1899", "1899-12-29")]
    [InlineData("30/11/1899", "1899-11-30")]
    [InlineData("March 5 1962", "1962-03-05")]
    [InlineData("Sept 5, 1962", "1962-09-05")]
    [InlineData("Mar-1962", "1962-03")]
    [InlineData("1.9620305E+07", "1962-03-05")]
    [InlineData("2.9221E+04", "1980-01-01")]
    [InlineData("5 tháng mười hai 1962", "1962-12-05")]
    [InlineData("Tháng Mười năm 1962", "1962-10")]
    [InlineData("tháng tư/1962", "1962-04")]
    [InlineData("Chủ nhật, ngày 4 tháng 3 năm 1962", "1962-03-04")]
    [InlineData("05/03/1962 (dương lịch)", "1962-03-05")]
    [InlineData("1980-03-04 17:00:00 UTC", "1980-03-05")]
    [InlineData("05/03/25", "1925-03-05")]
    [InlineData("5-Oct-1962", "1962-10-05")]
    [InlineData("14-Jan-1979", "1979-01-14")]
    [InlineData("31-December-1979", "1979-12-31")]
    [InlineData("5 thg 3 1962", "1962-03-05")]
    [InlineData("5 th 3 1962", "1962-03-05")]
    [InlineData("05 - 03 - 1962", "1962-03-05")]
    [InlineData("05. 03. 1962", "1962-03-05")]
    [InlineData("__-03-1962", "1962-03")]
    [InlineData("?.03.1962", "1962-03")]
    [InlineData("05/03/1962 7:05:00 AM", "1962-03-05")]
    [InlineData("12/31/2001", "2001-12-31")]
    [InlineData("1/13/2001", "2001-01-13")]
    [InlineData("Date of birth: 05/03/1962", "1962-03-05")]
    [InlineData("14∕05∕1979", "1979-05-14")]
    [InlineData("14⁄05⁄1979", "1979-05-14")]
    [InlineData("Mon May 14 1979", "1979-05-14")]
    [InlineData("Monday, 14 May 1979", "1979-05-14")]
    [InlineData("1962-03-05Z", "1962-03-05")]
    [InlineData("1962-03-05+07:00", "1962-03-05")]
    [InlineData("19620305T000000", "1962-03-05")]
    [InlineData("19620305 0000", "1962-03-05")]
    [InlineData("1962 (không rõ ngày, tháng)", "1962")]
    [InlineData("không rõ ngày tháng, năm 1962", "1962")]
    [InlineData("Không nhớ ngày, tháng 3/1962", "1962-03")]
    [InlineData("S.N 1944", "1944")]
    [InlineData("N.S.: 14/05/1979", "1979-05-14")]
    [InlineData("196203", "1962-03")]
    [InlineData("07:30 14/05/1979", "1979-05-14")]
    [InlineData("7:30:15 14/05/1979", "1979-05-14")]
    [InlineData("031962", "1962-03")]
    [InlineData("194700", "1947")]
    [InlineData("201803", "2018-03")]
    public void Accepts(string cell, string iso)
    {
        var parsed = Parse(cell);

        Assert.Null(parsed.Fault);
        Assert.Equal(iso, parsed.Value.Iso);
    }

    [Theory]
    [InlineData("30/02/1959", "birth-date-no-such-day")]
    [InlineData("29/02/1900", "birth-date-no-such-day")]
    [InlineData("15/17/1989", "birth-date-no-such-day")]
    [InlineData("15/00/1962", "birth-date-no-such-day")]
    [InlineData("13/1962", "birth-date-no-such-day")]
    [InlineData("19620230", "birth-date-no-such-day")]
    [InlineData("16/07/2024", "birth-date-future")]
    [InlineData("08/2024", "birth-date-future")]
    [InlineData("2031", "birth-date-future")]
    [InlineData("01/02/1803", "birth-date-too-old")]
    [InlineData("05/03/12", "birth-date-two-digit-year")]
    [InlineData("00/01/1900", "birth-date-placeholder")]
    [InlineData("11/01/976", "birth-date-unreadable")]
    [InlineData("#VALUE!", "birth-date-unreadable")]
    [InlineData("abc", "birth-date-unreadable")]
    [InlineData("12", "birth-date-unreadable")]
    [InlineData("196", "birth-date-unreadable")]
    [InlineData("05/03", "birth-date-unreadable")]
    [InlineData("12:000\0", "birth-date-unreadable")]
    [InlineData("051162999123", "birth-date-unreadable")]
    [InlineData("1947-1948", "birth-date-no-such-day")]
    [InlineData("31/02/1803", "birth-date-no-such-day")]
    [InlineData("19620332", "birth-date-no-such-day")]
    [InlineData("05/03/1893", "birth-date-too-old")]
    [InlineData("05/03/24", "birth-date-two-digit-year")]
    [InlineData("12345678", "birth-date-unreadable")]
    [InlineData("0001-01-01T00:00:00+14:00", "birth-date-unreadable")]
    [InlineData("5 1962 March", "birth-date-unreadable")]
    [InlineData("Mai 1962", "birth-date-unreadable")]
    [InlineData("ngày 5 tháng giêng năm 1962", "birth-date-unreadable")]
    [InlineData("05/03/1962 âm lịch", "birth-date-unreadable")]
    [InlineData("1.96E+07", "birth-date-unreadable")]
    [InlineData("30/12/1899", "birth-date-placeholder")]
    [InlineData("1899-12-31", "birth-date-placeholder")]
    [InlineData("03/1962/..", "birth-date-unreadable")]
    [InlineData("196203052400", "birth-date-unreadable")]
    [InlineData("196203050060", "birth-date-unreadable")]
    [InlineData("999903050000", "birth-date-unreadable")]
    [InlineData("201012", "birth-date-unreadable")]
    [InlineData("190512", "birth-date-unreadable")]
    [InlineData("150385", "birth-date-unreadable")]
    [InlineData("131962", "birth-date-unreadable")]
    public void Refuses(string cell, string fault)
    {
        var parsed = Parse(cell);

        Assert.False(parsed.IsValue);
        Assert.Equal(fault, parsed.Fault);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("0")]
    [InlineData("0.0")]
    [InlineData("NULL")]
    [InlineData("Không rõ")]
    [InlineData("không nhớ")]
    [InlineData("00/00/0000")]
    [InlineData("__/__/____")]
    [InlineData("00000000")]
    public void Takes_as_empty(string cell) => Assert.True(Parse(cell).IsEmpty);

    [Theory]
    [InlineData("01/01/1950", (int)Repairs.Placeholder0101)]
    [InlineData("1/1/1938", (int)Repairs.Placeholder0101)]
    [InlineData("02/01/1950", (int)Repairs.None)]
    [InlineData("1950", (int)Repairs.None)]
    [InlineData("8/18/2001", (int)Repairs.UsOrder)]
    [InlineData("9/9/49", (int)Repairs.TwoDigitYear)]
    [InlineData("29221", (int)(Repairs.ExcelSerial | Repairs.Placeholder0101))]
    [InlineData("1994-10-23T17:00:00Z", (int)Repairs.FromUtc)]
    [InlineData("o5/O3/1962", (int)Repairs.LetterO)]
    [InlineData("5031962", (int)Repairs.LostZero)]
    [InlineData("NS 05/03/1962", (int)Repairs.Label)]
    [InlineData("Date of birth: 05/03/1962", (int)Repairs.Label)]
    public void Says_what_it_mended(string cell, int repairs) => Assert.Equal((Repairs)repairs, Parse(cell).Repairs);

    [Theory]
    [InlineData("29221", "1980-01-01")]
    [InlineData("29221.0", "1980-01-01")]
    [InlineData("29221.75", "1980-01-01")]
    [InlineData("29221,75", "1980-01-01")]
    [InlineData("\u00A05969\u200B", "1916-05-04")]
    [InlineData("\u30007657", "1920-12-17")]
    [InlineData("61", "1900-03-01")]
    [InlineData("59", "1900-02-28")]
    [InlineData("1947", "1947")]
    [InlineData("1900", "1900")]
    [InlineData("1899", "1905-03-13")]
    [InlineData("1947.0", "1947")]
    [InlineData("19620305", "1962-03-05")]
    public void Reads_numbers(string cell, string iso) => Assert.Equal(iso, Number(cell).Value.Iso);

    [Theory]
    [InlineData("60", "birth-date-no-such-day")]
    [InlineData("45489", "birth-date-future")]
    [InlineData("2031", "birth-date-future")]
    [InlineData("-5", "birth-date-unreadable")]
    [InlineData("3.1962", "birth-date-unreadable")]
    [InlineData("12,1965", "birth-date-unreadable")]
    public void Refuses_numbers(string cell, string fault) => Assert.Equal(fault, Number(cell).Fault);

    [Fact]
    public void Refuses_prose_unread() => Assert.Equal(
        "birth-date-unreadable", Parse(string.Concat(Enumerable.Repeat("không nhớ ngày, ", 20))).Fault);

    [Fact]
    public void Takes_the_number_0_as_empty() => Assert.True(Number("0").IsEmpty);

    [Theory]
    [InlineData("01/01/2000", 0, 0, (int)DatePrecision.Day)]
    [InlineData("31/12/1999", -1, -1, (int)DatePrecision.Day)]
    [InlineData("02/2000", 31, 59, (int)DatePrecision.Month)]
    [InlineData("2000", 0, 365, (int)DatePrecision.Year)]
    public void Counts_days_as_PostgreSQL_does(string cell, int from, int to, int precision)
    {
        var date = Parse(cell).Value;

        Assert.Equal((from, to, (DatePrecision)precision), (date.From, date.To, date.Precision));
        Assert.Equal(date, BirthDate.FromRange(from, to));
    }

    [Fact]
    public void Prints_only_the_year() => Assert.Equal("••/••/1962", Parse("05/03/1962").Value.ToString());

    [Fact]
    public void Agrees_with_the_shared_examples()
    {
        var wrong = DevVectors.Read("dates_dev.csv").Where(row => !Agrees(row));

        Assert.Empty(wrong.Select(row => row["id"] + " " + row["raw"]));
    }

    static bool Agrees(Dictionary<string, string> row)
    {
        var parsed = row["source_type"] == "NUMBER" ? Number(row["raw"]) : Parse(row["raw"]);
        return row["precision"] == "NONE"
            ? !parsed.IsValue
            : parsed.IsValue && parsed.Value.Iso == row["expected"]
                && parsed.Repairs.HasFlag(Repairs.Placeholder0101) == (row["flag"].Contains("0101")
                    || row["flag"].Contains("1900"));
    }

    static Parsed<BirthDate> Parse(string cell) => BirthDate.Parse(Encoding.UTF8.GetBytes(cell), AsOf);

    static Parsed<BirthDate> Number(string cell) => BirthDate.ParseNumber(Encoding.UTF8.GetBytes(cell), AsOf);
}
