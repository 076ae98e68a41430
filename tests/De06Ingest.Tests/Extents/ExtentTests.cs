using De06Ingest.Reporting;
using De06Ingest.Tests.Support;
using static De06Ingest.Tests.Extents.SlicedFeeds;

namespace De06Ingest.Tests.Extents;

/// <summary>A file replaces its own slice and nothing else, in whatever order files come.</summary>
public sealed class ExtentTests(PostgresServer server)
{
    [Fact]
    public async Task A_commune_file_leaves_the_other_communes_alone()
    {
        await using var bench = await Bench(server, ByUnit);
        await bench.Run("aid", "aid_21025_20260701.csv", Aid($"{Lan},Lê Thị Lan,0912000101", $"{Re},Đinh Văn Re,"));

        var second = await bench.Run("aid", "aid_21034_20260701.csv", Aid($"{Nam},Trần Văn Năm,0912000102"));

        Assert.Equal(("published", 1L, 0L), (second.State, second.Accepted, second.Vanished));
        Assert.Equal($"{Re} | Đinh Văn Re | 21025\n{Nam} | Trần Văn Năm | 21034\n{Lan} | Lê Thị Lan | 21025",
            await Rows(bench, "aid"));
        Assert.Equal($"{Nam} | name-diacritics | open", await bench.Text(
            "select subject_id, kind, state from core.mismatch where feed = 'aid'"));
        Assert.Equal("21025 | 2\n21034 | 1", await bench.Text("select unit, rows from core.slice order by unit"));
    }

    [Fact]
    public async Task A_slice_sent_again_replaces_the_earlier_and_an_older_one_is_superseded()
    {
        await using var bench = await Bench(server, ByUnit);
        await bench.Run("aid", "aid_21025_20260701.csv", Aid($"{Lan},Lê Thị Lan,0912000101", $"{Re},Đinh Văn Rê,"));
        await bench.Run("aid", "aid_21034_20260901.csv", Aid($"{Nam},Trần Văn Nam,0912000102"));

        var newer = await bench.Run("aid", "aid_21025_20260705.csv", Aid($"{Lan},Lê Thị Lan,0912000109"));
        var published = await bench.Published("aid");
        var older = await bench.Run("aid", "aid_21025_20260703.csv", Aid($"{Re},Đinh Văn Re,"));

        Assert.Equal(("published", 1L), (newer.State, newer.Vanished));
        Assert.Equal("superseded", older.State);
        Assert.Equal(published, await bench.Published("aid"));
        Assert.Equal($"{Nam} | Trần Văn Nam | 21034\n{Lan} | Lê Thị Lan | 21025", await Rows(bench, "aid"));
        Assert.Equal($"{Re} | name-diacritics | vanished\n{Lan} | phone-differs | open", await bench.Text(
            "select subject_id, kind, state from core.mismatch where feed = 'aid' order by subject_id"));
    }

    [Theory]
    [InlineData("21025", "21034")]
    [InlineData("21034", "21025")]
    public async Task A_person_who_moves_between_units_is_kept_once_whichever_file_comes_first(
        string first, string second)
    {
        await using var bench = await Bench(server, ByUnit);
        await bench.Run("aid", "aid_21025_20260701.csv", Aid($"{Lan},Lê Thị Lan,0912000101", $"{Re},Đinh Văn Re,"));
        await bench.Run("aid", "aid_21034_20260701.csv", Aid($"{Nam},Trần Văn Nam,0912000102"));
        var files = new Dictionary<string, string>
        {
            ["21025"] = Aid($"{Re},Đinh Văn Re,"),
            ["21034"] = Aid($"{Nam},Trần Văn Nam,0912000102", $"{Lan},Lê Thị Lan,0912000101"),
        };

        foreach (var unit in new[] { first, second })
        {
            // Who was taken over by the other unit's newer file need not vanish from this one.
            var state = (await bench.Run("aid", $"aid_{unit}_20260801.csv", files[unit])).State;
            Assert.True(state is "published" or "unchanged", state);
        }

        Assert.Equal(
            $"{Re} | Đinh Văn Re | 21025\n{Nam} | Trần Văn Nam | 21034\n{Lan} | Lê Thị Lan | 21034",
            await Rows(bench, "aid"));
        Assert.Equal("21025 | 1\n21034 | 2", await bench.Text("""
            select slice, count(*) from clean.aid
            where generation = (select generation from core.feed_current where feed = 'aid') group by 1 order by 1
            """));
    }

