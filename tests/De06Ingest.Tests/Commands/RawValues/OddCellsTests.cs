using System.Text;
using System.Text.Json;
using De06Ingest.Commands;
using De06Ingest.Commands.RawValues;

namespace De06Ingest.Tests.Commands.RawValues;

/// <summary>Cells that combine several habits of their writers, each family once; null stands for a refused
/// cell.</summary>
public sealed class OddCellsTests
{
    static readonly DateOnly AsOf = new(2024, 7, 15);

    [Theory]
    [InlineData("02553822123 (máy lẻ 12)")]
    [InlineData("0255 3822123 ext 12")]
    [InlineData("0255.3822123 ext. 101")]
    [InlineData("02553822123 x101")]
    [InlineData("02553822123#12")]
    [InlineData("02553822123 lẻ 12")]
    [InlineData("02553822123 ML 101")]
    [InlineData("0553822123 máy lẻ 12")]
    [InlineData("+84 55 3822123 số lẻ 5")]
    public void An_extension_is_no_part_of_a_phone(string raw) =>
        Assert.Equal(("+842553822123", true), Repaired("phone", raw, "label"));

    [Theory]
    [InlineData("0255 3822123/101", null)]
    [InlineData("0912345678/79", null)]
    [InlineData("0912345678 - 679", null)]
    [InlineData("0912345678 2", null)]
    public void Digits_behind_a_phone_that_may_end_another_leave_the_cell_unread(string raw, string? value) =>
        Assert.Equal(value, Value("phone", raw));

    [Theory]
    [InlineData("0912345678 / 0", "+84912345678")]
    [InlineData("0912345678; 0000000000", "+84912345678")]
    [InlineData("0912345678; 0712345678", "+84912345678")]
    [InlineData("0712345678; 0912345678; 01682345678", "+84912345678;+84382345678")]
    [InlineData("0912345678; 051162999123", "+84912345678")]
    [InlineData("0912345678; 0912345678", "+84912345678")]
    [InlineData("0712345678; 0712345679", null)]
    public void Of_several_parts_the_phones_are_read(string raw, string? value) =>
        Assert.Equal(value, Value("phone", raw));

    [Theory]
    [InlineData("ĐT1: 0912345678; ĐT2: 0982345678")]
    [InlineData("1) 0912345678 2) 0982345678")]
    [InlineData("0912345678 + 0982345678")]
    [InlineData("☎ 0912345678 📞0982345678")]
    [InlineData("SĐT 1: 912345678.\\nSĐT 2: 84982345678")]
    public void Numbers_of_a_list_are_told_apart(string raw) =>
        Assert.Equal("+84912345678;+84982345678", Value("phone", raw));

    [Theory]
    [InlineData("+0912345678", "+84912345678")]
    [InlineData("+84 (0)168 234 5678", "+84382345678")]
    [InlineData("1.682345678E+09", "+84382345678")]
    [InlineData("`0912345678", "+84912345678")]
    [InlineData("٠٩١٢٣٤٥٦٧٨", "+84912345678")]
    [InlineData("+084912345678", null)]
    [InlineData("😀0912345678", null)]
    [InlineData("0912345678Lan", null)]
    public void Marks_around_a_phone_are_read_or_refused(string raw, string? value) =>
        Assert.Equal(value, Value("phone", raw));

