using System.Security.Cryptography;
using De06Ingest.Feeds;
using De06Ingest.Intake.Pull;
using De06Ingest.Tests.Support;

namespace De06Ingest.Tests.Intake.Pull;

public sealed class FolderSourceTests : IDisposable
{
    static readonly DateTimeOffset Now = new(2026, 7, 10, 0, 0, 0, TimeSpan.Zero);

    readonly TempFolder folder = new();
    readonly HashSet<string> taken = [];

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Takes_the_oldest_name_first_and_nothing_twice()
    {
        Put("x_20260702.csv", "2");
        Put("x_20260701.csv", "1");
        Put("other.txt", "3");
        var contract = Contract(new PullSpec { Path = "in", Glob = "x_*.csv" }) with
        {
            SourceTime = new SourceTimeSpec { From = SourceTimeFrom.FileName, Pattern = "x_(yyyyMMdd)" },
        };

        var names = new List<string>();
        while (await Fetch(contract) is { } extract)
        {
            names.Add(extract.SourceName);
            taken.Add(extract.SourceName);
            Assert.Equal("stable", extract.Proof);
            Assert.Equal(names.Count, extract.AsOf!.Value.Day);
        }

        Assert.Equal(["x_20260701.csv", "x_20260702.csv"], names);
    }

    [Fact]
    public async Task Waits_until_a_file_has_been_quiet()
    {
        Put("x.csv", "1", age: TimeSpan.FromSeconds(59));
        Assert.Null(await Fetch(Contract(new PullSpec { Path = "in" })));

        Put("x.csv", "1", age: TimeSpan.FromSeconds(60));
        Assert.NotNull(await Fetch(Contract(new PullSpec { Path = "in" })));
    }

    [Fact]
    public async Task Waits_for_the_done_marker()
    {
        var contract = Contract(new PullSpec { Path = "in", Ready = PullReady.Done });
        Put("x.csv", "1", age: TimeSpan.Zero);
        Assert.Null(await Fetch(contract));

        Put("x.csv.done", "", age: TimeSpan.Zero);
        Assert.Equal("done", (await Fetch(contract))!.Proof);
    }

    [Fact]
    public async Task Parts_are_one_extract_once_all_are_there()
    {
        var contract = Contract(new PullSpec { Path = "in", Parts = "_{part}of{parts}" }) with
        {
            Extent = new ExtentSpec { ByPeriod = true, Period = new SliceSource(null, "p-(yyyy-MM)", null) },
        };
        Put("p-2026-07_2of3.csv", "b");
        Put("p-2026-07_1of3.csv", "a");
        Assert.Equal("1, 2 ≠ 1–3", (await Assert.ThrowsAsync<DeliveryIncomplete>(() => Fetch(contract))).Detail);

        Put("p-2026-07_3of3.csv", "c");
        var extract = (await Fetch(contract))!;

        Assert.Equal(["a", "b", "c"], extract.Files.Select(f => File.ReadAllText(f.Path)));
        Assert.Equal(("2026-07", 3L), (extract.Period, extract.Bytes));
    }

    [Fact]
    public async Task A_manifest_proves_the_file_and_states_its_time()
    {
        var contract = Contract(new PullSpec { Path = "in", Proof = PullProof.Manifest }) with
        {
            SourceTime = new SourceTimeSpec { From = SourceTimeFrom.Manifest },
        };
        Put("x.csv", "abc");
        Assert.Null(await Fetch(contract));

        var sha = Convert.ToHexStringLower(SHA256.HashData("abc"u8));
        Put("x.csv.manifest", $$"""{"rows": 7, "sha256": "{{sha}}", "asOf": "2026-07-01T06:00:00"}""");
        var extract = (await Fetch(contract))!;
        Assert.Equal(("manifest", 7L, new DateTimeOffset(2026, 7, 1, 6, 0, 0, TimeSpan.FromHours(7))),
            (extract.Proof, extract.PromisedRows, extract.AsOf));

        Put("x.csv", "ab");
        var wrong = await Assert.ThrowsAsync<SourceUnavailable>(() => Fetch(contract));
        Assert.Equal("manifest-mismatch", wrong.Code);
    }

    [Fact]
    public async Task A_missing_folder_is_not_an_empty_one()
    {
        var gone = await Assert.ThrowsAsync<SourceUnavailable>(() => Fetch(Contract(new PullSpec { Path = "gone" })));

        Assert.Equal("folder-missing", gone.Code);
    }

    [Fact]
    public async Task Named_files_are_one_extract_with_the_time_that_the_operator_states()
    {
        Put("b.csv", "2");
        Put("a.csv", "1");
        var stated = new DateTimeOffset(2026, 6, 30, 0, 0, 0, TimeSpan.FromHours(7));
        var paths = new[] { "b.csv", "a.csv" }.Select(n => Path.Combine(folder.Path, "in", n)).ToList();

        var extract = await new FileSource(paths, stated, Spool()).Fetch(Some.Contract("a"), default);

        Assert.Equal(["b.csv", "a.csv"], extract!.Files.Select(f => f.Name));
        Assert.Equal((stated, "none"), (extract.AsOf, extract.Proof));
    }

    static FeedContract Contract(PullSpec pull) => Some.Contract("a") with { Pull = pull };

    Spool Spool() => new(Path.Combine(folder.Path, "spool"));

    Task<Extract?> Fetch(FeedContract contract) =>
        new FolderSource(folder.Path, Spool(), new FixedTime(Now), (name, _, _) => taken.Contains(name))
            .Fetch(contract, default);

    void Put(string name, string content, TimeSpan? age = null)
    {
        var path = Path.Combine(Directory.CreateDirectory(Path.Combine(folder.Path, "in")).FullName, name);
        File.WriteAllText(path, content);
        File.SetLastWriteTimeUtc(path, (Now - (age ?? TimeSpan.FromHours(1))).UtcDateTime);
    }

    sealed class FixedTime(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
