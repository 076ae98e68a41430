using De06Ingest.Reporting;

namespace De06Ingest.Tests.Commands;

/// <summary>Why a figure is what it is, in the words of who asks.</summary>
public sealed class IndicatorExplainCommandTests : CommandRun
{
    static readonly FigurePart Away = new("held", "away", "Đi làm ăn xa", 2, 2, 2, 50, [])
    {
        CauseTextEn = "Away for work",
    };

    static readonly FigureState Now = new(25, 1, 4, new(2026, 8, 5));

    public IndicatorExplainCommandTests() => _parts.Figures = new Told(
        new("eid-activated", "Tỷ lệ kích hoạt", "51", "Tỉnh Quảng Ngãi", "all", "percent", Now, [Away])
        {
            TitleEn = "Accounts activated",
        },
        new("eid-activated", "Tỷ lệ kích hoạt", "51", "Tỉnh Quảng Ngãi", "2026-07", "percent",
            new FigureState(25, 1, 4, new(2026, 8, 4)) { Version = 1 }, Now, 0, [], [])
        {
            TitleEn = "Accounts activated",
        });

    [Theory]
    [InlineData("en", "Accounts activated", "Away for work", "Tỷ lệ", "Đi làm")]
    [InlineData("vi", "Tỷ lệ kích hoạt", "Đi làm ăn xa", "Accounts", "Away")]
    public async Task Title_and_causes_are_in_the_language_of_who_asks(
        string language, string title, string cause, string otherTitle, string otherCause)
    {
        Assert.Equal(0, await Run("indicators", "explain", "eid-activated", "--lang", language));

        var told = _error.ToString() + _output;
        Assert.Contains(title, told, StringComparison.Ordinal);
        Assert.Contains(cause, told, StringComparison.Ordinal);
        Assert.DoesNotContain(otherTitle, told, StringComparison.Ordinal);
        Assert.DoesNotContain(otherCause, told, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("vi", "phiên bản 1 đã chốt (số liệu đến 04/08/2026) và ngày 05/08/2026 đều là 25%")]
    [InlineData("en", "25% in fixed version 1 (data as of 2026-08-04) and on 2026-08-05")]
    public async Task A_frozen_version_is_named_as_one(string language, string told)
    {
        Assert.Equal(0, await Run("indicators", "explain", "eid-activated", "--from", "v1", "--lang", language));

        Assert.Contains(told, _error.ToString() + _output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("percent", "0,5 điểm %", "Đáng (điểm %)")]
    [InlineData("days", "0,5 ngày", "Đáng (ngày)")]
    [InlineData("number", "chênh lệch 1,", "Đáng")]
    public async Task What_a_part_is_worth_is_in_the_unit_of_the_figure(string shows, string difference, string heading)
    {
        var part = new FigurePart("late", null, null, 1, 1, 0, 0.5m, []);
        _parts.Figures = new Told(null!, new("a", "A", "51", null, "2026-07", shows, Now, Now, 0.5m, [part], []));

        Assert.Equal(0, await Run("indicators", "explain", "eid-activated", "--from", "2026-08-04"));

        Assert.Contains(difference, _error.ToString() + _output, StringComparison.Ordinal);
        Assert.EndsWith(heading, _output.ToString().Split(Environment.NewLine)
            .First(l => l.Contains("Đáng", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_machine_reads_the_version_too()
    {
        Assert.Equal(0, await Run("indicators", "explain", "eid-activated", "--from", "v1", "--json"));

        using var told = System.Text.Json.JsonDocument.Parse(_output.ToString());
        Assert.Equal(1, told.RootElement.GetProperty("before").GetProperty("version").GetInt32());
        Assert.False(told.RootElement.GetProperty("after").TryGetProperty("version", out _));
    }

    [Fact]
    public async Task A_period_that_nobody_can_read_is_a_mistake_of_typing()
    {
        Assert.Equal(64, await Run("indicators", "freeze", "abc", "--by", "A", "--reason", "B"));

        Assert.Contains("abc", _error.ToString(), StringComparison.Ordinal);
    }

    sealed class Told(FigureHold hold, FigureChange change) : IFigureExplanations
    {
        public Task<FigureHold> Hold(FigureQuestion question, CancellationToken stop) => Task.FromResult(hold);

        public Task<FigureChange> Change(
            FigureQuestion question, string from, string? to, CancellationToken stop) => Task.FromResult(change);
    }
}
