using De06Ingest.Database;
using De06Ingest.Publishing;
using De06Ingest.Publishing.Figures;
using De06Ingest.Reporting;
using De06Ingest.Tests.Support;
using De06Ingest.Units;
using static De06Ingest.Tests.Support.FlowContracts;

namespace De06Ingest.Tests.Units;

/// <summary>Figures on either map: every person counted once, split communes by the person's address, the undecided
/// listed.</summary>
public sealed class RestatedFigureTests(PostgresServer server)
{
    static readonly IndicatorDefinition Activated = new()
    {
        Code = "eid-activated",
        Title = "Kích hoạt",
        TitleEn = "Activated",
        Counts = FigureCounting.ToDate,
        Periods = [],
        Statement =
            """
            select t.home_unit as unit, t.record_id as record, t.collected_on as day,
                   (t.activated_on is not null)::integer as numerator, 1 as denominator
            from api_full.clean_eid_accounts t
            """,
    };

    static readonly IndicatorDefinition Issued = new()
    {
        Code = "documents-issued",
        Shows = FigureForm.Number,
        OnlyProvince = true,
        Statement =
            """
            select '' as unit, t.record_id as record, t.day as day, 1::bigint as numerator, 1::bigint as denominator
            from api_full.clean_documents t
            """,
    };

    const string Documents =
        """
        feed: documents
        title: Documents
        owner: test
        role: register
        key: [recordNo]
        fields: { recordNo: { from: [no] } }
        extra: { day: { from: [day], type: date } }
        """;

    [Fact]
    public async Task Old_rows_on_the_new_map_add_up_and_an_address_decides_about_a_split_commune()
    {
        await using var flow = await Flow.Start(server, Reference("2023-04"), Accounts("2023-04"));
        await flow.Run("population", Head
            + Person(1, "21019", "Tổ 1, Phường Nghĩa Chánh, Thành phố Quảng Ngãi")
            + Person(2, "21022", "")
            + Person(3, "21142", "Thôn Tây, Xã Tây Trà Bồng, Tỉnh Quảng Ngãi")
            + Person(4, "21142", "Thôn Nước Nia"), "2024-06-01");
        await flow.Run("eid-accounts", AccountHead
            + Account(1, "21019", true) + Account(2, "21022", false) + Account(3, "21142", true)
            + Account(4, "21142", true), "2024-06-01");

        var now = await Figures(flow, "2025-07");
        Assert.Equal("1/2", now["21025"]); // Nghĩa Chánh and Trần Hưng Đạo
        Assert.Equal("1/1 incomplete", now["21157"]); // an address names it, another person may live there too
        Assert.Equal("1/1 undecided", now["21142@2023-04"]);
        Assert.Equal("0/0 incomplete", now["21136"]); // the other part of the split commune
        Assert.Equal("3/4", now["51"]);

        var then = await Figures(flow, "2023-04");
        Assert.Equal(("1/1", "0/1", "2/2"), (then["21019"], then["21022"], then["21142"]));
        Assert.Equal("1/2", then["522"]);
        Assert.Equal("3/4", then["51"]);
    }

    [Fact]
    public async Task New_rows_on_the_old_map_are_told_apart_by_where_the_person_was_known_to_live()
    {
        await using var flow = await Flow.Start(
            server, Reference("{ until: 2025-07-01, before: 2023-04 }"), Accounts("2025-07"));
        await flow.Run("population", Head + Person(1, "21019", "") + Person(2, "21022", ""), "2025-06-01");
        await flow.Run("population", Head + Person(1, "21025", "") + Person(2, "21025", "")
            + Person(3, "21025", "Tổ 2, P. Chánh Lộ, TP. Quảng Ngãi") + Person(4, "21025", ""), "2025-07-05");
        await flow.Run("eid-accounts", AccountHead + Account(1, "21025", true) + Account(2, "21025", true)
            + Account(3, "21025", false) + Account(4, "21025", true) + Account(5, "21548", true), "2025-07-05");

        var then = await Figures(flow, "2023-04");
        // The fourth person lives in one of these, and nobody knows in which: none of them is told as a whole.
        Assert.Equal(("1/1 incomplete", "1/1 incomplete", "0/1 incomplete"),
            (then["21019"], then["21022"], then["21031"]));
        Assert.Equal("3/4", then["522"]); // but certainly in this city
        Assert.Equal("1/1", then["536"]); // Lý Sơn had no communes
        Assert.Equal("1/1 undecided", then["21025@2025-07"]);
        Assert.Equal("3/4", (await Figures(flow, "2025-07"))["21025"]);
    }

