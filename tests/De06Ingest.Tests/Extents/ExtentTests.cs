using De06Ingest.Reporting;
using De06Ingest.Tests.Support;

namespace De06Ingest.Tests.Extents;

/// <summary>A file replaces its own slice and nothing else, in whatever order files come.</summary>
public sealed class ExtentTests(PostgresServer server)
{
    const string Lan = "051185999008";
    const string Nam = "051090999011";
    const string Re = "051072999001";

    const string ByUnit = """
        feed: aid
        title: Trợ giúp xã hội
        owner: Sở
        extent: full of [unit]
        unit: { file-name: "…_(unit)_…" }
        source-time: { from: file-name, pattern: "…_(yyyyMMdd)…" }
        key: [personalId]
        fields:
          personalId: { from: [Số ĐDCN] }
          name: { from: [Họ và tên] }
          phone: { from: [SĐT] }
        compare: [name, phone]
        limits: { refused-share: 50%, row-drop: 60% }
        """;

    static readonly string ByUnitColumn = ByUnit
        .Replace("unit: { file-name: \"…_(unit)_…\" }", "unit: { column: homeUnit }", StringComparison.Ordinal)
        .Replace("  phone:", "  homeUnit: { from: [Mã xã] }\n  phone:", StringComparison.Ordinal);

    const string ByPeriod = """
        feed: pay
        title: Chi trả
        owner: Sở
        extent: full of [period]
        period: { above: "*Tháng (M/yyyy)*" }
        source-time: { from: file-name, pattern: "…_(yyyyMMdd)…" }
        read: { header: { find: [Số sổ] } }
        key: [recordNo, period]
        subject: [recordNo]
        fields:
          recordNo: { from: [Số sổ] }
          personalId: { from: [Số ĐDCN] }
          name: { from: [Họ và tên] }
        compare: [name]
        limits: { refused-share: 50%, row-drop: 60% }
        """;

    static string Aid(params string[] rows) => FeedBench.Lines("Số ĐDCN,Họ và tên,SĐT", rows);

    static string Pay(string month, params string[] rows) =>
        $"DANH SÁCH CHI TRẢ\nTháng {month}\n\n" + FeedBench.Lines("Số sổ,Số ĐDCN,Họ và tên", rows);

    async Task<FeedBench> Bench(params string[] contracts)
    {
        var bench = await FeedBench.Start(server, [FeedBench.People, .. contracts]);
        await bench.RunPeople(
            FeedBench.Person(Lan, "Lê Thị Lan", "0912000101"),
            FeedBench.Person(Nam, "Trần Văn Nam", "0912000102"),
            FeedBench.Person(Re, "Đinh Văn Re", "0912000103"));
        return bench;
    }

    static Task<string> Rows(FeedBench bench, string feed) => bench.Text($"""
        select record_id, name, slice from clean.{feed}
        where generation = (select generation from core.feed_current where feed = '{feed}') order by record_id
        """);

    [Fact]
    public async Task A_commune_file_leaves_the_other_communes_alone()
    {
        await using var bench = await Bench(ByUnit);
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
        await using var bench = await Bench(ByUnit);
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
        await using var bench = await Bench(ByUnit);
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
        await using var bench = await Bench(ByUnit);
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
        await using var bench = await Bench(ByUnitColumn);
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
        await using var bench = await Bench(contract);
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
        await using var bench = await Bench(ByUnit);
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
        await using var bench = await Bench(ByUnit);

        Assert.Equal("published", (await bench.Run("aid", "aid_21034_20260701.csv", Aid())).State);
        Assert.Equal("published", (await bench.Run("aid", "aid_21025_20260701.csv", Aid($"{Re},Đinh Văn Re,"))).State);
        Assert.Equal($"{Re} | Đinh Văn Re | 21025", await Rows(bench, "aid"));
    }

    [Fact]
    public async Task An_empty_file_of_a_commune_that_had_rows_is_held()
    {
        await using var bench = await Bench(ByUnit);
        await bench.Run("aid", "aid_21025_20260701.csv", Aid($"{Lan},Lê Thị Lan,0912000101", $"{Re},Đinh Văn Re,"));
        var published = await bench.Published("aid");

        var empty = await bench.Run("aid", "aid_21025_20260801.csv", Aid());

        Assert.Equal(("held", "row-drop", "0 / 2"), (empty.State, empty.Cause, empty.Detail));
        Assert.Equal(published, await bench.Published("aid"));
    }

