using System.Text;
using De06Ingest.Values;

namespace De06Ingest.Tests.Values;

public class PhoneNumberTests
{
    [Theory]
    [InlineData("0912000123", "+84912000123")]
    [InlineData("912000123", "+84912000123")]
    [InlineData("+84912000123", "+84912000123")]
    [InlineData("84912000123", "+84912000123")]
    [InlineData("0084 912 000 123", "+84912000123")]
    [InlineData("+84 (0) 912 000 123", "+84912000123")]
    [InlineData("840912000123", "+84912000123")]
    [InlineData("849000123", "+84849000123")]
    [InlineData("84849000123", "+84849000123")]
    [InlineData("o912ooo123", "+84912000123")]
    [InlineData("O168 OOO O123", "+84380000123")]
    [InlineData("+84 O912 OOO 128", "+84912000128")]
    [InlineData("SĐT: 9.12000123 E+08", "+84912000123")]
    [InlineData("=“0912000123”", "+84912000123")]
    [InlineData("+84(0)912000123", "+84912000123")]
    [InlineData("04 38123456", "+842438123456")]
    [InlineData("0510 3812345", "+842353812345")]
    [InlineData("０９１２０００１２３", "+84912000123")]
    [InlineData("912000123.0", "+84912000123")]
    [InlineData("9.12000123E+08", "+84912000123")]
    [InlineData("ĐT: 0912 000 123", "+84912000123")]
    [InlineData("SĐT:0912000123", "+84912000123")]
    [InlineData("0912000123 (chị Lan)", "+84912000123")]
    [InlineData("Zalo0912000123", "+84912000123")]
    [InlineData("0255 3000 146 máy lẻ 12", "+842553000146")]
    [InlineData("01680000157", "+84380000157")]
    [InlineData("1680000157", "+84380000157")]
    [InlineData("+841680000157", "+84380000157")]
    [InlineData("02553000146", "+842553000146")]
    [InlineData("2553000146", "+842553000146")]
    [InlineData("0553000146", "+842553000146")]
    [InlineData("0438000146", "+842438000146")]
    [InlineData("05103000146", "+842353000146")]
    [InlineData("05113000146", "+842363000146")]
    [InlineData("0912000123;0982000124", "+84912000123")]
    [InlineData("0912 000 123 0982 000 124", "+84912000123")]
    [InlineData("0912000123/+84982000124", "+84912000123")]
    [InlineData("0912000123 hoặc 0982000124 hoặc 0255 3000 146", "+84912000123")]
    [InlineData("0987654321", "+84987654321")]
    [InlineData("321234567", "+84321234567")]
    [InlineData("592000123", "+84592000123")]
    [InlineData("702000123", "+84702000123")]
    [InlineData("+ 84 912 000 123", "+84912000123")]
    [InlineData("0912000123zalo", "+84912000123")]
    [InlineData("0552000000", "+842552000000")]
    [InlineData("0255 3000 146 ext 12", "+842553000146")]
    [InlineData("0255 3000 146 nhánh 12", "+842553000146")]
    [InlineData("0255 3000 146 số lẻ 12", "+842553000146")]
    [InlineData("0255 3000 146 nội bộ 12", "+842553000146")]
    [InlineData("0912·000·123", "+84912000123")]
    [InlineData("0255/3333333", "+842553333333")]
    [InlineData("0000000000; 0912000123", "+84912000123")]
    [InlineData("+84 168 000 0172 ext 2", "+84380000172")]
    [InlineData("+84 (0)55 3000146", "+842553000146")]
    [InlineData("٠٩١٢٠٠٠١٢٣", "+84912000123")]
    [InlineData("8.4912000123E+10", "+84912000123")]
    [InlineData("9.12000123E+008", "+84912000123")]
    public void Accepts(string cell, string e164)
    {
        var parsed = Parse(cell);

        Assert.Null(parsed.Fault);
        Assert.Equal(e164, parsed.Value.E164);
        var written = new byte[13];
        Assert.Equal(e164, Encoding.ASCII.GetString(written, 0, parsed.Value.WriteE164(written)));
    }

