using System.Text.Json;
using De06Ingest.Commands;
using De06Ingest.Reporting;
using De06Ingest.Tests.Support;

namespace De06Ingest.Tests.Commands;

/// <summary>What <c>de06 run</c> passes on, and what it tells of the run.</summary>
public sealed class RunCommandTests : CommandRun
{
    [Fact]
    public async Task A_folder_in_the_place_of_a_file_is_called_one()
    {
        using var folder = new TempFolder();

        Assert.Equal(ExitCode.InputOutput, await Run("run", "pensions", "--file", folder.Path, "--lang", "en"));
        Assert.Contains($"{folder.Path} is a folder", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Passes_files_time_and_dry_run_to_the_run()
    {
        var file = Path.GetTempFileName();
        try
        {
            await Run(
                "run", "pensions", "--file", file, "--file", file, "--source-time", "2026-11-20T07:30", "--dry-run");
        }
        finally
        {
            File.Delete(file);
        }

        var (contract, options) = Assert.Single(_parts.Ran);
        Assert.Equal("pensions", contract.Feed);
        Assert.Equal([file, file], options.Files);
        Assert.True(options.DryRun);
        Assert.Equal(new DateTimeOffset(2026, 11, 20, 7, 30, 0, TimeSpan.FromHours(7)), options.SourceTime);
    }

    [Theory]
    [InlineData("published", null, 0)]
    [InlineData("unchanged", null, 0)]
    [InlineData("superseded", "superseded", 0)]
    [InlineData("held", "row-drop", 65)]
    [InlineData("refused", "column-missing", 65)]
    [InlineData("failed", "source-unavailable", 69)]
    [InlineData("failed", "http-timeout", 69)]
    [InlineData("failed", "secret-missing", 78)]
    [InlineData("failed", "database-away", 75)]
    [InlineData("failed", "database-23505", 70)]
    [InlineData("failed", "spool-full", 74)]
    [InlineData("failed", "feed-leased", 75)]
    [InlineData("failed", "table-in-use", 75)]
    [InlineData("failed", "fence-lost", 75)]
    [InlineData("failed", "extract-empty", 65)]
    [InlineData("failed", null, 70)]
    public async Task Tells_a_script_how_a_run_ended(string state, string? cause, int code)
    {
        _parts.Report = () => new RunReport { RunId = 7, Feed = "pensions", State = state, Cause = cause };

        Assert.Equal(code, await Run("run", "pensions"));
    }

    [Fact]
    public async Task Says_why_an_older_extract_changed_nothing()
    {
        _parts.Report = () => new RunReport { RunId = 7, Feed = "pensions", State = "superseded" };

        await Run("run", "pensions");

        Assert.Contains(
            "Đã công bố số liệu mới hơn tệp này, nên tệp chỉ được lưu.", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_how_to_see_the_rows_that_a_run_refused()
    {
        _parts.Report = () => new RunReport
        {
            RunId = 7, Feed = "pensions", State = "published",
            RefusedBy = new Dictionary<string, long> { ["row-quote"] = 1 },
        };

        await Run("run", "pensions");

        Assert.Contains("`de06 refused 7`", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_the_feeds_there_are_when_one_is_unknown()
    {
        Assert.Equal(64, await Run("run", "nobody"));
        Assert.Contains("pensions, population", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_that_a_given_file_is_not_there()
    {
        Assert.Equal(74, await Run("run", "pensions", "--file", "/no/such.csv"));
        Assert.Contains("/no/such.csv", _error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("population", "published", false, 1)]
    [InlineData("population", "unchanged", false, 1)]
    [InlineData("population", "published", true, 0)]
    [InlineData("pensions", "published", false, 0)]
    public async Task Rechecks_after_a_reference_that_is_published_or_confirmed(
        string feed, string state, bool dry, int rechecks)
    {
        _parts.Report = () => new RunReport { RunId = 7, Feed = feed, State = state };

        await Run(dry ? ["run", feed, "--dry-run"] : ["run", feed]);

        Assert.Equal(rechecks, _parts.Rechecks);
    }

    [Fact]
    public async Task Prints_a_run_as_json_with_stable_names()
    {
        _parts.Report = () => new RunReport
        {
            RunId = 7,
            Feed = "pensions",
            State = "held",
            Cause = "row-drop",
            RowsIn = 1200,
            RefusedBy = new Dictionary<string, long> { ["phone-too-short"] = 3 },
            Mismatches = [new MismatchMovement("name-differs", 1, 2, 3, 4, 5)],
            Steps = [("pull", 0.25)],
        };

        await Run("run", "pensions", "--json");

        var json = JsonDocument.Parse(_output.ToString()).RootElement;
        Assert.Equal(1200, json.GetProperty("rows_in").GetInt64());
        Assert.Equal("row-drop", json.GetProperty("cause").GetString());
        Assert.Equal(3, json.GetProperty("refused_by")[0].GetProperty("rows").GetInt64());
        Assert.Equal(4, json.GetProperty("mismatches")[0].GetProperty("reopened").GetInt64());
        Assert.Equal(0.25, json.GetProperty("steps")[0].GetProperty("seconds").GetDouble());
    }

    [Fact]
    public async Task Shows_people_the_figures_of_provinces_and_machines_all()
    {
        var months = Enumerable.Range(1, 15).Select(m => new FigureMovement("rate", "51", $"2025-{m:00}", 1, 2));
        var communes = Enumerable.Range(1, 96).Select(u => new FigureMovement("rate", $"{21000 + u}", "all", 1, 2));
        _parts.Report = () => new RunReport
        {
            RunId = 7, Feed = "pensions", State = "published", Figures = [.. communes, .. months],
        };

        await Run("run", "pensions", "--lang", "en");
        Assert.Equal(
            12, _output.ToString().Split('\n').Count(line => line.StartsWith("rate", StringComparison.Ordinal)));
        Assert.Contains("and 99 more figures", _output.ToString(), StringComparison.Ordinal);

        _output.GetStringBuilder().Clear();
        await Run("run", "pensions", "--json");
        Assert.Equal(111, JsonDocument.Parse(_output.ToString()).RootElement.GetProperty("figures").GetArrayLength());
    }

    [Fact]
    public async Task Shows_people_the_province_and_counts_the_communes()
    {
        _parts.Report = () => new RunReport
        {
            RunId = 7,
            Feed = "pensions",
            State = "published",
            Figures =
            [
                new FigureMovement("paid", "51", "2026-10", 60m, 67.21m),
                new FigureMovement("paid", "21034", "2026-10", 60m, 70m),
                new FigureMovement("paid", "21035", "2026-10", 60m, 71m),
            ],
        };

        await Run("run", "pensions");

        Assert.Contains("67,21", _output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("21034", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains("và 2 chỉ số", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tells_a_held_run_with_its_cause_in_vietnamese()
    {
        _parts.Report = () => new RunReport
        {
            RunId = 7, Feed = "pensions", State = "held", Cause = "column-missing", Detail = "Số ĐDCN",
        };

        await Run("run", "pensions");

        Assert.Contains("tạm giữ: Thiếu cột bắt buộc: Số ĐDCN.", _output.ToString(), StringComparison.Ordinal);
    }
}
