using De06Ingest.Tests.Support;

namespace De06Ingest.Tests.Extents;

/// <summary>Deltas: the newest version of a record counts, whenever it comes.</summary>
public sealed class DeltaTests(PostgresServer server)
{
    const string Lan = "051185999008";
    const string Nam = "051090999011";

    const string BySequence = """
        feed: changes
        title: Thay đổi
        owner: Sở
        extent: delta
        sequence: version
        deleted: { operation: [deleted] }
        key: [recordNo]
        fields:
          recordNo: { from: [Số hồ sơ] }
          personalId: { from: [Số ĐDCN] }
          name: { from: [Họ và tên], required: true }
        extra:
          version: { from: [Phiên bản], type: integer }
          operation: { from: [Thao tác], type: code, codes: { Xóa: deleted, Sửa: changed } }
        compare: [name]
        limits: { refused-share: 60% }
        """;

    static readonly string WithoutMarker =
        BySequence.Replace("deleted: { operation: [deleted] }\n", "", StringComparison.Ordinal);

    static readonly string ByTime = BySequence.Replace("type: integer", "type: timestamp", StringComparison.Ordinal);

    static string Delta(params string[] rows) =>
        FeedBench.Lines("Số hồ sơ,Số ĐDCN,Họ và tên,Phiên bản,Thao tác", rows);

    async Task<FeedBench> Bench(string contract)
    {
        var bench = await FeedBench.Start(server, FeedBench.People, contract);
        await bench.RunPeople(FeedBench.Person(Lan, "Lê Thị Lan"), FeedBench.Person(Nam, "Trần Văn Nam"));
        return bench;
    }

    static Task<string> Rows(FeedBench bench) => bench.Text("""
        select record_id, name, version from clean.changes
        where generation = (select generation from core.feed_current where feed = 'changes') order by record_id
        """);

    static Task<string> Ledger(FeedBench bench) => bench.Text(
        "select subject_id, kind, state from core.mismatch where feed = 'changes' order by 1, 2");

    [Fact]
    public async Task The_highest_version_counts_within_a_delta_and_across_deltas()
    {
        await using var bench = await Bench(BySequence);

        var first = await bench.Run("changes", "a.csv", Delta(
            $"A,{Lan},Lê Thị Một,5,Sửa", $"A,{Lan},Lê Thị Hai,9,Sửa",
            $"A,{Lan},Lê Thị Ba,7,Sửa", $"B,{Nam},Trần Văn Nam,1,Sửa"));
        var older = await bench.Run("changes", "b.csv", Delta($"A,{Lan},Lê Thị Lan,8,Sửa"));
        var newer = await bench.Run("changes", "c.csv", Delta($"A,{Lan},Lê Thị Lan,10,Sửa"));

        Assert.Equal(("published", 2L, 2L), (first.State, first.Accepted, first.Duplicate));
        Assert.Equal(("unchanged", 0L, 1L), (older.State, older.Accepted, older.Duplicate));
        Assert.Equal(("published", 1L, 0L), (newer.State, newer.Accepted, newer.Vanished));
        Assert.Equal("A | Lê Thị Lan | 10\nB | Trần Văn Nam | 1", await Rows(bench));
        Assert.Equal("A | name-differs | resolved", await Ledger(bench));
    }

    [Fact]
    public async Task A_row_time_orders_versions_too()
    {
        await using var bench = await Bench(ByTime);

        await bench.Run("changes", "a.csv", Delta(
            $"A,{Lan},Lê Thị Hai,02/07/2026 10:00,Sửa", $"A,{Lan},Lê Thị Một,02/07/2026 09:59:59,Sửa"));
        var older = await bench.Run("changes", "b.csv", Delta($"A,{Lan},Lê Thị Ba,2026-07-02T02:00:00Z,Sửa"));

        Assert.Equal("unchanged", older.State);
        Assert.Equal("A | Lê Thị Hai | 07/02/2026 03:00:00", await Rows(bench));
    }

    [Fact]
    public async Task The_same_delta_again_changes_nothing()
    {
        await using var bench = await Bench(BySequence);
        var text = Delta($"A,{Lan},Lê Thị Hai,5,Sửa", "B,,,6,Xóa");
        await bench.Run("changes", "a.csv", text);
        await bench.Run("changes", "b.csv", Delta($"A,{Lan},Lê Thị Lan,7,Sửa"));
        var published = await bench.Published("changes");

        var again = await bench.Run("changes", "a-again.csv", text);
        var rewritten = await bench.Run("changes", "a-more.csv", text + "\n");

        Assert.Equal(("unchanged", "unchanged"), (again.State, rewritten.State));
        Assert.Equal(published, await bench.Published("changes"));
    }

