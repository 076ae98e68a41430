using System.Text;
using De06Ingest.Values;

namespace De06Ingest.Tests.Values;

public class PersonalIdTests
{
    const int AsOf = 2024;

    [Theory]
    [InlineData("051072999001", "051072999001")]
    [InlineData("51072999001", "051072999001")]
    [InlineData("2066999068", "002066999068")]
    [InlineData("051 072 999 001", "051072999001")]
    [InlineData("051.072.999.001", "051072999001")]
    [InlineData("051072-999001", "051072999001")]
    [InlineData("'051072999001", "051072999001")]
    [InlineData("’051072999001", "051072999001")]
    [InlineData("=\"051072999001\"", "051072999001")]
    [InlineData("051072999001,", "051072999001")]
    [InlineData("\u00A0051072999001\u200B", "051072999001")]
    [InlineData("０５１０７２９９９００１", "051072999001")]
    [InlineData("51072999001.0", "051072999001")]
    [InlineData("5.1072999001E+10", "051072999001")]
    [InlineData("5,1072999001e10", "051072999001")]
    [InlineData("O51O72999OO1", "051072999001")]
    [InlineData("CCCD: 051072999001", "051072999001")]
    [InlineData("Số CCCD 051072999001", "051072999001")]
    [InlineData("051072999001 / 212000135", "051072999001")]
    [InlineData("212000135 (cũ); 051072999001 (mới)", "051072999001")]
    [InlineData("051072999001\n212000135", "051072999001")]
    [InlineData("123072999001", "123072999001")]
    [InlineData("051224999001", "051224999001")]
    [InlineData("51072999001.00", "051072999001")]
    [InlineData("5.10729990010E+10", "051072999001")]
    [InlineData("05107299900O", "051072999000")]
    [InlineData("Số051072999001", "051072999001")]
    [InlineData("051072999001 CCCD", "051072999001")]
    [InlineData("ＣＣＣＤ 051072999001", "051072999001")]
    [InlineData("٠٥١٠٧٢٩٩٩٠٠١", "051072999001")]
    [InlineData("051\u00AD072999001", "051072999001")]
    [InlineData("\uFEFF051072999001", "051072999001")]
    [InlineData("051072\u034F999001", "051072999001")]
    [InlineData("051072999001\uFE00", "051072999001")]
    [InlineData("051072999001\uFE0F", "051072999001")]
    [InlineData("051072999001\r212000135", "051072999001")]
    [InlineData("051072999001\u2028212000135", "051072999001")]
    [InlineData("051072999001\t212000135", "051072999001")]
    [InlineData("51072999001/212000135", "051072999001")]
    [InlineData("2066999068; 73000137", "002066999068")]
    [InlineData("051072999001 cấp ngày 10/05/2021", "051072999001")]
    [InlineData("051072999001 (nơi cấp: Cục Cảnh sát)", "051072999001")]
    [InlineData("CCCD: 5.1185999123E+10", "051185999123")]
    [InlineData("CCCD 51135999123.0", "051135999123")]
    [InlineData("CCCD:51135999123,00", "051135999123")]
    [InlineData("5.1185999123 E+10", "051185999123")]
    [InlineData("051 185 OOO 123", "051185000123")]
    public void Accepts(string cell, string digits)
    {
        var parsed = Parse(cell);

        Assert.Null(parsed.Fault);
        Assert.Equal(digits, parsed.Value.Digits);
    }

    [Theory]
    [InlineData("05107299900", "personal-id-length")]
    [InlineData("0510729990011", "personal-id-length")]
    [InlineData("0912000123", "personal-id-length")]
    [InlineData("05107299900.5", "personal-id-characters")]
    [InlineData("0510729990.25", "personal-id-characters")]
    [InlineData("5.1072999001E+1000", "personal-id-characters")]
    [InlineData("5.1072999001E", "personal-id-characters")]
    [InlineData("5.1072999001E+10x", "personal-id-characters")]
    [InlineData("CCCD5.1072999001E+10", "personal-id-characters")]
    [InlineData("02066999068", "personal-id-length")]
    [InlineData("003185999101", "personal-id-province")]
    [InlineData("100085999101", "personal-id-province")]
    [InlineData("051472999001", "personal-id-century")]
    [InlineData("051225999001", "personal-id-future")]
    [InlineData("000000000000", "personal-id-placeholder")]
    [InlineData("111111111111", "personal-id-placeholder")]
    [InlineData("123456789012", "personal-id-placeholder")]
    [InlineData("123456789", "personal-id-placeholder")]
    [InlineData("5.11E+10", "personal-id-lossy")]
    [InlineData("4.80E+10", "personal-id-lossy")]
    [InlineData("5,11860E+10", "personal-id-lossy")]
    [InlineData("051185***123", "personal-id-masked")]
    [InlineData("051xxxxxx123", "personal-id-masked")]
    [InlineData("C9876543", "personal-id-characters")]
    [InlineData("051l72999001", "personal-id-characters")]
    [InlineData("#REF!", "personal-id-characters")]
    [InlineData("212000123", "personal-id-legacy")]
    [InlineData("73000137", "personal-id-legacy")]
    [InlineData("051072999001 049185999002", "personal-id-several")]
    [InlineData("0510729", "personal-id-length")]
    [InlineData("051072999001 / 12345", "personal-id-length")]
    [InlineData("051072999001\0", "personal-id-characters")]
    [InlineData("5E+10", "personal-id-lossy")]
    [InlineData("5.1072999001E+9", "personal-id-lossy")]
    [InlineData("0.5E+11", "personal-id-characters")]
    [InlineData("5.1.2E+10", "personal-id-characters")]
    [InlineData("***072999001", "personal-id-masked")]
    [InlineData("21200013.5", "personal-id-characters")]
    [InlineData("5107299900.15", "personal-id-characters")]
    [InlineData("15/07/1985", "personal-id-characters")]
    [InlineData("1985-07-15", "personal-id-characters")]
    [InlineData("1985-07-15T00:00:00", "personal-id-characters")]
    [InlineData("cấp ngày 10/05/2021", "personal-id-characters")]
    [InlineData("0912000123/212000135", "personal-id-length")]
    [InlineData("51072999001; 51072999002", "personal-id-several")]
    public void Refuses(string cell, string fault)
    {
        var parsed = Parse(cell);

        Assert.False(parsed.IsValue);
        Assert.Equal(fault, parsed.Fault);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("-")]
    [InlineData("NULL")]
    [InlineData("#N/A")]
    [InlineData("Không có")]
    [InlineData("chưa cấp")]
    public void Takes_as_empty(string cell) => Assert.True(Parse(cell).IsEmpty);