    [Theory]
    [InlineData("21025", "21034")]
    [InlineData("21034", "21025")]
    public async Task A_person_whom_two_units_report_as_of_one_day_is_kept_once_and_told(string first, string second)
    {
        await using var bench = await Bench(server, ByUnit);
        var files = new Dictionary<string, string>
        {
            ["21025"] = Aid($"{Lan},Lê Thị Lan,0912000101", $"{Re},Đinh Văn Re,"),
            ["21034"] = Aid($"{Lan},Lê Thị Lan,0912000109", $"{Nam},Trần Văn Nam,0912000102"),
        };
        foreach (var unit in new[] { first, second })
        {
            var report = await bench.Run("aid", $"aid_{unit}_20260701.csv", files[unit]);
            Assert.Equal(("published", 2L), (report.State, report.Accepted + report.Duplicate));
        }

        Assert.Equal(
            $"{Re} | Đinh Văn Re | 21025\n{Nam} | Trần Văn Nam | 21034\n{Lan} | Lê Thị Lan | 21025",
            await Rows(bench, "aid"));
        var told = $"{Lan} | duplicate-subject | other-content | +84912000109 | open";
        Assert.Equal(told, await Told(bench));
        Assert.Equal("21034", await bench.Text("select other_slice from core.conflict"));

        // It stands until one of the two says otherwise.
        await bench.Run("aid", "aid_21040_20260801.csv", Aid());
        Assert.Equal(told, await Told(bench));
        await bench.Run("aid", "aid_21034_20260801.csv", Aid($"{Nam},Trần Văn Nam,0912000102"));
        Assert.Equal(told.Replace("open", "resolved", StringComparison.Ordinal), await Told(bench));
    }

    static Task<string> Told(FeedBench bench) => bench.Text("""
        select subject_id, kind, sector_value, reference_value::jsonb ->> 'phone', state from core.mismatch
        where feed = 'aid' and kind = 'duplicate-subject'
        """);

    [Theory]
    [InlineData("21040", "21025", "21025", "")]
    [InlineData("21025", "21040", "21040", "")]
    public async Task A_corrected_file_of_the_same_day_may_move_a_person_between_its_units(
        string from, string to, string kept, string told)
    {
        await using var bench = await Bench(server, ByUnitColumn);
        const string header = "Số ĐDCN,Họ và tên,SĐT,Mã xã";
        await bench.Run("aid", "aid_20260701.csv", FeedBench.Lines(header,
            $"{Re},Đinh Văn Re,,{from}", $"{Nam},Trần Văn Nam,,{to}", $"{Lan},Lê Thị Lan,,{from}"));

        await bench.Run("aid", "a_20260701.csv", FeedBench.Lines(header,
            $"{Re},Đinh Văn Re,,{from}", $"{Nam},Trần Văn Nam,,{to}", $"{Lan},Lê Thị Lan,,{to}"));

        Assert.Equal(kept, await bench.Text($"""
            select home_unit from clean.aid where record_id = '{Lan}'
              and generation = (select generation from core.feed_current where feed = 'aid')
            """));
        Assert.Equal(told, await Told(bench));
    }

