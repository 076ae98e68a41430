using De06Ingest.Feeds;
using De06Ingest.Intake.Validate;
using De06Ingest.Tests.Support;

namespace De06Ingest.Tests.Intake.Validate;

public sealed class ExtractChecksTests
{
    static readonly DateTimeOffset Now = new(2026, 8, 5, 0, 0, 0, TimeSpan.Zero);
    static readonly DateOnly Today = new(2026, 8, 5);

    [Theory]
    [InlineData(1, 12, 20, false)]
    [InlineData(19, 300, 20, false)]
    [InlineData(20, 300, 20, true)]
    [InlineData(20, 500, 20, false)]
    [InlineData(3, 3, 20, true)]
    [InlineData(1, 2, 20, true)]
    [InlineData(1, 3, 20, false)]
    [InlineData(1, 12, 1, true)]
    [InlineData(0, 0, 20, false)]
    public void A_few_bad_rows_hold_only_an_extract_that_they_are_half_of(
        int refused, int rows, int least, bool isHeld)
    {
        var contract = FakeContract.Of("aid") with
        {
            Limits = new LimitSpec { RefusedShare = 0.05, RefusedLeast = least },
        };
        var counts = new PassCounts { RowsIn = rows, Refused = refused };

        Assert.Equal(isHeld ? "refused-share" : null, ExtractChecks.Check(
            contract, counts, 0, null, null, Now, Today)?.Code);
    }

    [Theory]
    [InlineData(400, null)]
    [InlineData(740, "as-of-ahead")]
    public void Data_of_years_ahead_are_held(int days, string? held) =>
        Assert.Equal(held, ExtractChecks.Check(
            FakeContract.Of("aid"), new PassCounts(), 0, null, null, Now.AddDays(days), Today)?.Code);
}