    [Theory]
    [InlineData("51072999001", (int)Repairs.LostZero)]
    [InlineData("51072999001.0", (int)(Repairs.LostZero | Repairs.FloatSuffix))]
    [InlineData("5.1072999001E+10", (int)(Repairs.LostZero | Repairs.Scientific))]
    [InlineData("CCCD: 5.1072999001E+10", (int)(Repairs.LostZero | Repairs.Scientific | Repairs.Label))]
    [InlineData("O51072999001", (int)Repairs.LetterO)]
    [InlineData("０51072999001", (int)Repairs.FullWidth)]
    [InlineData("051 072999001", (int)Repairs.Separators)]
    [InlineData("123072999001", (int)Repairs.DoubtfulPrefix)]
    [InlineData("051072999001", (int)Repairs.None)]
    [InlineData("O51O72999001", (int)Repairs.LetterO)]
    [InlineData("０５1072999001", (int)Repairs.FullWidth)]
    [InlineData("Số CCCD 051072999001", (int)(Repairs.Label | Repairs.Separators))]
    [InlineData("051072999001/212000135", (int)(Repairs.Separators | Repairs.FirstOfSeveral))]
    [InlineData("51072999001/212000135", (int)(Repairs.Separators | Repairs.FirstOfSeveral | Repairs.LostZero))]
    [InlineData("051072999001cấp ngày 10/05/2021", (int)Repairs.Label)]
    public void Says_what_it_mended(string cell, int repairs) => Assert.Equal((Repairs)repairs, Parse(cell).Repairs);

    [Theory]
    [InlineData("051072999001", 51, 1972, (int)Sex.Male)]
    [InlineData("002166999001", 2, 1966, (int)Sex.Female)]
    [InlineData("096205999001", 96, 2005, (int)Sex.Male)]
    [InlineData("006311999004", 6, 2011, (int)Sex.Female)]
    public void Knows_province_birth_year_and_sex(string cell, int province, int year, int sex)
    {
        var id = Parse(cell).Value;

        Assert.Equal((province, year, (Sex)sex), (id.ProvinceCode, id.BirthYear, id.Sex));
    }

    [Theory]
    [InlineData("051072999001 / 212000135", "212000135")]
    [InlineData("73000137 (cũ); 051072999001 (mới)", "73000137")]
    [InlineData("051072999001", "")]
    public void Finds_the_CMND_beside_it(string cell, string numbers) => Assert.Equal(
        numbers, string.Join(' ', PersonalId.LegacyIdsBeside(Encoding.UTF8.GetBytes(cell)).Select(id => id.Number)));

    [Fact]
    public void Accepts_all_63_provinces_and_no_other_code_up_to_100() =>
        Assert.Equal(63, Enumerable.Range(0, 101).Count(province => Parse($"{province:D3}085999123").IsValue));

    [Fact]
    public void Prints_masked() => Assert.Equal("051•••••••01", Parse("051072999001").Value.ToString());

    [Fact]
    public void Writes_the_digits_it_read()
    {
        var digits = new byte[PersonalId.Length];
        PersonalId.FromNumber(2066999068).WriteDigits(digits);

        Assert.Equal("002066999068", Encoding.ASCII.GetString(digits));
    }

    [Fact]
    public void Agrees_with_the_shared_examples()
    {
        var wrong = DevVectors.Read("ids_dev.csv").Where(row => row["field_hint"] == "DINHDANH" && !Agrees(row));

        Assert.Empty(wrong.Select(row => row["id"] + " " + row["raw"]));
    }

    static bool Agrees(Dictionary<string, string> row)
    {
        var parsed = Parse(row["raw"]);
        var legacy = LegacyId.Parse(Encoding.UTF8.GetBytes(row["raw"]));
        return row["expected_class"] switch
        {
            "CCCD12" => parsed.IsValue && parsed.Value.Digits == row["canonical"]
                && parsed.Value.BirthYear.ToString() == row["birth_year"]
                && parsed.Value.Sex == (row["sex"] == "M" ? Sex.Male : Sex.Female),
            "CMND9" => parsed.Fault == "personal-id-legacy" && $"{legacy.Value.Number:D9}" == row["canonical"],
            _ => !parsed.IsValue && parsed.Fault != "personal-id-legacy" && !legacy.IsValue,
        };
    }

    static Parsed<PersonalId> Parse(string cell) => PersonalId.Parse(Encoding.UTF8.GetBytes(cell), AsOf);
}
