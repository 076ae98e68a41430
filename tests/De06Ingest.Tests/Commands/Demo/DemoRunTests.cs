using System.Text.Json;
using De06Ingest.Commands;
using De06Ingest.Commands.Demo;
using De06Ingest.Database;
using De06Ingest.Reporting;
using De06Ingest.Tests.Support;

namespace De06Ingest.Tests.Commands.Demo;

/// <summary>The whole demo on a small province, with a PostgreSQL of its own.</summary>
public sealed class DemoRunTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>, IAsyncDisposable
{
    readonly string root = Directory.CreateTempSubdirectory("de06-demo-").FullName;
    readonly StringWriter output = new();
    readonly StringWriter error = new();

    public async ValueTask DisposeAsync()
    {
        await LocalCluster.Remove(Path.Combine(root, "demo", "pg"));
        Directory.Delete(root, recursive: true);
        await output.DisposeAsync();
        await error.DisposeAsync();
    }

    [Fact]
    public async Task Tells_ten_lines_leaves_its_results_and_takes_a_file_of_the_visitor()
    {
        // Skips where PostgreSQL is not installed.
        _ = database.ConnectionString;

        Assert.Equal(0, await Run(Options(null)));
        Assert.Equal(10, output.ToString().TrimEnd().Split('\n').Length);
        AssertResults(Path.Combine(root, "demo", "out"));
        var settings = Path.Combine(root, "demo", "de06.env");
        Assert.Contains($"--once để mở trang tình trạng, rồi hỏi thêm ở cửa sổ khác: . {settings}; ",
            output.ToString(), StringComparison.Ordinal);
        Assert.Contains("export ConnectionStrings__De06='Host=127.0.0.1;", File.ReadAllText(settings),
            StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(settings));

        // The second run starts anew over the same folder, with one of the province's own files as the visitor's.
        var file = Path.Combine(root, "Danh sach moi.csv");
        File.Copy(Directory.GetFiles(Path.Combine(root, "demo", "data", "day1", "eid-accounts")).Single(), file);
        output.GetStringBuilder().Clear();
        Assert.Equal(0, await Run(Options(file)));
        Assert.True(File.Exists(Path.Combine(root, "demo", "out", "danh-sach-moi.yaml")));
        Assert.Contains("Số ĐDCN", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("Số điện thoại", output.ToString(), StringComparison.Ordinal);
        Assert.Equal("", error.ToString());
        Assert.False(File.Exists(Path.Combine(root, "demo", "pg", "data", "postmaster.pid")));
    }

    [Fact]
    public async Task Says_what_is_missing_before_it_makes_anything()
    {
        _ = database.ConnectionString;
        var options = Options(null) with { Synthetic = Path.Combine(root, "nowhere") };

        var problem = await Assert.ThrowsAsync<ConfigurationProblem>(() => Run(options));

        Assert.Equal("synthetic-missing", problem.Code);
        Assert.False(Directory.Exists(options.Folder));
    }

    static void AssertResults(string folder)
    {
        var days = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "answer.json")))
            .RootElement.GetProperty("days");
        Assert.Equal(3, days.GetArrayLength());
        foreach (var day in days.EnumerateArray())
        {
            Assert.True(day.GetProperty("planted").GetInt64() > 0);
            Assert.Equal(day.GetProperty("planted").GetInt64(), day.GetProperty("found").GetInt64());
            Assert.Equal(0, day.GetProperty("wrongly_reported").GetInt64());
            Assert.True(day.GetProperty("kinds").GetArrayLength() > 3);
        }

        // On the morning of the demo's last day, which is long past, nothing is late.
        var feeds = File.ReadAllText(Path.Combine(folder, "nguon-du-lieu.csv"));
        Assert.Contains(",fresh,", feeds, StringComparison.Ordinal);
        Assert.DoesNotContain(",stale,", feeds, StringComparison.Ordinal);

        foreach (var name in new[] { "so-dien-thoai_*.csv", "dong-bi-tu-choi.csv", "chi-so.csv" })
        {
            var file = Directory.GetFiles(folder, name).Single();
            Assert.Equal([0xEF, 0xBB, 0xBF], File.ReadAllBytes(file)[..3]);
            Assert.True(File.ReadLines(file).Count() > 1, name);
        }
    }

    Task<int> Run(DemoOptions options) => new DemoRun(
        options, new ConsoleOutput(output, error, OutputForm.Table, Messages.For(Language.Vi)))
        .Execute(CancellationToken.None);

    DemoOptions Options(string? file) => new()
    {
        Citizens = 1500,
        Seed = 3,
        Once = true,
        Folder = Path.Combine(root, "demo"),
        File = file,
        Synthetic = Path.Combine(AppContext.BaseDirectory, "de06-synthetic"),
        Port = 8606,
    };
}
