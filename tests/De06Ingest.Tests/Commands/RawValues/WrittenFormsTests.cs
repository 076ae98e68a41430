using System.Globalization;
using System.Text;
using System.Text.Json;
using De06Ingest.Commands;
using De06Ingest.Commands.RawValues;
using De06Ingest.Tests.Values;

namespace De06Ingest.Tests.Commands.RawValues;

/// <summary>Each value in every form in which registers write it, as <c>de06 values</c> reads it: whatever prefix,
/// province or date, the form does not matter. What comes out is read as itself.</summary>
public sealed class WrittenFormsTests
{
    static readonly DateOnly AsOf = new(2024, 7, 15);

    static readonly string[] Months =
        ["một", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười", "mười một", "mười hai"];

    [Fact]
    public async Task Reads_every_mobile_of_before_2018_in_every_form()
    {
        var rows = Plan("mobile_2018").SelectMany(prefix =>
            FormsOfNational(prefix.Old[1..] + Serial(prefix.Old, 7)).Select(form =>
                (form, $"+84{prefix.New[1..]}{Serial(prefix.Old, 7)}")));

        Assert.Empty(await Wrong("phone", null, rows));
    }

    [Fact]
    public async Task Reads_every_landline_area_of_today_in_every_form()
    {
        var rows = Plan("area_2017").SelectMany(area =>
        {
            var national = area.New[1..] + "3" + Serial(area.New, 9 - area.New[1..].Length);
            return FormsOfNational(national).Select(form => (form, "+84" + national));
        });

        Assert.Empty(await Wrong("phone", null, rows));
    }

    /// <summary>Sixteen areas of before 2017 begin as a mobile does today: those stay mobiles, and name the other
    /// reading.</summary>
    [Fact]
    public async Task Reads_every_landline_area_of_before_2017_or_names_it()
    {
        var wrong = new List<string>();
        foreach (var area in Plan("area_2017").Where(area => area.Old != area.New))
        {
            var serial = "3" + Serial(area.Old, area.New.Length == 3 ? 7 : 6);
            var answer = await Answer("phone", null, area.Old + serial);
            var now = $"+84{area.New[1..]}{serial}";
            var other = answer.GetProperty("alternatives").EnumerateArray().Select(e => e.GetString());
            wrong.AddRange(Value(answer) == now || other.Contains(now) ? [] : [$"{area.Old} {answer}"]);
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task Reads_every_province_of_personal_ids_in_every_form()
    {
        var rows = new List<(string, string)>();
        foreach (var province in Enumerable.Range(1, 96).Select(n => $"{n:D3}"))
        {
            foreach (var birth in (string[])["038", "154", "099", "203", "311", "224"])
            {
                var id = $"{province}{birth}9{Serial(province + birth, 5)}";
                if (Value(await Answer("personal-id", null, id)) is not null)
                {
                    rows.AddRange(FormsOfId(id).Select(form => (form, id)));
                }
            }
        }

        Assert.Equal(63 * 6 * FormsOfId("051185999123").Count(), rows.Count);
        Assert.Empty(await Wrong("personal-id", null, rows));
    }

    [Fact]
    public async Task Reads_every_date_in_every_form()
    {
        var dates = (DateOnly[])
        [
            new(1979, 5, 14), new(1958, 3, 4), new(1996, 2, 29), new(1999, 12, 31), new(1935, 11, 30),
            new(2024, 7, 15), new(1962, 1, 20), new(1966, 4, 6), new(1970, 6, 8), new(1987, 8, 19), new(1949, 9, 9),
            new(2000, 10, 10),
        ];
        var rows = dates.SelectMany(date => FormsOfDate(date).Select(form =>
            (form, date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))));

        Assert.Empty(await Wrong("birth-date", null, rows));
    }

    [Theory]
    [InlineData("phone", null, "0912000128; 0000000000", "+84912000128")]
    [InlineData("phone", null, "1111111111/0912000128", "+84912000128")]
    [InlineData("phone", null, "0912000128;0912000128", "+84912000128")]
    [InlineData("phone", null, "+84 168 000 0172 ext 2", "+84380000172")]
    [InlineData("phone", null, "(055) 3000146 máy lẻ 5; 01680000172", "+842553000146")]
    [InlineData("personal-id", null, "51185999123/212000123", "051185999123")]
    [InlineData("personal-id", null, "2177999089/073000137", "002177999089")]
    [InlineData("personal-id", null, "051185999123 cấp ngày 10/05/2021 tại Cục CSQLHC", "051185999123")]
    [InlineData("personal-id", null, "212000123 (cấp ngày 10/05/2010)", "212000123")]
    [InlineData("personal-id", null, "5.1185999123E+010", "051185999123")]
    [InlineData("personal-id", null, "21200012.5", null)]
    [InlineData("personal-id", null, "5118599912.3", null)]
    [InlineData("personal-id", null, "51185999123,5", null)]
    [InlineData("personal-id", null, "15/07/1985", null)]
    [InlineData("personal-id", null, "1985-07-15", null)]
    [InlineData("personal-id", null, "15/07/1985 00:00:00", null)]
    [InlineData("legacy-id", "legacy-id", "15/07/1985", null)]
    [InlineData("tax", "tax", "4300001234-01", null)]
    [InlineData("tax", "tax", "0100234481-01", null)]
    [InlineData("tax", "tax", "4300001234-001", "4300001234-001")]
    [InlineData("birth-date", null, "tháng ba năm 1962", "1962-03")]
    [InlineData("birth-date", null, "tháng năm năm 1962", "1962-05")]
    [InlineData("birth-date", null, "tháng năm 1962", "1962")]
    [InlineData("birth-date", null, "tháng giêng năm 1962", null)]
    [InlineData("birth-date", null, "05/03/1962 (âm lịch)", null)]
    [InlineData("birth-date", null, "05/03/1962 ÂL", null)]
    [InlineData("birth-date", null, "quý 3/1962", null)]
    [InlineData("birth-date", null, "khoảng 1962", null)]
    [InlineData("birth-date", null, "Mar-1962", "1962-03")]
    [InlineData("birth-date", null, "1962 (năm)", "1962")]
    [InlineData("birth-date", null, "1980-03-04 17:00:00 UTC", "1980-03-05")]
    [InlineData("birth-date", null, "1970-07-19 16:00:00 GMT", "1970-07-20")]
    [InlineData("birth-date", null, "30/12/1899", null)]
    [InlineData("birth-date", null, "1899-12-31", null)]
    [InlineData("birth-date", null, "1.9620305E+07", "1962-03-05")]
    [InlineData("birth-date", null, "2.92E+04", null)]
    [InlineData("birth-date", null, "5/6/1980T10:20", "1980-06-05")]
    public async Task Decides_what_is_odd(string kind, string? column, string cell, string? value) =>
        Assert.Equal(value, Value(await Answer(column is null ? kind : "personal-id", column, cell))?.Split(';')[0]);

    static IEnumerable<string> FormsOfNational(string national)
    {
        var (area, rest) = (national[..3], national[3..]);
        var spaced = $"0{area} {rest[..3]} {rest[3..]}";
        var scientific = $"{national[0]}.{national[1..]}E+{national.Length - 1:D2}";
        return
        [
            "0" + national, spaced, spaced.Replace(' ', '.'), spaced.Replace(' ', '-'), spaced.Replace(' ', '_'),
            spaced.Replace(' ', '\u00A0'), spaced.Replace(' ', '\u2009'), spaced.Replace(' ', '\u2011'),
            $"(0{area}) {rest[..3]}-{rest[3..]}", national, national + ".0", "0" + national + ".0", scientific,
            scientific.Replace('.', ','), "84" + national, "+84" + national, "0084" + national, "+84 (0)" + national,
            "+840" + national, "00840" + national, "(+84) " + national, $"+84-{area}-{rest}", "tel:+84" + national,
            "ĐT: 0" + national, "SĐT 0" + national, $"0{national} (Zalo)", $"0{national} (chị Lan)", "'0" + national,
            $"\u00A00{national}\u200B", "\uFEFF0" + national, $"0{national};", "O" + national, Wide("0" + national),
            Arabic("0" + national), $"0{national} ext 12", $"=\"0{national}\"",
        ];
    }

    static IEnumerable<string> FormsOfId(string id)
    {
        var bare = id.TrimStart('0');
        var scientific = $"{bare[0]}.{bare[1..]}E+{bare.Length - 1:D2}";
        return
        [
            id, bare, bare + ".0", bare + ",00", id + ".0", scientific, scientific.Replace('.', ','), "'" + id,
            $"{id[..3]} {id[3..6]} {id[6..9]} {id[9..]}", $"{id[..3]}.{id[3..6]}.{id[6..9]}.{id[9..]}",
            $"{id[..4]} {id[4..8]} {id[8..]}", $"{id[..6]}-{id[6..]}", $"{id[..6]}–{id[6..]}", Wide(id), Arabic(id),
            $"\u00A0{id}\u200B", "\uFEFF" + id, id.Replace('0', 'O'), "o" + id[1..], "CCCD: " + id, "Số ĐDCN " + id,
            $"\"{id}\"", $"=\"{id}\"", id + ";", id + " / 212000123", $"{id} (CMND cũ 212000123)",
        ];
    }

    static IEnumerable<string> FormsOfDate(DateOnly date)
    {
        string As(string format) => date.ToString(format, CultureInfo.InvariantCulture);
        var (day, month, year) = (date.Day, date.Month, date.Year);
        var slashes = As("dd'/'MM'/'yyyy");
        return
        [
            slashes, As("d'/'M'/'yyyy"), As("dd-MM-yyyy"), As("dd.MM.yyyy"), As("d.M.yyyy"), As("dd MM yyyy"),
            As("dd\\\\MM\\\\yyyy"), As("yyyy-MM-dd"), As("yyyy'/'MM'/'dd"), As("yyyyMMdd"), As("yyyyMMdd'0000'"),
            As("yyyy-MM-dd'T00:00:00'"), As("yyyy-MM-dd' 00:00:00.000'"), As("yyyy-MM-dd'T00:00:00+07:00'"),
            slashes + " 00:00:00", slashes + " 12:00:00 SA", slashes + "T10:20", $"ngày {day} tháng {month} năm {year}",
            $"NGÀY {day:D2} THÁNG {month:D2} NĂM {year}", $"ngày {day} tháng {Months[month - 1]} năm {year}",
            $"Thứ hai, ngày {day} tháng {month} năm {year}", "Sinh ngày: " + slashes, "NS " + slashes, "'" + slashes,
            Wide(slashes), Arabic(slashes), $"\u00A0{slashes}\u200B", As("dd' / 'MM' / 'yyyy"),
            slashes.Replace('/', '–'), slashes + " (dương lịch)", slashes + " (DL)", As("d-MMM-yyyy"),
            As("MMMM d, yyyy"), As("MMM d yyyy"), $"{day}-Thg{month}-{year}",
        ];
    }

    static string Wide(string text) => Digits(text, '０');

    static string Arabic(string text) => Digits(text, '٠');

    static string Digits(string text, char zero) =>
        string.Concat(text.Select(one => char.IsAsciiDigit(one) ? (char)(zero + one - '0') : one));

    /// <summary>Made-up last digits, different for each prefix, no 0 at the end.</summary>
    static string Serial(string of, int length)
    {
        var number = of.Aggregate(7L, (sum, digit) => (sum * 131) + digit) % 900_000;
        return $"{number + 100_000}13579"[..(length - 1)] + "7";
    }

    static IEnumerable<(string Old, string New)> Plan(string kind) =>
        DevVectors.Read("../names/phone_prefixes.csv").Where(row => row["kind"] == kind)
            .Select(row => (row["old"], row["new"]));

    static async Task<List<string>> Wrong(string kind, string? column, IEnumerable<(string Cell, string Value)> rows)
    {
        var wrong = new List<string>();
        foreach (var (cell, value) in rows)
        {
            var answer = await Answer(kind, column, cell);
            var again = await Answer(kind, column, value);
            var isItself = Value(again) == value && again.GetProperty("faults").GetArrayLength() == 0;
            wrong.AddRange(Value(answer) == value && isItself ? [] : [$"{value} {answer}"]);
        }

        return wrong;
    }

    static string? Value(JsonElement answer) => answer.GetProperty("value").GetString();

    static async Task<JsonElement> Answer(string kind, string? column, string cell)
    {
        using var output = new MemoryStream();
        await ValueLines.Answer(
            new MemoryStream(Encoding.UTF8.GetBytes(cell + "\n")), output,
            ValuesCommand.KindOf(kind, column, null, AsOf), TestContext.Current.CancellationToken);
        return JsonDocument.Parse(output.ToArray()).RootElement;
    }
}