    [Theory]
    [InlineData("{ from: file-name, pattern: \"…_(yyyyMMdd)…\" }", "…_(yyyyMMdd)…")]
    [InlineData("{ from: above, pattern: \"ngày (dd/MM/yyyy)\" }", "ngày (dd/MM/yyyy)")]
    [InlineData("{ from: column, column: day }", "day")]
    public async Task An_extract_that_does_not_say_its_time_is_refused_unless_an_operator_does(
        string from, string missing)
    {
        var contract = ByUnit.Replace("extent: full of [unit]", "extent: full", StringComparison.Ordinal);
        contract = string.Join('\n', contract.Split('\n').Where(l => !l.StartsWith("unit:", StringComparison.Ordinal))
            .Select(l => l.StartsWith("source-time:", StringComparison.Ordinal) ? "source-time: " + from : l))
            + "\nextra: { day: { from: [Ngày], type: date, optional: true } }";
        await using var bench = await Bench(server, contract);
        var file = bench.Write("aid.csv", "Số ĐDCN,Họ và tên,SĐT,Ngày\n" + $"{Lan},Lê Thị Lan,0912000101,\n");

        var silent = await bench.Run("aid", new RunOptions { Files = [file] });
        var (code, _, error) = await bench.Command("run", "aid", "--file", file);
        var said = await bench.Run("aid", new RunOptions { Files = [file], SourceTime = Flow.Day("2026-07-01") });

        Assert.Equal(("refused", "as-of-missing", missing), (silent.State, silent.Cause, silent.Detail));
        Assert.Equal(65, code);
        Assert.Equal(("published", Flow.Day("2026-07-01")), (said.State, said.AsOf));
    }

    [Fact]
    public async Task An_empty_commune_file_says_that_the_commune_has_nobody()
    {
        await using var bench = await Bench(server, ByUnit);
        await bench.Run("aid", "aid_21025_20260701.csv", Aid($"{Lan},Lê Thị Lan,0912000101"));

        var empty = await bench.Run("aid", "aid_21034_20260701.csv", Aid());

        Assert.Equal(("published", 0L), (empty.State, empty.RowsIn));
        Assert.Equal("21025 | 1\n21034 | 0", await bench.Text("select unit, rows from core.slice order by unit"));
        Assert.Equal("unchanged", (await bench.Run("aid", "aid_21034_20260701.csv", Aid())).State);
        Assert.Equal("unchanged", (await bench.Run("aid", "aid_21034_20260702.csv", Aid() + "\n")).State);
    }

    [Fact]
    public async Task The_first_file_of_a_feed_may_be_that_of_a_commune_with_nobody()
    {
        await using var bench = await Bench(server, ByUnit);

        Assert.Equal("published", (await bench.Run("aid", "aid_21034_20260701.csv", Aid())).State);
        Assert.Equal("published", (await bench.Run("aid", "aid_21025_20260701.csv", Aid($"{Re},Đinh Văn Re,"))).State);
        Assert.Equal($"{Re} | Đinh Văn Re | 21025", await Rows(bench, "aid"));
    }

    [Fact]
    public async Task An_empty_file_of_a_commune_that_had_rows_is_held()
    {
        await using var bench = await Bench(server, ByUnit);
        await bench.Run("aid", "aid_21025_20260701.csv", Aid($"{Lan},Lê Thị Lan,0912000101", $"{Re},Đinh Văn Re,"));
        var published = await bench.Published("aid");

        var empty = await bench.Run("aid", "aid_21025_20260801.csv", Aid());

        Assert.Equal(("held", "row-drop", "0 / 2"), (empty.State, empty.Cause, empty.Detail));
        Assert.Equal(published, await bench.Published("aid"));
    }

    [Fact]
    public async Task A_header_alone_is_refused_where_the_slice_would_stand_in_the_rows()
    {
        await using var bench = await Bench(server, ByUnitColumn);

        var empty = await bench.Run("aid", "aid_20260801.csv", FeedBench.Lines("Số ĐDCN,Họ và tên,SĐT,Mã xã"));

        Assert.Equal(("refused", "header-only"), (empty.State, empty.Cause));
    }

