using System.Text;
using De06Ingest.Values;

namespace De06Ingest.Tests.Values;

public class LegacyIdTests
{
    [Theory]
    [InlineData("212000123", 212000123)]
    [InlineData("73000137", 73000137)]
    [InlineData("073000137", 73000137)]
    [InlineData("CMND 212.000.135", 212000135)]
    [InlineData("'012000128", 12000128)]
    [InlineData("380000123", 380000123)]
    public void Accepts(string cell, int number) => Assert.Equal(number, Parse(cell).Value.Number);

    [Theory]
    [InlineData("2120001234", "legacy-id-length")]
    [InlineData("03000137", "legacy-id-length")]
    [InlineData("051072999001", "legacy-id-length")]
    [InlineData("000000001", "legacy-id-prefix")]
    [InlineData("912000123", "legacy-id-prefix")]
    [InlineData("111111111", "legacy-id-placeholder")]
    [InlineData("2.12E+08", "legacy-id-lossy")]
    [InlineData("212***123", "legacy-id-masked")]
    [InlineData("B1234567", "legacy-id-characters")]
    [InlineData("212000123 212000124 212000125", "legacy-id-length")]
    public void Refuses(string cell, string fault) => Assert.Equal(fault, Parse(cell).Fault);

    [Theory]
    [InlineData("073000137", (int)Repairs.None)]
    [InlineData("73000137", (int)Repairs.LostZero)]
    [InlineData("CMND 212.000.135", (int)(Repairs.Label | Repairs.Separators))]
    public void Says_what_it_mended(string cell, int repairs) => Assert.Equal((Repairs)repairs, Parse(cell).Repairs);

    [Fact]
    public void Prints_masked() => Assert.Equal("07•••••37", Parse("73000137").Value.ToString());

    static Parsed<LegacyId> Parse(string cell) => LegacyId.Parse(Encoding.UTF8.GetBytes(cell));
}