    [Fact]
    public async Task A_header_alone_is_refused_where_the_slice_would_stand_in_the_rows()
    {
        await using var bench = await Bench(ByUnitColumn);

        var empty = await bench.Run("aid", "aid_20260801.csv", FeedBench.Lines("Số ĐDCN,Họ và tên,SĐT,Mã xã"));

        Assert.Equal(("refused", "header-only"), (empty.State, empty.Cause));
    }

    [Fact]
    public async Task One_file_may_cover_many_slices_and_leaves_those_it_does_not_show()
    {
        await using var bench = await Bench(ByUnitColumn);
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
        await using var bench = await Bench(ByUnitColumn);

        var report = await bench.Run("aid", "aid_20260701.csv", FeedBench.Lines("Số ĐDCN,Họ và tên,SĐT,Mã xã",
            $"{Lan},Lê Thị Lan,,21025", $"{Re},Đinh Văn Re,,"));

        Assert.Equal(("published", 1L, 1L), (report.State, report.Accepted, report.Refused));
        Assert.Equal(["unit-missing"], report.RefusedBy.Keys);
    }

    [Fact]
    public async Task Julys_pay_list_leaves_Junes_alone_and_a_corrected_July_replaces_July()
    {
        await using var bench = await Bench(ByPeriod);
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
        await using var bench = await Bench(ByPeriod);

        var report = await bench.Run(
            "pay", "pay_20260605.csv", FeedBench.Lines("Số sổ,Số ĐDCN,Họ và tên", $"A1,{Lan},Lê Thị Lan"));

        Assert.Equal(("refused", "period-missing", "*Tháng (M/yyyy)*"), (report.State, report.Cause, report.Detail));
    }