    [Theory]
    [InlineData("personal-id", "051185999123 / 0", "051185999123")]
    [InlineData("personal-id", "051185999123 (không có CMND)", "051185999123")]
    [InlineData("personal-id", "51185999123; 212000123", "051185999123")]
    [InlineData("personal-id", "5.1185999123E+010", "051185999123")]
    [InlineData("personal-id", "`051185999123", "051185999123")]
    [InlineData("personal-id", "051185999123 & 212000123", "051185999123")]
    [InlineData("personal-id", "051185999123&212000123", "051185999123")]
    [InlineData("personal-id", "051·185·999·123", "051185999123")]
    [InlineData("personal-id", "051.185.999.000", "051185999000")]
    [InlineData("personal-id", "21200012.5", null)]
    [InlineData("personal-id", "12/03/2021", null)]
    [InlineData("legacy-id", "21200012.5", null)]
    [InlineData("social-insurance", "MS BHXH 5112000126", "5112000126")]
    [InlineData("social-insurance", "212000123.5", null)]
    [InlineData("health-card", "Thẻ BHYT số DN4515112000123", "DN4515112000123")]
    [InlineData("health-card", "Mã số thẻ BHYT: DN4515112000123", "DN4515112000123")]
    [InlineData("health-card", "DN4515112000123;", "DN4515112000123")]
    [InlineData("health-card", "DN4515112000123,TE1515112000132", "DN4515112000123;TE1515112000132")]
    [InlineData("health-card", "DN4515112000123 / TE1515112000132", "DN4515112000123;TE1515112000132")]
    [InlineData("health-card", "DN,4,51,51,12000123", "DN4515112000123")]
    [InlineData("health-card", "DN4515112000123;DN4515112000123", "DN4515112000123")]
    [InlineData("health-card", "DN4515112000123;DN6515112000123", null)]
    [InlineData("health-card", "NO501012501305", null)]
    [InlineData("health-card", "MS431317087920", null)]
    [InlineData("social-insurance", "NO5010125013056", "NO5010125013056")]
    [InlineData("social-insurance", "CA5838352943972", "CA5838352943972")]
    [InlineData("social-insurance", "MS5112000126", "5112000126")]
    [InlineData("tax", "43000012134-1", null)]
    [InlineData("tax", "4300001234-01", null)]
    [InlineData("tax", "8400000129-01", null)]
    [InlineData("tax", "8400000129 - 001", "8400000129-001")]
    [InlineData("tax", "8400000129001", "8400000129-001")]
    public void A_code_is_read_in_the_habits_of_its_column(string column, string raw, string? value) =>
        Assert.Equal(value, Value("personal-id", raw, column));

    [Theory]
    [InlineData("1962 (không rõ ngày, tháng)", "1962")]
    [InlineData("không rõ ngày tháng, năm 1962", "1962")]
    [InlineData("Không nhớ ngày, tháng 3/1962", "1962-03")]
    [InlineData("Không nhớ ngày, 1962", "1962")]
    [InlineData("Thứ hai, 14/05/1979", "1979-05-14")]
    [InlineData("Chủ nhật, 20 tháng 5, 1979", "1979-05-20")]
    [InlineData("Thứ Hai, ngày 14 tháng 5 năm 1979", "1979-05-14")]
    [InlineData("1962-03-05Z", "1962-03-05")]
    [InlineData("1962-03-05+07:00", "1962-03-05")]
    [InlineData("19620305T000000", "1962-03-05")]
    [InlineData("19620305 0000", "1962-03-05")]
    [InlineData("không rõ ngày tháng", null)]
    [InlineData("khoảng 1962", null)]
    [InlineData("1950s", null)]
    [InlineData("s 1950", "1950")]
    [InlineData("05/03/1962 (âm lịch)", null)]
    [InlineData("rằm tháng 7 năm 1962", null)]
    [InlineData("Quý 1/1962", null)]
    [InlineData("ngày 12 tháng 13 năm 1980", null)]
    [InlineData("19620305T170000Z", null)]
    public void What_stands_around_a_date_is_left_out_when_it_does_not_change_the_day(string raw, string? value) =>
        Assert.Equal(value, Value("birth-date", raw));

    [Theory]
    [InlineData("20122012", "2012-12-20")]
    [InlineData("01011938", "1938-01-01")]
    [InlineData("05031962", "1962-03-05")]
    public void Eight_digits_with_the_day_first_say_so(string raw, string value) =>
        Assert.Equal((value, true), Repaired("birth-date", raw, "ddmmyyyy"));

