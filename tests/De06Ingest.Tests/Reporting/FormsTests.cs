using De06Ingest.Reporting;

namespace De06Ingest.Tests.Reporting;

public sealed class FormsTests
{
    static readonly Forms Vietnamese = Forms.For(Language.Vi);
    static readonly Forms English = Forms.For(Language.En);

    [Fact]
    public void Writes_thousands_with_points_and_decimals_with_a_comma()
    {
        Assert.Equal("1.234.567", Vietnamese.Number(1_234_567));
        Assert.Equal("-12", Vietnamese.Number(-12));
        Assert.Equal("67,21%", Vietnamese.Percent(0.6721m));
        Assert.Equal("1,234.5", English.Number(1234.5m));
    }

    [Fact]
    public void Writes_times_of_vietnam_day_first() =>
        Assert.Equal("01/07/2025 00:30", Vietnamese.Time(new DateTimeOffset(2025, 6, 30, 17, 30, 0, TimeSpan.Zero)));

    [Theory]
    [InlineData("2024-07", "07/2024")]
    [InlineData("2024", "2024")]
    [InlineData(null, "")]
    public void Writes_a_period_month_first(string? period, string written) =>
        Assert.Equal(written, Vietnamese.Period(period));
}