    [Fact]
    public async Task What_is_in_no_unit_is_listed_so_that_the_parts_add_up_on_either_map()
    {
        await using var flow = await Flow.Start(server, Reference("2025-07"), Accounts("2025-07"), Documents);
        await flow.Run("population", Head + Person(1, "21025", "") + Person(2, "23368", ""), "2025-07-05");
        await flow.Run("eid-accounts", AccountHead + Account(1, "21548", true) + Account(2, "23368", false)
            + Account(3, "29913", true) + Account(4, "21013", false), "2025-07-05");
        await flow.Run("documents", "no,day\n1,01/07/2025\n2,02/07/2025\n", "2025-07-05");

        var then = await Figures(flow, "2023-04", Activated, Issued);
        // No map has the one code, the map of the rows not the other: they may be in either province.
        Assert.Equal("1/2 no-unit", then["51@2025-07"]);
        Assert.Equal(("1/1 incomplete", "0/1 incomplete"), (then["51"], then["62"]));
        Assert.Equal(4, Denominators(then, u => u is "51" or "62" or "51@2025-07"));
        Assert.Equal(("0/0 incomplete", "0/0 incomplete", "2/2 no-unit"),
            (then["51 documents-issued"], then["62 documents-issued"], then["51@2025-07 documents-issued"]));

        var now = await Figures(flow, "2025-07", Activated, Issued);
        Assert.Equal(("2/4", "1/2 no-unit"), (now["51"], now["51@2025-07"]));
        Assert.Equal(4, Denominators(now, u => u != "51"));
        Assert.Equal("2/2", now["51 documents-issued"]);
        Assert.DoesNotContain("51@2025-07 documents-issued", now.Keys);
    }

    [Fact]
    public async Task What_is_in_no_unit_of_the_map_in_force_is_listed_with_its_reason()
    {
        await using var flow = await Flow.Start(server, Reference("2025-07"), Accounts("2025-07"));
        flow.Change(parts => parts with { Indicators = [Activated] });
        await flow.Run("population", Head + Person(1, "21025", ""), "2025-07-05");
        await flow.Run(
            "eid-accounts", AccountHead + Account(1, "21025", true) + Account(3, "29913", true), "2025-07-05");

        var listed = Assert.Single(await new PublishedViews(flow.Source).Indicators(
            new("eid-activated", "51@2025-07", null), default));

        Assert.Equal(("Tỉnh Quảng Ngãi (2025-07)", "no-unit", 1L),
            (listed.UnitName, listed.State, listed.Denominator));
    }

    [Fact]
    public async Task A_period_ahead_of_the_data_has_no_state_to_date()
    {
        await using var flow = await Flow.Start(server, Reference("2025-07"), Accounts("2025-07"));
        await flow.Run("population", Head + Person(1, "21025", ""), "2025-07-05");
        await flow.Run("eid-accounts", AccountHead + Account(1, "21025", true), "2025-07-05");
        var monthly = Activated with { Periods = [PeriodKind.Month, PeriodKind.Year] };
        var units = new AdminUnits(
            flow.Source, new(() => [monthly]), new(() => flow.Parts.Contracts), "51", new(2026, 1, 1));

        var all = await units.Figures("2025-07", new(null, "51", null), default);
        Assert.Equal(all.Select(f => f.Period).OrderDescending(StringComparer.Ordinal), all.Select(f => f.Period));
        Assert.Empty(await units.Figures(null, new(null, "51", "2025-09"), default));
        Assert.Single(await units.Figures(null, new(null, "51", "2025-07"), default));
    }

    [Fact]
    public async Task A_unit_without_rows_is_no_silent_zero()
    {
        await using var flow = await Flow.Start(server, Reference("2025-07"), Accounts("2025-07"));
        await flow.Run("population", Head + Person(1, "21025", ""), "2025-07-05");
        await flow.Run("eid-accounts", AccountHead + Account(1, "21025", true), "2025-07-05");

        var now = await Figures(flow, "2025-07");
        Assert.Equal(97, now.Count);
        Assert.Equal("0/0 not-applicable", now["21548"]);
    }