    [Theory]
    [InlineData("09123456", "phone-too-short")]
    [InlineData("0168000123", "phone-too-short")]
    [InlineData("8491234567", "phone-too-short")]
    [InlineData("09120001234", "phone-too-long")]
    [InlineData("+849123456789", "phone-too-long")]
    [InlineData("0712000123", "phone-unknown-prefix")]
    [InlineData("0600000123", "phone-unknown-prefix")]
    [InlineData("0992000123", "phone-unknown-prefix")]
    [InlineData("02953000123", "phone-unknown-prefix")]
    [InlineData("0", "phone-placeholder")]
    [InlineData("0000000000", "phone-placeholder")]
    [InlineData("0999999999", "phone-placeholder")]
    [InlineData("1234567890", "phone-placeholder")]
    [InlineData("0123456789", "phone-placeholder")]
    [InlineData("113", "phone-service")]
    [InlineData("1900 0368", "phone-service")]
    [InlineData("18001166", "phone-service")]
    [InlineData("+8613800000123", "phone-foreign")]
    [InlineData("008613800000123", "phone-foreign")]
    [InlineData("9.12E+08", "phone-lossy")]
    [InlineData("0912***678", "phone-masked")]
    [InlineData("0912xxx678", "phone-masked")]
    [InlineData("0912?45678", "phone-characters")]
    [InlineData("09l2000123", "phone-characters")]
    [InlineData("DN4515112345678", "phone-not-a-phone")]
    [InlineData("051072999001", "phone-not-a-phone")]
    [InlineData("05/03/1962", "phone-not-a-phone")]
    [InlineData("lan@example.vn", "phone-not-a-phone")]
    [InlineData("gọi vợ", "phone-not-a-phone")]
    [InlineData("0912000123; 09820001", "phone-too-long")]
    [InlineData("91234567", "phone-too-short")]
    [InlineData("0243812345", "phone-too-short")]
    [InlineData("91200012345", "phone-too-long")]
    [InlineData("0912000123456", "phone-too-long")]
    [InlineData("412000123", "phone-unknown-prefix")]
    [InlineData("613812345", "phone-unknown-prefix")]
    [InlineData("0888888888", "phone-placeholder")]
    [InlineData("01234567890", "phone-placeholder")]
    [InlineData("123456789", "phone-placeholder")]
    [InlineData("1900636123", "phone-service")]
    [InlineData("19006361234", "phone-too-long")]
    [InlineData("******0123", "phone-masked")]
    [InlineData("0912+000123", "phone-characters")]
    [InlineData("0912漢000123", "phone-characters")]
    [InlineData("DN 4 51 5112345678", "phone-not-a-phone")]
    [InlineData("051 072 999 001", "phone-not-a-phone")]
    [InlineData("05/03/2005", "phone-not-a-phone")]
    [InlineData("05/03/1962 00:00:00", "phone-not-a-phone")]
    [InlineData("1962-03-05", "phone-not-a-phone")]
    [InlineData("1962-03-05T00:00:00", "phone-not-a-phone")]
    [InlineData("0000000000; 1111111111", "phone-too-long")]
    public void Refuses(string cell, string fault)
    {
        var parsed = Parse(cell);

        Assert.False(parsed.IsValue);
        Assert.Equal(fault, parsed.Fault);
    }

