using System.Security.Cryptography;
using System.Text;
using De06Ingest.Reporting;
using De06Ingest.Tests.Reporting.Reports;
using De06Ingest.Tests.Support;

namespace De06Ingest.Tests.Reporting;

/// <summary>The weekly lists: once a week, one file for each unit that is behind in something, and who took it. Day of
/// the data: 5 August 2026.</summary>
public sealed class WeeklyListsTests(PostgresServer server) : IDisposable
{
    const string Models = "record_no, home_unit, status, due_on";

    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("de06-outbox-");
    readonly Clock clock = new();

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Every_unit_that_is_behind_gets_one_file_and_every_unit_is_noted()
    {
        await using var bench = await Behind();

        var made = await Lists(bench).Make(Stop);

        Assert.Equal(("2026-W32", 2), (made.Week, made.Written));
        Assert.Equal(made.Made - 2, made.Empty);
        Assert.Equal(["21040/con-han-che_2026-W32_21040.csv", "21061/con-han-che_2026-W32_21061.csv"], Files());
        Assert.Equal(Encoding.UTF8.Preamble.ToArray(), Bytes("21040")[..3]);
        Assert.Equal(
            [
                "Tuần,Đơn vị,Số liệu đến,Còn hạn chế,Về,Mã,Nội dung,Hiện nay,Tuần trước,"
                + "So với kỳ trước,Chỉ tiêu,Chênh,Hạn,Số ngày chậm,Đã quá hạn,Chủ trì",
                "2026-W32,Xã Bình Sơn,05/08/2026,việc chậm,mô hình,MH1,,,,,,,01/07/2026,35,có,",
            ], Text("21040"));
        var lists = await Lists(bench).Read(null, null, Stop);
        Assert.Equal(made.Made, lists.Count);
        Assert.Equal(Hash(Bytes("21061")), lists.Single(l => l.Unit == "21061").Sha256);
        Assert.Equal("nothing", lists.Single(l => l.Unit == "21172").ListState);
        Assert.All(lists, l => Assert.Equal(new DateOnly(2026, 8, 5), l.DataUntil));
    }

    [Fact]
    public async Task A_week_that_has_its_lists_gets_no_others_whatever_moved_since()
    {
        await using var bench = await Behind();
        await Lists(bench).Make(Stop);
        var before = Bytes("21061");
        File.Delete(Path.Combine(folder.FullName, Files()[0]));
        await bench.Put("models", Models, "'MH9', '21061', 'in-progress', '2026-06-01'");
        clock.Now = clock.Now.AddDays(3);

        var again = await Lists(bench).Make(Stop);

        Assert.Equal(new WeeklyListsMade("2026-W32", 0, 0, 0), again);
        Assert.Equal(["21061/con-han-che_2026-W32_21061.csv"], Files());
        Assert.Equal(before, Bytes("21061"));
    }

    [Fact]
    public async Task Who_was_stopped_while_writing_goes_on_with_the_bytes_that_were_made()
    {
        await using var bench = await Behind();
        var obstacle = Path.Combine(folder.FullName, "21061");
        await File.WriteAllTextAsync(obstacle, "", Stop);
        await Assert.ThrowsAsync<IOException>(() => Lists(bench).Make(Stop));
        Assert.Equal("unwritten", (await Lists(bench).Read("21061", null, Stop)).Single().ListState);
        File.Delete(obstacle);
        // As if it had been killed between the file and the note of it.
        await bench.Flow.Do("update core.weekly_list set written_at = null where unit = '21040'");
        var stood = File.GetLastWriteTimeUtc(Path.Combine(folder.FullName, Files()[0]));
        await bench.Put("models", Models, "'MH9', '21061', 'in-progress', '2026-06-01'");

        var resumed = await Lists(bench).Make(Stop);

        Assert.Equal(new WeeklyListsMade("2026-W32", 0, 0, 1), resumed);
        Assert.Equal(stood, File.GetLastWriteTimeUtc(Path.Combine(folder.FullName, Files()[0])));
        Assert.Equal(2, Text("21061").Length - 1);
        Assert.All(await Lists(bench).Read(null, null, Stop), l => Assert.NotEqual("unwritten", l.ListState));
    }

    [Fact]
    public async Task Two_at_once_make_one_week()
    {
        await using var bench = await Behind();

        var both = await Task.WhenAll(Lists(bench).Make(Stop), Lists(bench).Make(Stop));

        Assert.Equal(2, both.Sum(m => m.Written));
        Assert.Single(both, m => m.Made > 0);
    }

