using De06Ingest.Publishing.Figures;

namespace De06Ingest.Tests.Publishing.Figures;

public sealed class FigurePeriodTests
{
    [Theory]
    [InlineData("2024", "2024-01-01", "2024-12-31")]
    [InlineData("2024-02", "2024-02-01", "2024-02-29")]
    [InlineData("2024-06R", "2024-05-15", "2024-06-14")]
    [InlineData("2024-01R", "2023-12-15", "2024-01-14")]
    [InlineData("2024-Q1", "2024-01-01", "2024-03-31")]
    [InlineData("2024-Q4", "2024-10-01", "2024-12-31")]
    [InlineData("2024-H1", "2024-01-01", "2024-06-30")]
    [InlineData("2024-H2", "2024-07-01", "2024-12-31")]
    [InlineData("2024-9M", "2024-01-01", "2024-09-30")]
    [InlineData("2024-W01", "2024-01-01", "2024-01-07")]
    [InlineData("2020-W53", "2020-12-28", "2021-01-03")]
    [InlineData("2024-03-10", "2024-03-10", "2024-03-10")]
    public void Reads_a_period_and_prints_it_again(string text, string first, string last)
    {
        var period = FigurePeriod.Parse(text)!.Value;

        Assert.Equal((DateOnly.Parse(first), DateOnly.Parse(last), text), (period.First, period.Last, $"{period}"));
    }

    [Theory]
    [InlineData("2024-13")]
    [InlineData("2024-00")]
    [InlineData("2024-Q5")]
    [InlineData("2024-H3")]
    [InlineData("2024-6M")]
    [InlineData("2024-W54")]
    [InlineData("2023-02-29")]
    [InlineData("06/2024")]
    [InlineData("2024-06r")]
    [InlineData("")]
    public void Refuses_what_is_no_period(string text) => Assert.Null(FigurePeriod.Parse(text));

    [Theory]
    [InlineData("RegimeMonth", "2024-05-14", "2024-05R")]
    [InlineData("RegimeMonth", "2024-05-15", "2024-06R")]
    [InlineData("RegimeMonth", "2024-12-31", "2025-01R")]
    [InlineData("Week", "2024-12-30", "2025-W01")]
    [InlineData("NineMonths", "2024-09-30", "2024-9M")]
    [InlineData("NineMonths", "2024-10-01", null)]
    public void A_day_lies_in_one_period_of_a_kind_or_in_none(string kind, string day, string? period) =>
        Assert.Equal(period, FigurePeriod.Of(Enum.Parse<PeriodKind>(kind), DateOnly.Parse(day))?.ToString());

    [Fact]
    public void Periods_of_a_kind_follow_each_other_without_a_gap()
    {
        foreach (var kind in new[] { PeriodKind.Week, PeriodKind.Month, PeriodKind.RegimeMonth, PeriodKind.Quarter,
            PeriodKind.HalfYear, PeriodKind.Year })
        {
            var all = FigurePeriod.Between(kind, new(2023, 11, 3), new(2026, 2, 20)).ToList();
            Assert.True(all[0].Holds(new(2023, 11, 3)));
            Assert.True(all[^1].Holds(new(2026, 2, 20)));
            Assert.All(all.Zip(all.Skip(1)), pair => Assert.Equal(pair.First.Last.AddDays(1), pair.Second.First));
        }

        Assert.Equal(["2024-9M", "2025-9M"],
            FigurePeriod.Between(PeriodKind.NineMonths, new(2023, 11, 3), new(2025, 2, 20)).Select(p => $"{p}"));
    }
}