    [Fact]
    public async Task A_deletion_vanishes_the_record_and_closes_its_mismatches()
    {
        await using var bench = await Bench(BySequence);
        await bench.Run("changes", "a.csv", Delta($"A,{Lan},Lê Thị Hai,5,Sửa", $"B,{Nam},Trần Văn Nam,1,Sửa"));

        var report = await bench.Run("changes", "b.csv", Delta("A,,,6,Xóa"));

        Assert.Equal(("published", 1L, 0L, 1L), (report.State, report.Accepted, report.Refused, report.Vanished));
        Assert.Equal("B | Trần Văn Nam | 1", await Rows(bench));
        Assert.Equal("A | name-differs | vanished", await Ledger(bench));
        Assert.Equal("1", await bench.Text("select rows from core.feed_current where feed = 'changes'"));
    }

    [Fact]
    public async Task A_deleted_record_stays_deleted_until_a_newer_version_comes()
    {
        await using var bench = await Bench(BySequence);
        await bench.Run("changes", "a.csv", Delta($"A,{Lan},Lê Thị Hai,5,Sửa", $"B,{Nam},Trần Văn Nam,1,Sửa"));
        await bench.Run("changes", "b.csv", Delta($"A,{Lan},,7,Xóa"));

        var older = await bench.Run("changes", "c.csv", Delta($"A,{Lan},Lê Thị Hai,6,Sửa"));
        var newer = await bench.Run("changes", "d.csv", Delta($"A,{Lan},Lê Thị Hai,8,Sửa"));

        Assert.Equal(("unchanged", "published"), (older.State, newer.State));
        Assert.Equal("A | Lê Thị Hai | 8\nB | Trần Văn Nam | 1", await Rows(bench));
        Assert.Equal("A | name-differs | open", await Ledger(bench));
    }

    [Fact]
    public async Task Without_a_marker_nothing_vanishes()
    {
        await using var bench = await Bench(WithoutMarker);
        await bench.Run("changes", "a.csv", Delta($"A,{Lan},Lê Thị Hai,5,Sửa", $"B,{Nam},Trần Văn Nam,1,Sửa"));

        var report = await bench.Run("changes", "b.csv", Delta($"B,{Nam},Trần Văn Nam,2,Xóa"));

        Assert.Equal(("published", 0L), (report.State, report.Vanished));
        Assert.Equal("A | Lê Thị Hai | 5\nB | Trần Văn Nam | 2", await Rows(bench));
        Assert.Equal("A | name-differs | open", await Ledger(bench));
    }

    [Fact]
    public async Task A_row_without_its_version_is_refused()
    {
        await using var bench = await Bench(BySequence);

        var report = await bench.Run(
            "changes", "a.csv", Delta($"A,{Lan},Lê Thị Lan,,Sửa", $"B,{Nam},Trần Văn Nam,1,Sửa"));

        Assert.Equal(("published", 1L), (report.State, report.Refused));
        Assert.Equal(["required-missing"], report.RefusedBy.Keys);
    }

    [Fact]
    public async Task Four_deltas_in_any_order_end_alike()
    {
        string[] deltas =
        [
            Delta($"A,{Lan},Lê Thị Hai,1,Sửa", $"B,{Nam},Trần Văn Năm,1,Sửa", $"C,{Nam},Trần Văn Nam,4,Xóa"),
            Delta($"A,{Lan},Lê Thị Ba,3,Sửa", "B,,,2,Xóa"),
            Delta("A,,,2,Xóa", $"C,{Nam},Trần Văn Ba,3,Sửa", $"D,{Lan},Lê Thị Lan,1,Sửa"),
            Delta("A,,,4,Xóa", $"B,{Nam},Trần Văn Nam,5,Sửa", $"D,{Lan},Lê Thị Lam,2,Sửa"),
        ];
        await using var bench = await Bench(BySequence);
        foreach (var order in Orders(4))
        {
            var name = "d" + string.Concat(order);
            bench.SetContract(BySequence.Replace("feed: changes", "feed: " + name, StringComparison.Ordinal));
            foreach (var at in order)
            {
                var state = (await bench.Run(name, $"{name}-{at}.csv", deltas[at])).State;
                Assert.True(state is "published" or "unchanged", state);
            }

            Assert.Equal("B | Trần Văn Nam | 5\nD | Lê Thị Lam | 2", await bench.Text($"""
                select record_id, name, version from clean.{name}
                where generation = (select generation from core.feed_current where feed = '{name}') order by 1
                """));
            Assert.Equal("D | name-differs", await bench.Text(
                $"select subject_id, kind from core.mismatch where feed = '{name}' and state = 'open' order by 1, 2"));
        }
    }