    [Fact]
    public async Task One_file_may_cover_many_slices_and_leaves_those_it_does_not_show()
    {
        await using var bench = await Bench(server, ByUnitColumn);
        const string header = "Số ĐDCN,Họ và tên,SĐT,Mã xã";
        await bench.Run("aid", "aid_20260701.csv", FeedBench.Lines(header,
            $"{Lan},Lê Thị Lan,,21025", $"{Re},Đinh Văn Re,,21034", $"{Nam},Trần Văn Nam,,21040"));

        var second = await bench.Run("aid", "aid_20260801.csv", FeedBench.Lines(header,
            $"{Lan},Lê Thị Lan,,21025", $"{Nam},Trần Văn Năm,,21040", "x,Nobody,,21034"));

        Assert.Equal(("published", 2L, 1L, 0L), (second.State, second.Accepted, second.Refused, second.Vanished));
        Assert.Equal($"{Re} | Đinh Văn Re | 21034\n{Nam} | Trần Văn Năm | 21040\n{Lan} | Lê Thị Lan | 21025",
            await Rows(bench, "aid"));
        Assert.Equal("21025 | 8\n21034 | 7\n21040 | 8", await bench.Text(
            "select unit, extract(month from as_of at time zone 'Asia/Ho_Chi_Minh') from core.slice order by unit"));
    }

    [Fact]
    public async Task A_row_that_names_no_slice_is_refused_and_told()
    {
        await using var bench = await Bench(server, ByUnitColumn);

        var report = await bench.Run("aid", "aid_20260701.csv", FeedBench.Lines("Số ĐDCN,Họ và tên,SĐT,Mã xã",
            $"{Lan},Lê Thị Lan,,21025", $"{Re},Đinh Văn Re,,"));

        Assert.Equal(("published", 1L, 1L), (report.State, report.Accepted, report.Refused));
        Assert.Equal(["unit-missing"], report.RefusedBy.Keys);
    }

    [Fact]
    public async Task Julys_pay_list_leaves_Junes_alone_and_a_corrected_July_replaces_July()
    {
        await using var bench = await Bench(server, ByPeriod);
        await bench.Run("pay", "pay_20260605.csv", Pay("6/2026", $"A1,{Lan},Lê Thị Lan", $"A2,{Nam},Trần Văn Năm"));
        await bench.Run("pay", "pay_20260705.csv", Pay("7/2026", $"A1,{Lan},Lê Thị Lam", $"A3,{Re},Đinh Văn Re"));
        var open = await bench.Text("select subject_id, kind, state from core.mismatch where feed = 'pay' order by 1");

        var corrected = await bench.Run(
            "pay", "pay_20260708.csv", Pay("07/2026", $"A1,{Lan},Lê Thị Lan", $"A2,{Nam},Trần Văn Nam"));

        Assert.Equal("A1 | name-differs | open\nA2 | name-diacritics | open", open);
        Assert.Equal(("published", 2L, 1L), (corrected.State, corrected.Accepted, corrected.Vanished));
        Assert.Equal("""
            A1|2026-06 | Lê Thị Lan | 2026-06
            A1|2026-07 | Lê Thị Lan | 2026-07
            A2|2026-06 | Trần Văn Năm | 2026-06
            A2|2026-07 | Trần Văn Nam | 2026-07
            """, await Rows(bench, "pay"), ignoreLineEndingDifferences: true);
        // June still shows A2's other name.
        Assert.Equal("A1 | name-differs | resolved | 1\nA2 | name-diacritics | open | 1", await bench.Text(
            "select subject_id, kind, state, record_count from core.mismatch where feed = 'pay' order by 1"));
    }

    [Fact]
    public async Task A_file_that_lacks_its_period_is_refused_with_what_was_looked_for()
    {
        await using var bench = await Bench(server, ByPeriod);

        var report = await bench.Run(
            "pay", "pay_20260605.csv", FeedBench.Lines("Số sổ,Số ĐDCN,Họ và tên", $"A1,{Lan},Lê Thị Lan"));

        Assert.Equal(("refused", "period-missing", "*Tháng (M/yyyy)*"), (report.State, report.Cause, report.Detail));
    }

