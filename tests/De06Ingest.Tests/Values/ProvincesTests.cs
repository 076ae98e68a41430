using De06Ingest.Values;

namespace De06Ingest.Tests.Values;

public class ProvincesTests
{
    [Theory]
    [InlineData(1, "Hà Nội")]
    [InlineData(51, "Quảng Ngãi")]
    [InlineData(96, "Cà Mau")]
    [InlineData(3, null)]
    [InlineData(0, null)]
    [InlineData(-1, null)]
    [InlineData(100, null)]
    public void Names_a_province_by_its_code(long code, string? name) =>
        Assert.Equal((name, name is not null), (Provinces.NameOf(code), Provinces.IsKnown(code)));

    [Theory]
    [InlineData(1, "Hà Nội")]
    [InlineData(21, "Quảng Ngãi, Bình Định")]
    [InlineData(38, "Cà Mau, Bạc Liêu")]
    [InlineData(39, null)]
    [InlineData(0, null)]
    [InlineData(100, null)]
    public void Names_the_police_that_issued_a_CMND(long prefix, string? name) =>
        Assert.Equal(name, Provinces.IssuerOf(prefix));
}