    [Fact]
    public async Task A_feed_without_units_makes_a_figure_of_the_province()
    {
        await using var flow = await Flow.Start(server, Reference("2025-07"), Documents);
        flow.Change(parts => parts with { Indicators = [Issued] });
        await flow.Run("population", Head + Person(1, "21025", ""), "2025-07-05");
        await flow.Run("documents", "no,day\n1,01/07/2025\n2,02/07/2025\n", "2025-07-05");

        Assert.Equal(["51 2"], await flow.All<string>(
            "select unit || ' ' || value from core.indicator_value where period = '2025-07'"));
    }

    [Fact]
    public void A_parent_says_how_many_of_its_units_have_reported()
    {
        var tree = new UnitTree(UnitFixture.Maps, UnitFixture.Map("2025-07"), ["51"]);
        var missing = tree.Lowest.Take(40).ToHashSet();
        var come = tree.Lowest.Skip(40).Select(u => new FigureCount(u, null, 1, 2)).ToList();
        var cell = new FigureCells(Activated, tree, _ => missing)
            .OfPeriod(FigurePeriod.Parse("2025-08")!.Value, come, new HashSet<string>()).Single(c => c.Unit == "51");

        Assert.Equal(("incomplete", 56, 96, 56L, 112L),
            (cell.State, cell.Reported, cell.Expected, cell.Numerator, cell.Denominator));
        Assert.Equal("chưa đủ dữ liệu (56/96)", Messages.For(Language.Vi).FigureState(new IndicatorRow
        {
            State = cell.State,
            Reported = cell.Reported,
            Expected = cell.Expected,
        }));
    }

    [Fact]
    public void A_district_without_communes_counts_as_one_unit()
    {
        var tree = new UnitTree(UnitFixture.Maps, UnitFixture.Map("2023-04"), ["51"]);
        Assert.Contains("536", tree.Lowest);
        Assert.Equal(174, tree.LowestOf("51").Count);
        Assert.Equal(["51", "522"], tree.Above("21019"));
    }

    static Task<Dictionary<string, string>> Figures(Flow flow, string map) => Figures(flow, map, Activated);

    /// <summary>Cells by unit, of the second figure by unit and code.</summary>
    static async Task<Dictionary<string, string>> Figures(Flow flow, string map, params IndicatorDefinition[] figures)
    {
        var units = new AdminUnits(flow.Source, new(() => figures), new(() => flow.Parts.Contracts), "51",
            new(2026, 1, 1));
        return (await units.Figures(map, new IndicatorFilter(null, null, null), default))
            .Where(f => f.Code == figures[0].Code || f.Period == "2025")
            .ToDictionary(
                f => f.Code == figures[0].Code ? f.Unit! : $"{f.Unit} {f.Code}",
                f => $"{f.Numerator}/{f.Denominator}{(f.State == "value" ? "" : " " + f.State)}");
    }

    static long Denominators(Dictionary<string, string> cells, Func<string, bool> which) => cells
        .Where(c => !c.Key.Contains(' ') && which(c.Key))
        .Sum(c => long.Parse(c.Value.Split('/', ' ')[1], System.Globalization.CultureInfo.InvariantCulture));

    const string Head = "id,name,born,sex,unit,address,status\n";
    const string AccountHead = "id,name,unit,collected,activated\n";

    static string Person(int n, string unit, string address) =>
        $"{Id(n)},Trần Văn Nam,05/07/1990,Nam,{unit},\"{address}\",alive\n";

    static string Account(int n, string unit, bool activated) =>
        $"{Id(n)},Trần Văn Nam,{unit},01/02/2024,{(activated ? "03/02/2024" : "")}\n";

    static string Reference(string map) =>
        $$"""
        feed: population
        title: Dân cư
        owner: Công an tỉnh
        role: reference
        key: [personalId]
        fields:
          personalId: { from: [id] }
          name: { from: [name] }
          birthDate: { from: [born] }
          sex: { from: [sex] }
          homeUnit: { from: [unit] }
          status: { from: [status], codes: { alive: alive, dead: dead } }
        extra:
          address: { from: [address], type: text }
        limits: { row-drop: 60% }
        unit-map: {{map}}
        """;

    static string Accounts(string map) =>
        $$"""
        feed: eid-accounts
        title: Tài khoản
        owner: Công an tỉnh
        key: [personalId]
        fields:
          personalId: { from: [id] }
          name: { from: [name] }
          homeUnit: { from: [unit] }
        extra:
          collectedOn: { from: [collected], type: date }
          activatedOn: { from: [activated], type: date }
        compare: [name, homeUnit]
        limits: { refused-share: 20%, row-drop: 90%, mismatch-share: 100% }
        unit-map: {{map}}
        """;
}