    [Fact]
    public async Task Units_that_did_not_take_their_list_are_reported_until_they_do()
    {
        await using var bench = await Behind();
        await Lists(bench).Make(Stop);
        clock.Now = clock.Now.AddDays(7);
        await Lists(bench).Make(Stop);
        const string columns = "unit week list_state list_rows lists_not_taken";
        Assert.Equal(
            [
                "21040|2026-W32|waiting|1|2", "21061|2026-W32|waiting|2|2",
                "21040|2026-W33|waiting|1|2", "21061|2026-W33|waiting|2|2",
            ], await bench.Lines("lists-not-taken", columns));

        var hash = (await Lists(bench).Read("21040", "2026-W32", Stop)).Single().Sha256!;
        var taken = await Lists(bench).Take("21040", "2026-W32", "Văn phòng xã", hash[..8], Stop);
        var newest = await Lists(bench).Take("21040", null, "Văn phòng xã", null, Stop);
        var again = await Lists(bench).Take("21040", "2026-W32", "Người khác", null, Stop);

        Assert.Equal(("taken", "Văn phòng xã", clock.Now), (taken.ListState, taken.TakenBy, taken.TakenAt));
        Assert.Equal("2026-W33", newest.Week);
        Assert.Equal("Văn phòng xã", again.TakenBy);
        Assert.Equal(["21061|2026-W32|waiting|2|2", "21061|2026-W33|waiting|2|2"],
            await bench.Lines("lists-not-taken", columns));
        Assert.Empty(await bench.Lines("lists-not-taken", columns, "21040"));
    }

    [Theory]
    [InlineData("21172", null, null, "list-nothing")]
    [InlineData("21040", "2026-W30", null, "list-unknown")]
    [InlineData("21040", null, "00000000", "list-other")]
    public async Task What_was_not_made_cannot_be_taken(string unit, string? week, string? hash, string code)
    {
        await using var bench = await Behind();
        await Lists(bench).Make(Stop);

        var refused = await Assert.ThrowsAsync<DecisionRefused>(
            () => Lists(bench).Take(unit, week, "Văn phòng xã", hash, Stop));

        Assert.Equal(code, refused.Code);
    }

    [Fact]
    public async Task Before_anything_is_published_a_week_is_not_used_up()
    {
        await using var bench = await ReportBench.Start(server);

        Assert.Equal(new WeeklyListsMade("2026-W32", 0, 0, 0), await Lists(bench).Make(Stop));

        await bench.People("21040");
        await bench.Put("models", Models, "'MH1', '21040', 'in-progress', '2026-07-01'");
        Assert.Equal(1, (await Lists(bench).Make(Stop)).Written);
    }

    [Theory]
    [InlineData("2026-08-03", "2026-W32")]
    [InlineData("2026-08-09", "2026-W32")]
    [InlineData("2027-01-03", "2026-W53")]
    [InlineData("2027-01-04", "2027-W01")]
    public void A_week_begins_on_monday_and_belongs_to_the_year_of_its_thursday(string day, string week) =>
        Assert.Equal(week, WeeklyLists.WeekOf(
            DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture)));

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>21040 with a late model, 21061 with two.</summary>
    async Task<ReportBench> Behind()
    {
        var bench = await ReportBench.Start(server);
        await bench.People("21040", "21061");
        await bench.Put("models", Models,
            "'MH1', '21040', 'in-progress', '2026-07-01'", "'MH2', '21061', 'in-progress', '2026-07-01'");
        await bench.Put("tasks", Models, "'NV1', '21061', 'in-progress', '2026-07-01'");
        return bench;
    }

    WeeklyLists Lists(ReportBench bench) => new(
        bench.Flow.Source, bench.Reports, () => new Outbox(folder.FullName), Messages.For(Language.Vi), clock);

    string[] Files() =>
    [
        .. folder.GetFiles("*", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(folder.FullName, f.FullName)).Order(StringComparer.Ordinal),
    ];

    byte[] Bytes(string unit) =>
        File.ReadAllBytes(Directory.GetFiles(Path.Combine(folder.FullName, unit)).Single());

    string[] Text(string unit) =>
        Encoding.UTF8.GetString(Bytes(unit)).TrimStart('\uFEFF').TrimEnd().Split("\r\n");

    static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 8, 5, 23, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