    /// <summary>The version that gave way, as the ledger has it, and what became of the mismatch.</summary>
    static Task<string> Conflicts(FeedBench bench) => bench.Text("""
        select subject_id, sector_value, reference_value::jsonb ->> 'name', state from core.mismatch
        where kind = 'duplicate-subject' order by 1
        """);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Two_versions_with_one_sequence_and_other_content_are_told(bool inOneDelta)
    {
        await using var bench = await Bench(BySequence);
        string one = $"A,{Lan},Lê Thị Một,5,Sửa", other = $"A,{Lan},Lê Thị Lan,5,Sửa";
        var first = await bench.Run("changes", "a.csv", Delta(inOneDelta ? [one, other] : [one]));
        var second = inOneDelta ? first : await bench.Run("changes", "b.csv", Delta(other));

        Assert.Equal((second.RowsIn, 1L, inOneDelta ? 1L : 0L), (second.RowsIn, second.Accepted, second.Duplicate));
        Assert.Equal("A | Lê Thị Lan | 5", await Rows(bench));
        Assert.Equal("A | other-content | Lê Thị Một | open", await Conflicts(bench));
        Assert.Equal("•••", await bench.Text(
            "select reference_value from api.mismatch where kind = 'duplicate-subject'"));

        // It stands until a newer version comes, whatever else does.
        await bench.Run("changes", "c.csv", Delta($"B,{Nam},Trần Văn Nam,1,Sửa"));
        Assert.Equal("unchanged", (await bench.Run("changes", "d.csv", Delta(other) + "\n")).State);
        Assert.Equal("A | other-content | Lê Thị Một | open", await Conflicts(bench));
        await bench.Run("changes", "e.csv", Delta($"A,{Lan},Lê Thị Lan,6,Sửa"));
        Assert.Equal("A | other-content | Lê Thị Một | resolved", await Conflicts(bench));
        Assert.Equal("", await bench.Text("select * from core.conflict"));
    }

    /// <summary>A row and a deletion with one sequence: in one delta, or one after the other, either first.</summary>
    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task A_row_stands_before_a_deletion_with_its_sequence_and_the_conflict_is_told(
        bool inOneDelta, bool deletionFirst)
    {
        await using var bench = await Bench(
            BySequence.Replace("key: [recordNo]", "key: [recordNo]\nsubject: [personalId]", StringComparison.Ordinal));
        string row = $"A,{Lan},Lê Thị Lan,5,Sửa", deletion = "A,,,5,Xóa", before = $"A,{Lan},Lê Thị Lan,4,Sửa";
        await bench.Run("changes", "a.csv", Delta(before, $"B,{Nam},Trần Văn Nam,1,Sửa"));
        string[] rows = deletionFirst ? [deletion, row] : [row, deletion];
        foreach (var delta in inOneDelta ? [rows] : rows.Select(r => new[] { r }))
        {
            Assert.Equal("published", (await bench.Run("changes", $"{delta[0][^3..]}.csv", Delta(delta))).State);
        }

        const string told = $"{Lan} | other-content | deleted | open";
        Assert.Equal("A | Lê Thị Lan | 5\nB | Trần Văn Nam | 1", await Rows(bench));
        Assert.Equal(told, await Deletions(bench));
        Assert.Equal("", await bench.Text("select record_id from core.tombstone"));

        // It stands until a later version decides.
        await bench.Run("changes", "c.csv", Delta($"B,{Nam},Trần Văn Nam,2,Sửa"));
        Assert.Equal(told, await Deletions(bench));
        await bench.Run("changes", "d.csv", Delta("A,,,6,Xóa"));
        Assert.Equal("B | Trần Văn Nam | 2", await Rows(bench));
        Assert.Equal(told.Replace("open", "vanished", StringComparison.Ordinal), await Deletions(bench));
        Assert.Equal("", await bench.Text("select * from core.conflict"));
    }

    static Task<string> Deletions(FeedBench bench) => bench.Text("""
        select subject_id, sector_value, reference_value::jsonb ->> 'operation', state from core.mismatch
        where kind = 'duplicate-subject'
        """);

    [Fact]
    public async Task A_version_that_is_refused_outdates_no_other()
    {
        await using var bench = await Bench(BySequence);

        var report = await bench.Run(
            "changes", "a.csv", Delta($"A,{Lan},Lê Thị Lan,5,Sửa", $"A,{Lan},,6,Sửa", $"B,{Nam},Trần Văn Nam,1,Sửa"));

        Assert.Equal((2L, 1L, 0L), (report.Accepted, report.Refused, report.Duplicate));
        Assert.Equal("A | Lê Thị Lan | 5\nB | Trần Văn Nam | 1", await Rows(bench));
    }

    static IEnumerable<int[]> Orders(int n) => n == 0
        ? [[]]
        : Orders(n - 1).SelectMany(shorter => Enumerable.Range(0, n).Select(at =>
            (int[])[.. shorter[..at], n - 1, .. shorter[at..]]));
}
