using De06Ingest.Matching.Comparing;

namespace De06Ingest.Tests.Matching.Comparing;

public sealed class DateTextTests
{
    [Theory]
    [InlineData("12/03/1980", "19800312")]
    [InlineData("1980-03-12", "19800312")]
    [InlineData("1980-03-12T00:00:00Z", "19800312")]
    [InlineData("1980-03-12 10:20:30", "19800312")]
    [InlineData("19800312", "19800312")]
    [InlineData("12 March 1980", "19800312")]
    [InlineData("Mar 12, 1980", "19800312")]
    [InlineData("1980", "19800000")]
    [InlineData("03/1980", "19800300")]
    [InlineData("12.3.80", "19800312")]
    [InlineData("19560431", "19560431")]
    [InlineData("unknown", "")]
    [InlineData("12031980", "19800312")]
    [InlineData("1980-03", "19800300")]
    [InlineData("3.1980", "19800300")]
    [InlineData("1980 March 12", "19800312")]
    [InlineData("12.3.27", "19270312")]
    [InlineData("12.3.26", "20260312")]
    [InlineData("5/6/1980 10:20", "19800605")]
    [InlineData("5/6/1980T10:20", "19800605")]
    [InlineData("1st of May", "1stofmay")]
    [InlineData("1700", "1700")]
    [InlineData("12/x/1980", "12x1980")]
    public void Reads_dates_of_many_forms(string cell, string digits) =>
        Assert.Equal(digits, new DateText([cell], 2026).Of(cell));

    [Fact]
    public void A_column_shows_that_the_month_comes_first() =>
        Assert.Equal("19800312", new DateText(["03/12/1980", "03/25/1981"], 2026).Of("03/12/1980"));

    [Theory]
    [InlineData("12/03/1980|1981-04-13||n/a", 1)]
    [InlineData("12/03/1980|wallaby place", 0.5)]
    [InlineData("12/03/1849|12/13/1980|32/01/1980|12/03/2027|00/03/1980", 0)]
    [InlineData("|-", 0)]
    public void Knows_a_column_of_dates(string cells, double share) =>
        Assert.Equal(share, DateText.Share(cells.Split('|'), 2026));
}