    [Fact]
    public async Task Slices_by_period_and_unit_stand_for_themselves()
    {
        var contract = ByPeriod.Replace("[period]", "[period, unit]", StringComparison.Ordinal)
            .Replace("source-time:", "unit: { file-name: \"…-(unit)-…\" }\nsource-time:", StringComparison.Ordinal);
        await using var bench = await Bench(server, contract);
        await bench.Run("pay", "pay-21025-_20260605.csv", Pay("6/2026", $"A1,{Lan},Lê Thị Lan"));
        await bench.Run("pay", "pay-21034-_20260605.csv", Pay("6/2026", $"A2,{Nam},Trần Văn Nam"));
        await bench.Run("pay", "pay-21025-_20260705.csv", Pay("7/2026", $"A1,{Lan},Lê Thị Lan"));

        var corrected = await bench.Run("pay", "pay-21025-_20260606.csv", Pay("6/2026", $"A3,{Re},Đinh Văn Re"));

        Assert.Equal(("published", 1L), (corrected.State, corrected.Vanished));
        Assert.Equal("""
            A1|2026-07 | Lê Thị Lan | 2026-07/21025
            A2|2026-06 | Trần Văn Nam | 2026-06/21034
            A3|2026-06 | Đinh Văn Re | 2026-06/21025
            """, await Rows(bench, "pay"), ignoreLineEndingDifferences: true);
    }

    [Fact]
    public async Task An_older_file_is_superseded_by_a_newer_one_that_changed_nothing()
    {
        await using var bench = await Bench(server, ByUnit);
        var text = Aid($"{Lan},Lê Thị Lan,0912000101");
        await bench.Run("aid", "aid_21025_20260701.csv", text);

        Assert.Equal("unchanged", (await bench.Run("aid", "aid_21025_20260801.csv", text)).State);
        Assert.Equal("superseded", (await bench.Run("aid", "aid_21025_20260715.csv", Aid($"{Lan},Lê Thị Lam,"))).State);
        Assert.Equal("unchanged", (await bench.Run("aid", "aid_21025_20260901.csv", text + "\n")).State);
        Assert.Equal("superseded", (await bench.Run("aid", "aid_21025_20260815.csv", Aid($"{Lan},Lê Thị Lam,"))).State);
    }

    [Fact]
    public async Task An_older_whole_file_is_superseded_by_a_newer_one_that_changed_nothing()
    {
        await using var bench = await Bench(server, ByUnit
            .Replace("extent: full of [unit]", "extent: full", StringComparison.Ordinal)
            .Replace("unit: { file-name: \"…_(unit)_…\" }\n", "", StringComparison.Ordinal));
        var text = Aid($"{Lan},Lê Thị Lan,0912000101");
        await bench.Run("aid", "aid_20260701.csv", text);

        Assert.Equal("unchanged", (await bench.Run("aid", "aid_20260801.csv", text)).State);
        Assert.Equal("superseded", (await bench.Run("aid", "aid_20260715.csv", Aid($"{Lan},Lê Thị Lam,"))).State);
    }

    [Fact]
    public async Task Files_of_the_same_bytes_are_other_slices_under_other_names()
    {
        var contract = ByUnit.Replace(
            "key:", "pull: { kind: folder, path: aid, glob: \"*.csv\", stable-for: 1s }\nkey:",
            StringComparison.Ordinal);
        await using var bench = await Bench(server, contract);
        foreach (var unit in new[] { "21025", "21034", "21040" })
        {
            bench.Deliver($"aid/aid_{unit}_20260701.csv", Aid());
            Assert.Equal("published", (await bench.Run("aid")).State);
        }

        Assert.Equal("nothing-new", (await bench.Run("aid")).Cause);
        Assert.Equal(
            "21025 | 0\n21034 | 0\n21040 | 0",
            await bench.Text("select unit, rows from core.slice order by unit"));
    }

    [Fact]
    public async Task The_same_file_may_come_back_after_another_of_the_same_day()
    {
        await using var bench = await Bench(server, ByUnit);
        var right = Aid($"{Lan},Lê Thị Lan,0912000101");
        var wrong = Aid($"{Lan},Lê Thị Lam,0912000101");
        await bench.Run("aid", "aid_21034_20260701.csv", Aid($"{Nam},Trần Văn Nam,"));

        foreach (var text in new[] { right, wrong, right, wrong, right })
        {
            Assert.Equal("published", (await bench.Run("aid", "aid_21025_20260701.csv", text)).State);
        }

        Assert.Equal($"{Nam} | Trần Văn Nam | 21034\n{Lan} | Lê Thị Lan | 21025", await Rows(bench, "aid"));
    }
}