    [Theory]
    [InlineData("20101012")]
    [InlineData("19620000")]
    [InlineData("19620300")]
    public void Eight_digits_with_the_year_first_do_not(string raw) =>
        Assert.False(Repaired("birth-date", raw, "ddmmyyyy").Said);

    [Theory]
    [InlineData("Cụ bà Lê Thị Hai", "Lê Thị Hai", "equivalent")]
    [InlineData("Ông/Bà Lê Văn Hai", "Lê Văn Hai", "equivalent")]
    [InlineData("Ông Bà Anh Văn Hai", "Văn Hai", "different")]
    [InlineData("Cụ Ông Ích Khiêm", "Ích Khiêm", "different")]
    [InlineData("Trần Thị Phuơng", "Trần Thị Phương", "possible")]
    [InlineData("Thủơng Văn Bình", "Thưởng Văn Bình", "possible")]
    [InlineData("Trần Thị Phuơng", "Trần Thị Phường", "different")]
    [InlineData("Phạm Văn Trắp", "Phạm Văn Trấp", "different")]
    public void Names_with_words_of_address_and_lost_horns_have_their_level(string a, string b, string level)
    {
        Assert.Equal(level, Answer("names", $"{a}\t{b}").GetProperty("level").GetString());
        Assert.Equal(level, Answer("names", $"{b}\t{a}").GetProperty("level").GetString());
    }

    [Theory]
    [InlineData("phone", null, "(0127) 000-0134|0912345678; 0712345678|+84 55 3822123 ext 5|0559822123|0333500123")]
    [InlineData("personal-id", "personal-id", "5.1185999123E+10|2177999089|212.000.123|73000136|101185999001")]
    [InlineData("personal-id", "social-insurance", "212000124|dn4515112000123|051180999118")]
    [InlineData("personal-id", "health-card", "dn 4 51 51 12000123;TE1515112000132|5112000123")]
    [InlineData("personal-id", "tax", "840000012 9|8400000129 - 001|051180999118")]
    [InlineData("personal-id", "dossier", " 000.00.53.h48–240105–0002 |H48.53-240105-0001")]
    [InlineData("birth-date", null, "8/18/2001|T3/1962|--/--/1962|1970-07-19T16:00:00Z|29221|05/03/62")]
    [InlineData("name", null, "HÒANG THỊ QÚY|NguyÔn V¨n Hïng|Traàn Thò Hoøa|Ɖinh  Văn Krễ.|H’Lan Niê|Ông Lê Văn Hai"
        + "|DÆ° An Nháº¡оn|ThÃ¡i\u00AD Háº£i|Nguyễn Văn Bình (1950)|Иван Петров")]
    public void A_value_is_read_as_itself(string kind, string? column, string cells)
    {
        foreach (var raw in cells.Split('|'))
        {
            var value = Value(kind, raw, column);

            Assert.NotNull(value);
            Assert.Equal(value, Value(kind, value, column));
        }
    }

    static (string? Value, bool Said) Repaired(string kind, string raw, string word)
    {
        var answer = Answer(kind, raw);
        return (answer.GetProperty("value").GetString(), Has(answer, "repairs", word) || Has(answer, "flags", word));
    }

    static bool Has(JsonElement answer, string name, string word) => answer.TryGetProperty(name, out var words)
        && words.EnumerateArray().Any(one => one.GetString() == word);

    static string? Value(string kind, string raw, string? column = null) =>
        Answer(kind, raw, column).GetProperty("value").GetString();

    static JsonElement Answer(string kind, string raw, string? column = null)
    {
        using var answer = new MemoryStream();
        using (var json = new Utf8JsonWriter(answer))
        {
            json.WriteStartObject();
            var cell = raw.Replace("\\n", "\n", StringComparison.Ordinal);
            ValuesCommand.KindOf(kind, column, null, AsOf).Write(Encoding.UTF8.GetBytes(cell), json);
            json.WriteEndObject();
        }

        return JsonDocument.Parse(answer.ToArray()).RootElement;
    }
}
