using System.Text;
using De06Ingest.Values;

namespace De06Ingest.Tests.Values;

public class AdminUnitCodeTests
{
    [Theory]
    [InlineData("51", "51")]
    [InlineData("02", "02")]
    [InlineData("024", "024")]
    [InlineData("21040", "21040")]
    [InlineData("00691", "00691")]
    [InlineData("0691.0", "00691", false)]
    [InlineData("691.0", "691")]
    [InlineData("6970", "06970")]
    [InlineData("6970.0", "06970")]
    [InlineData("'00691", "00691")]
    [InlineData(" 21040\u00A0", "21040")]
    [InlineData("２１０４０", "21040")]
    public void Reads(string cell, string code, bool accepted = true)
    {
        var parsed = Parse(cell);

        Assert.Equal(accepted, parsed.IsValue);
        Assert.Equal(accepted ? code : "", parsed.IsValue ? parsed.Value.Code : "");
    }

    [Theory]
    [InlineData("5", "unit-length")]
    [InlineData("210400", "unit-length")]
    [InlineData("0691", "unit-length")]
    [InlineData("00000", "unit-placeholder")]
    [InlineData("51-522", "unit-characters")]
    [InlineData("Xã Ba Bích", "unit-characters")]
    [InlineData("21***", "unit-masked")]
    [InlineData("2.1E+04", "unit-lossy")]
    [InlineData("21040 21043 21046 21049", "unit-length")]
    public void Refuses(string cell, string fault) => Assert.Equal(fault, Parse(cell).Fault);

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("không có")]
    public void Takes_as_empty(string cell) => Assert.True(Parse(cell).IsEmpty);

    [Fact]
    public void Marks_a_lost_zero() => Assert.Equal(Repairs.LostZero, Parse("6970").Repairs);

    static Parsed<AdminUnitCode> Parse(string cell) => AdminUnitCode.Parse(Encoding.UTF8.GetBytes(cell));
}
