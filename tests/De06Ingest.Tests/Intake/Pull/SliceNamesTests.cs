using De06Ingest.Intake.Pull;

namespace De06Ingest.Tests.Intake.Pull;

public sealed class SliceNamesTests
{
    [Theory]
    [InlineData("…_(yyyyMMdd)", "participants_20260704.csv.gz", "2026-07-04T00:00:00")]
    [InlineData("*_(yyyyMMdd_HHmmss)*", "a_20260704_235901_x.csv", "2026-07-04T23:59:01")]
    [InlineData("Ngày (dd/MM/yyyy HH:mm)", "BÁO CÁO ngày 04/07/2026 08:30", "2026-07-04T08:30:00")]
    [InlineData("(yyyyMMdd)", "x_20261304_20260704.csv", "2026-07-04T00:00:00")]
    [InlineData("Tháng (M/yyyy)", "Tháng 7/2026", "2026-07-01T00:00:00")]
    public void Reads_a_time(string pattern, string text, string time) =>
        Assert.Equal(DateTime.Parse(time, null), new SliceNames(pattern).Match(text)!.Date);

    [Fact]
    public void A_time_is_vietnams() =>
        Assert.Equal(TimeSpan.FromHours(7), new SliceNames("(yyyyMMdd)").Match("20260704")!.AsOf!.Value.Offset);

    [Theory]
    [InlineData("pensions-(yyyy-MM)", "pensions-2026-07_1of3.csv", "2026-07")]
    [InlineData("Kỳ (MM/yyyy)", "DANH SÁCH CHI TRẢ kỳ   07/2026", "2026-07")]
    [InlineData("năm (yyyy)", "Năm 2026", "2026")]
    public void Reads_a_period(string pattern, string text, string period) =>
        Assert.Equal(period, new SliceNames(pattern).Match(text)!.Period);

    [Theory]
    [InlineData("xa_(unit)_…", "xa_21307_2026.csv", "21307")]
    [InlineData("(unit).csv", "00123.csv", "00123")]
    public void Reads_a_unit(string pattern, string text, string unit) =>
        Assert.Equal(unit, new SliceNames(pattern).Match(text)!.Unit);

    [Theory]
    [InlineData("x-(yyyyMMdd)", "y-20260704")]
    [InlineData("x-(yyyyMMdd)", "x-202607041")]
    [InlineData("x-(yyyyMMdd)", "x-20260231")]
    public void Says_nothing_when_the_text_is_another(string pattern, string text) =>
        Assert.Null(new SliceNames(pattern).Match(text));

    [Theory]
    [InlineData("no group")]
    [InlineData("(MM)")]
    [InlineData("(word)")]
    public void Refuses_a_pattern_without_a_meaning(string pattern) =>
        Assert.Throws<FormatException>(() => new SliceNames(pattern));
}
