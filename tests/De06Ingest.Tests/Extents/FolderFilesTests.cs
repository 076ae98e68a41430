using De06Ingest.Tests.Support;
using static De06Ingest.Tests.Extents.SlicedFeeds;

namespace De06Ingest.Tests.Extents;

/// <summary>Files in a folder, or that a person names: when they are an extract, and when they are new.</summary>
public sealed class FolderFilesTests(PostgresServer server)
{
    [Fact]
    public async Task Parts_in_a_folder_are_one_extract_once_all_are_there()
    {
        var contract = ByUnit.Replace("key:", """
            pull: { kind: folder, path: aid, glob: "*.csv", stable-for: 1s, parts: "_{part}of{parts}" }
            key:
            """.TrimEnd(), StringComparison.Ordinal);
        await using var bench = await Bench(server, contract);
        bench.Deliver("aid/aid_21025_20260701_1of3.csv", Aid($"{Lan},Lê Thị Lan,0912000101"));
        bench.Deliver("aid/aid_21025_20260701_3of3.csv", Aid($"{Re},Đinh Văn Re,"));

        var early = await bench.Run("aid");
        bench.Deliver("aid/aid_21025_20260701_2of3.csv", Aid($"{Nam},Trần Văn Nam,"));
        var whole = await bench.Run("aid");
        var again = await bench.Run("aid");

        Assert.Equal(("unchanged", "parts-waiting", "1, 3 ≠ 1–3"), (early.State, early.Cause, early.Detail));
        Assert.Equal(("published", 3L), (whole.State, whole.Accepted));
        Assert.Equal(("unchanged", "nothing-new"), (again.State, again.Cause));
        Assert.Equal(
            "aid_21025_20260701_1of3.csv,aid_21025_20260701_2of3.csv,aid_21025_20260701_3of3.csv",
            await bench.Text(
                "select array(select f ->> 'Name' from jsonb_array_elements(files) f) "
                + "from core.extract where feed = 'aid'"));
    }

    [Theory]
    [InlineData("3of3,1of3", "1, 3 ≠ 1–3")]
    [InlineData("1of3,2of3,3of3,2of3", "1, 2, 2, 3 ≠ 1–3")]
    [InlineData("1of2,2of3", "1 ≠ 1–2")]
    [InlineData("2of3,3of3,1of3", null)]
    public async Task Parts_that_a_person_names_must_be_whole(string parts, string? fault)
    {
        var contract = ByUnit.Replace("key:", """
            pull: { kind: folder, path: aid, glob: "*.csv", parts: "_{part}of{parts}" }
            key:
            """.TrimEnd(), StringComparison.Ordinal);
        await using var bench = await Bench(server, contract);
        string[] files = [.. parts.Split(',').Select((part, i) => bench.Write(
            $"aid_21025_20260701_{part}.csv", Aid($"{(i == 0 ? Lan : i == 1 ? Nam : Re)},Lê Thị Lan,")))];

        var report = await bench.RunFiles("aid", files);

        Assert.Equal(
            fault is null ? ("published", null, null) : ("refused", "extract-parts", fault),
            (report.State, report.Cause, report.Detail));
    }

    [Fact]
    public async Task A_corrected_file_of_the_same_name_and_size_is_taken_from_the_folder()
    {
        var contract = ByUnit.Replace(
            "key:", "pull: { kind: folder, path: aid, glob: \"*.csv\", stable-for: 1s }\nkey:",
            StringComparison.Ordinal);
        await using var bench = await Bench(server, contract);
        bench.Deliver("aid/aid_21025_20260701.csv", Aid($"{Lan},Lê Thị Lam,0912000101"), DateTime.UtcNow.AddHours(-3));
        Assert.Equal("published", (await bench.Run("aid")).State);
        Assert.Equal("nothing-new", (await bench.Run("aid")).Cause);

        bench.Deliver("aid/aid_21025_20260701.csv", Aid($"{Lan},Lê Thị Lan,0912000101"), DateTime.UtcNow.AddHours(-2));

        Assert.Equal("published", (await bench.Run("aid")).State);
        Assert.Equal("nothing-new", (await bench.Run("aid")).Cause);
        Assert.Equal($"{Lan} | Lê Thị Lan | 21025", await Rows(bench, "aid"));
    }

    [Fact]
    public async Task A_file_that_cannot_be_cleaned_of_forbidden_columns_is_met_once_until_it_changes()
    {
        var contract = ByUnit.Replace("key:",
            "forbid: [Dân tộc]\npull: { kind: folder, path: aid, glob: \"*.csv\", stable-for: 1s }\nkey:",
            StringComparison.Ordinal);
        await using var bench = await Bench(server, contract);
        var without = FeedBench.Lines("Số ĐDCN,Họ và tên,Dân tộc", $"{Lan},Lê Thị Lan,Kinh");
        bench.Deliver("aid/aid_21025_20260701.csv", without, DateTime.UtcNow.AddHours(-3));

        var first = await bench.Run("aid");
        var second = await bench.Run("aid");
        Assert.Equal(("held", "column-missing"), (first.State, first.Cause));
        Assert.Equal(("unchanged", "nothing-new"), (second.State, second.Cause));
        Assert.Equal("aid_21025_20260701.csv | none", await bench.Text(
            "select source_name, proof from core.extract where feed = 'aid'"));
        Assert.Empty(Directory.GetFiles(Path.Combine(bench.Spool, "aid")));

        bench.Deliver("aid/aid_21025_20260701.csv",
            FeedBench.Lines("Số ĐDCN,Họ và tên,SĐT,Dân tộc", $"{Lan},Lê Thị Lan,0912000101,Kinh"),
            DateTime.UtcNow.AddHours(-2));
        Assert.Equal("published", (await bench.Run("aid")).State);
    }
}