    [Fact]
    public void Refuses_prose_unread() =>
        Assert.Equal("phone-characters", Parse(string.Concat(Enumerable.Repeat("gọi cho chồng ", 20))).Fault);

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("NULL")]
    [InlineData("#N/A")]
    [InlineData("không có")]
    public void Takes_as_empty(string cell) => Assert.True(Parse(cell).IsEmpty);

    [Theory]
    [InlineData("0912000123", (int)Repairs.None)]
    [InlineData("912000123", (int)Repairs.LostZero)]
    [InlineData("01680000157", (int)Repairs.Converted2018)]
    [InlineData("0553000146", (int)Repairs.Converted2017)]
    [InlineData("+841680000157", (int)(Repairs.CountryCode | Repairs.Converted2018))]
    [InlineData("0912000123;0982000124", (int)Repairs.FirstOfSeveral)]
    [InlineData("0950000123", (int)Repairs.DoubtfulPrefix)]
    [InlineData("0890000123", (int)Repairs.Converted2017)]
    [InlineData("0438000123", (int)Repairs.Converted2017)]
    [InlineData("0912000123; 0000000000", (int)Repairs.FirstOfSeveral)]
    [InlineData("0912000123/0912000123", (int)Repairs.FirstOfSeveral)]
    [InlineData("0300000123", (int)Repairs.DoubtfulPrefix)]
    [InlineData("0998000123", (int)Repairs.DoubtfulPrefix)]
    [InlineData("0896000123", (int)Repairs.None)]
    [InlineData("ĐT 0912000123", (int)Repairs.Label)]
    [InlineData("Số ĐT: 0912000123", (int)Repairs.Label)]
    [InlineData("Zalo0912000123", (int)Repairs.Label)]
    [InlineData("o912ooo123", (int)Repairs.LetterO)]
    [InlineData("9.12000123E+08", (int)(Repairs.Scientific | Repairs.LostZero))]
    [InlineData("+84(0)912000123", (int)(Repairs.CountryCode | Repairs.RedundantZero))]
    [InlineData("05103000146", (int)Repairs.Converted2017)]
    [InlineData("+845103000146", (int)(Repairs.CountryCode | Repairs.Converted2017))]
    public void Says_what_it_mended(string cell, int repairs) => Assert.Equal((Repairs)repairs, Parse(cell).Repairs);

    [Theory]
    [InlineData("01680000157", "converted-2018")]
    [InlineData("0553000146", "converted-2017")]
    [InlineData("912000123", "lost-zero")]
    public void Names_what_it_mended(string cell, string codes) =>
        Assert.Equal(codes, string.Join(' ', RepairCodes.Of(Parse(cell).Repairs)));

    [Theory]
    [InlineData("0912000123")]
    [InlineData("09123456")]
    public void A_value_is_not_empty_and_a_fault_neither(string cell) => Assert.False(Parse(cell).IsEmpty);

    [Theory]
    [InlineData("0912000123", (int)PhoneKind.Mobile, 912000123u, "091••••123")]
    [InlineData("02553000146", (int)PhoneKind.Landline, 2553000146u, "025•••••146")]
    public void Knows_its_kind_and_prints_masked(string cell, int kind, uint national, string masked)
    {
        var phone = Parse(cell).Value;

        Assert.Equal(((PhoneKind)kind, national, masked), (phone.Kind, phone.National, phone.ToString()));
    }

    [Fact]
    public void No_number_prints_as_such() =>
        Assert.Equal((PhoneKind.Unknown, "•••"), (default(PhoneNumber).Kind, default(PhoneNumber).ToString()));

    [Fact]
    public void Agrees_with_the_shared_examples()
    {
        var wrong = DevVectors.Read("phones_dev.csv").Where(row => !Agrees(row));

        Assert.Empty(wrong.Select(row => row["id"] + " " + row["raw"]));
    }

    [Theory]
    [InlineData("0912000123/0982000124", "+84912000123 +84982000124")]
    [InlineData("Mẹ: 0912000123 Bố: 01680000124", "+84912000123 +84380000124")]
    [InlineData("09120001230982000124", "+84912000123 +84982000124")]
    [InlineData("0912 000 123 - 0255 3821 234 , 0982000124", "+84912000123 +842553821234 +84982000124")]
    [InlineData("0912000123", "+84912000123")]
    [InlineData("0912000123/124", "")]
    [InlineData("0912000123; 0000000000", "+84912000123")]
    [InlineData("0912000123/0912000123", "+84912000123")]
    [InlineData("0912000123; 0000000000; 01680000124", "+84912000123 +84380000124")]
    [InlineData("0255 300 014 6 / 0912 000 123", "+842553000146 +84912000123")]
    public void Lists_all_numbers_of_a_cell(string cell, string numbers) => Assert.Equal(
        numbers, string.Join(' ', PhoneNumber.ParseAll(Encoding.UTF8.GetBytes(cell)).Select(n => n.Value.E164)));

    [Theory]
    [InlineData("0333812345", "+842033812345")]
    [InlineData("0838123456", "+842838123456")]
    [InlineData("0313812345", "+842253812345")]
    [InlineData("0912000123", null)]
    [InlineData("0331812345", null)]
    [InlineData("02033812345", null)]
    public void Knows_the_landline_that_a_mobile_may_have_been(string cell, string? landline)
    {
        var old = Parse(cell).Value.OldLandline();

        Assert.Equal(landline, old.Kind == PhoneKind.Unknown ? null : old.E164);
    }

    static bool Agrees(Dictionary<string, string> row)
    {
        var parsed = Parse(row["raw"]);
        var first = row["expected_e164"].Split(';')[0];
        return row["expected_kind"] switch
        {
            "INVALID" => !parsed.IsValue,
            "MULTI" => parsed.IsValue && parsed.Value.E164 == first && parsed.Repairs.HasFlag(Repairs.FirstOfSeveral),
            var kind => parsed.IsValue && parsed.Value.E164 == first
                && string.Equals(parsed.Value.Kind.ToString(), kind, StringComparison.OrdinalIgnoreCase),
        };
    }

    static Parsed<PhoneNumber> Parse(string cell) => PhoneNumber.Parse(Encoding.UTF8.GetBytes(cell));
}