    [Fact]
    public async Task Slices_by_period_and_unit_stand_for_themselves()
    {
        var contract = ByPeriod.Replace("[period]", "[period, unit]", StringComparison.Ordinal)
            .Replace("source-time:", "unit: { file-name: \"…-(unit)-…\" }\nsource-time:", StringComparison.Ordinal);
        await using var bench = await Bench(contract);
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
        await using var bench = await Bench(ByUnit);
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
        await using var bench = await Bench(ByUnit
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
        await using var bench = await Bench(contract);
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
        await using var bench = await Bench(ByUnit);
        var right = Aid($"{Lan},Lê Thị Lan,0912000101");
        var wrong = Aid($"{Lan},Lê Thị Lam,0912000101");
        await bench.Run("aid", "aid_21034_20260701.csv", Aid($"{Nam},Trần Văn Nam,"));

        foreach (var text in new[] { right, wrong, right, wrong, right })
        {
            Assert.Equal("published", (await bench.Run("aid", "aid_21025_20260701.csv", text)).State);
        }

        Assert.Equal($"{Nam} | Trần Văn Nam | 21034\n{Lan} | Lê Thị Lan | 21025", await Rows(bench, "aid"));
    }

    [Fact]
    public async Task Parts_in_a_folder_are_one_extract_once_all_are_there()
    {
        var contract = ByUnit.Replace("key:", """
            pull: { kind: folder, path: aid, glob: "*.csv", stable-for: 1s, parts: "_{part}of{parts}" }
            key:
            """.TrimEnd(), StringComparison.Ordinal);
        await using var bench = await Bench(contract);
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
        await using var bench = await Bench(contract);
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
        await using var bench = await Bench(contract);
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
        await using var bench = await Bench(contract);
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

/// <summary>What figures say of a commune that has not come.</summary>
public sealed class NotReportedTests(PostgresServer server)
{
    const string Header =
        "Số ĐDCN,Họ và tên,Ngày sinh,Giới tính,SĐT đăng ký,Mức độ,Ngày thu nhận,Ngày kích hoạt,Trạng thái,Mã xã";

    static string Account(string id, string unit, bool active) =>
        $"{id},Lê Thị Lan,01/02/1980,Nữ,0912000101,2,01/02/2024,"
        + $"{(active ? "03/02/2024" : "")},{(active ? "Đã" : "Chưa")} kích hoạt,{unit}";

    async Task<FeedBench> Bench()
    {
        var contract = FeedBench.DeployedContract("eid-accounts").Replace("extent: full\n",
            "extent: full of [unit]\nunit: { file-name: \"…_(unit)_…\" }\n", StringComparison.Ordinal);
        var bench = await FeedBench.Start(server, FeedBench.People, contract);
        await bench.RunPeople(FeedBench.Person("051180000001", "Lê Thị Lan"));
        return bench;
    }

    [Fact]
    public async Task A_commune_that_has_not_come_is_not_reported_and_the_province_incomplete()
    {
        await using var bench = await Bench();

        var report = await bench.Run("eid-accounts", "eid_21025_20260701.csv", FeedBench.Lines(Header,
            Account("051180000001", "21025", true), Account("051180000002", "21025", false)));

        Assert.Equal("published", report.State);
        Assert.Equal("eid-activated | 21025 | all | 50 | value | 1 | 2", await bench.Figures(
            "code = 'eid-activated' and unit = '21025' and period = 'all'"));
        Assert.Equal("not-reported | 95", await bench.Text(
            "select state, count(*) from core.indicator_value "
            + "where code = 'eid-activated' and period = 'all' and length(unit) = 5 and unit <> '21025' group by 1"));
        Assert.Equal(
            "eid-activated | 51 | all | - | incomplete | 1 | 2",
            await bench.Figures("code = 'eid-activated' and unit = '51' and period = 'all'"));
    }

    [Fact]
    public async Task Rows_that_name_a_unit_do_not_stand_for_its_own_file()
    {
        await using var bench = await Bench();

        await bench.Run("eid-accounts", "eid_21025_20260701.csv", FeedBench.Lines(Header,
            Account("051180000001", "21025", true), Account("051180000002", "21034", true)));

        Assert.Equal("eid-activated | 21034 | all | - | not-reported | 0 | 0", await bench.Figures(
            "code = 'eid-activated' and unit = '21034' and period = 'all'"));
    }

    [Fact]
    public async Task A_commune_that_reports_nobody_is_not_missing()
    {
        await using var bench = await Bench();
        await bench.Run(
            "eid-accounts", "eid_21025_20260701.csv", FeedBench.Lines(Header, Account("051180000001", "21025", true)));

        await bench.Run("eid-accounts", "eid_21034_20260701.csv", FeedBench.Lines(Header));

        Assert.Equal("eid-activated | 21034 | all | - | not-applicable | 0 | 0", await bench.Figures(
            "code = 'eid-activated' and unit = '21034' and period = 'all'"));
    }

    [Fact]
    public async Task A_month_is_not_reported_by_a_commune_that_sent_only_another_month()
    {
        var contract = FeedBench.DeployedContract("pension-payments")
            .Replace(
                "full of [period]\n", "full of [period, unit]\nunit: { file-name: \"…-(unit)-…\" }\n",
                StringComparison.Ordinal);
        await using var bench = await FeedBench.Start(server, FeedBench.People, contract);
        await bench.RunPeople(FeedBench.Person("051180000001", "Lê Thị Lan"));
        await Send("2026-06", "21025");
        await Send("2026-06", "21034");

        await Send("2026-07", "21025");

        Assert.Equal("""
            21025 | 2026-06 | value
            21025 | 2026-07 | value
            21034 | 2026-06 | value
            21034 | 2026-07 | not-reported
            21040 | 2026-06 | not-reported
            21040 | 2026-07 | not-reported
            """, await bench.Text("""
                select unit, period, state from core.indicator_value
                where code = 'pension-through-account' and unit in ('21025', '21034', '21040')
                  and length(period) = 7 and period like '2026-0%' order by 1, 2
                """), ignoreLineEndingDifferences: true);

        async Task Send(string month, string unit) => Assert.Equal("published", (await bench.Run("pension-payments",
            $"pay-{unit}-_{month}_20260801.csv", FeedBench.Lines(
                "Số sổ;Họ và tên;Năm sinh;Số CCCD;Loại chế độ;Số tiền;Hình thức nhận;Số tài khoản;Mã xã",
                $"{unit};Lê Thị Lan;1980;051180000001;Hưu trí;100;TK;1;{unit}"))).State);
    }
}
