using De06Ingest.Commands;
using De06Ingest.Reporting;
using De06Ingest.Tests.Support;

namespace De06Ingest.Tests.Commands;

public sealed class ReportCommandTests : IAsyncDisposable
{
    static readonly DateTimeOffset AsOf = new(2026, 8, 5, 0, 0, 0, TimeSpan.FromHours(7));
    readonly FakeParts parts = new();
    readonly List<(string Report, string? Unit, bool Clear)> asked = [];
    ReportAnswer answer = new(
        null,
        [new("tasks", "Nhiệm vụ", "stale", AsOf, AsOf.AddHours(36)), new("models", "Mô hình", "never", null, null)],
        ["work_state", "work_no", "unit", "unit_name", "due_on", "days_late"],
        [
            ["late", "NV1", "21040", "Xã Bình Sơn", new DateOnly(2026, 8, 1), 4L],
            ["late", "=NV2", null, null, null, null],
        ]);

    public ReportCommandTests() => parts.Reports = new Answering(this);

    public ValueTask DisposeAsync() => ((IAsyncDisposable)parts).DisposeAsync();

    [Fact]
    public async Task Without_a_name_lists_every_report()
    {
        var (code, output, _) = await Run("report");

        Assert.Equal(ExitCode.Ok, code);
        Assert.All(ReportCatalog.Names, name => Assert.Contains(name, output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task States_the_age_of_every_feed_above_the_rows()
    {
        var (code, output, _) = await Run("report", "late-work");

        Assert.Equal(ExitCode.Ok, code);
        Assert.Equal(
            [
                "Mô hình, nhiệm vụ, tồn tại chậm tiến độ",
                "CHƯA CÓ DỮ LIỆU: Mô hình",
                "Số liệu đến 05/08/2026 00:00, quá hạn từ 06/08/2026 12:00: Nhiệm vụ",
                "Tình trạng  Mã    Đơn vị       Hạn         Số ngày chậm",
                "chậm        NV1   Xã Bình Sơn  01/08/2026             4",
                "chậm        =NV2",
            ], output.TrimEnd().Split(Environment.NewLine));
    }

    [Theory]
    [InlineData("vi", "Chỉ số", "Kích hoạt,Xử lý")]
    [InlineData("en", "Figure", "Activated,Xử lý")]
    public async Task A_title_that_stands_in_both_languages_is_shown_in_the_readers(
        string language, string heading, string shown)
    {
        answer = new(null, [], ["figure", "figure_en"], [["Kích hoạt", "Activated"], ["Xử lý", null]]);

        var (_, table, _) = await Run("report", "targets", "--lang", language);
        var (_, csv, _) = await Run("report", "targets", "--lang", language, "--csv");

        Assert.Equal([heading, .. shown.Split(',')], table.TrimEnd().Split(Environment.NewLine).TakeLast(3));
        Assert.Equal(["figure,figure_en", "Kích hoạt,Activated", "Xử lý,"], csv.TrimEnd().Split(Environment.NewLine));
    }

    [Fact]
    public async Task Gives_machines_stable_names_values_and_the_age_of_the_feeds()
    {
        var (_, csv, told) = await Run("report", "late-work", "--csv");
        var (_, json, _) = await Run("report", "late-work", "--json");

        Assert.StartsWith(
            "work_state,work_no,unit,unit_name,due_on,days_late" + Environment.NewLine
            + "late,NV1,21040,Xã Bình Sơn,2026-08-01,4" + Environment.NewLine + "late,'=NV2,,,,",
            csv, StringComparison.Ordinal);
        Assert.Contains("CHƯA CÓ DỮ LIỆU: Mô hình", told, StringComparison.Ordinal);
        using var document = System.Text.Json.JsonDocument.Parse(json);
        var root = document.RootElement;
        Assert.False(root.GetProperty("complete").GetBoolean());
        Assert.Equal("2026-08-04T17:00:00Z", root.GetProperty("feeds")[0].GetProperty("as_of").GetString());
        Assert.Equal("2026-08-01", root.GetProperty("rows")[0].GetProperty("due_on").GetString());
    }

    [Fact]
    public async Task No_rows_of_a_feed_that_never_came_are_not_called_good()
    {
        answer = answer with { Rows = [] };
        var (code, output, _) = await Run("report", "late-work");
        Assert.Equal(ExitCode.BadData, code);
        Assert.Contains(
            "chưa thể kết luận là không có gì: chưa có dữ liệu của Mô hình", output, StringComparison.Ordinal);

        answer = answer with { Feeds = [answer.Feeds[0]] };
        (code, output, _) = await Run("report", "late-work");
        Assert.Equal(ExitCode.Ok, code);
        Assert.Contains("Không có gì phải xử lý trong phạm vi này.", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new[] { "people-away" }, null, false)]
    [InlineData(new[] { "people-away", "--unit", "51", "--full" }, "51", true)]
    public async Task Asks_for_clear_values_only_when_told(string[] words, string? unit, bool clear)
    {
        await Run(["report", .. words]);
        Assert.Equal(("people-away", unit, clear), Assert.Single(asked));
    }

    [Fact]
    public async Task Shows_as_many_rows_as_asked_for_and_says_how_many_there_are()
    {
        var (_, output, _) = await Run("report", "late-work", "--limit", "1");

        Assert.Contains("Hiện 1 trong 2 dòng", output, StringComparison.Ordinal);
        Assert.DoesNotContain("NV2", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nonesuch")]
    [InlineData("lgsp-failures", "--unit", "51")]
    [InlineData("late-work", "--unit", "99999")]
    public async Task Refuses_what_would_look_like_an_empty_report(params string[] words) =>
        Assert.Equal(ExitCode.Usage, (await Run(["report", .. words])).Code);

    sealed class Answering(ReportCommandTests test) : IReports
    {
        public Task<ReportAnswer> Read(ReportDefinition report, string? unit, bool clear, CancellationToken stop)
        {
            test.asked.Add((report.Name, unit, clear));
            return unit == "99999" ? throw new UnitUnknown(unit) : Task.FromResult(test.answer);
        }
    }

    async Task<(int Code, string Output, string Error)> Run(params string[] arguments)
    {
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        var code = await CommandLine.Run(arguments, parts, output, error, terminal: null);
        return (code, output.ToString(), error.ToString());
    }
}
