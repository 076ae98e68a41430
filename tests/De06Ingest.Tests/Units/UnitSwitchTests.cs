using System.Globalization;
using De06Ingest.Publishing;
using De06Ingest.Reporting;
using De06Ingest.Tests.Support;
using De06Ingest.Units;
using static De06Ingest.Tests.Support.FlowContracts;

namespace De06Ingest.Tests.Units;

/// <summary>Feeds that change from old codes to new ones, each on a day of its own: nothing opens that is not real, and
/// what is open moves on.</summary>
public sealed class UnitSwitchTests(PostgresServer server)
{
    const int People = 40;

    [Fact]
    public async Task Twelve_feeds_that_switch_on_twelve_dates_open_nothing_that_is_not_real()
    {
        string[] feeds = [.. Enumerable.Range(1, 12).Select(k => $"feed{k}")];
        await using var flow = await Flow.Start(server, [
            Reference("{ until: 2025-07-07, before: 2023-04, after: 2025-07 }"),
            .. feeds.Select((feed, k) => Sector(feed, $"{{ until: 2025-07-{k + 1:D2}, before: 2023-04 }}")),
        ]);
        flow.Today = new(2025, 7, 20);
        var homes = await Homes(flow);
        await Send(flow, "population", "2025-06-30", homes);
        foreach (var feed in feeds)
        {
            await Send(flow, feed, "2025-06-30", homes, wrong: 5);
        }

        var before = await Open(flow);
        Assert.Equal(12, before.Count);
        for (var day = 1; day <= 12; day++)
        {
            if (day == 7)
            {
                await Send(flow, "population", "2025-07-07", homes);
                await flow.Recheck();
                Assert.Equal(before, await Open(flow));
            }

            await Send(flow, feeds[day - 1], $"2025-07-{day:D2}", homes, wrong: 5);
            Assert.Equal(before, await Open(flow));
        }

        Assert.Equal(0, await flow.One<int>("select sum(reopened)::int from core.mismatch"));
        Assert.Equal(["2025-07"], await flow.All<string>("select distinct unit_map from api.clean_feed3"));
    }

    [Fact]
    public async Task On_the_day_of_a_new_map_open_mismatches_move_to_the_successor_and_keep_their_numbers()
    {
        await using var flow = await Flow.Start(server, Reference("2023-04"), Sector("accounts", "2023-04"));
        flow.Today = new(2024, 6, 1);
        var homes = await Homes(flow);
        await Send(flow, "population", "2024-06-01", homes);
        await Send(flow, "accounts", "2024-06-01", homes, wrong: 5);
        await Send(flow, "accounts", "2024-06-02", homes, wrong: 5, alsoWrong: 9);
        await flow.Do($"update core.mismatch set state = 'ignored' where subject_id = '{Id(9)}'");
        var (numbers, old) = (await Numbers(flow), await Units(flow));

        flow.Today = new(2025, 7, 1);
        await flow.Recheck();

        Assert.Equal(numbers, await Numbers(flow));
        Assert.All(old, u => Assert.Equal("2023-04", MapOf(u, homes)));
        Assert.All(await Units(flow), u => Assert.Equal("2025-07", MapOf(u, homes)));
        Assert.Equal(["2025-07"], await flow.All<string>(
            "select m.map from core.feed_current c join core.unit_map m on m.map_no = c.ledger_map "
            + "where feed = 'accounts'"));
        Assert.Equal(People, await flow.One<int>(
            "select sum(records)::int from core.tally t where feed = 'accounts' and exists "
            + "(select from core.unit u where u.map = '2025-07' and u.code = t.unit)"));
    }

    [Fact]
    public async Task Codes_that_speak_for_another_map_hold_the_extract_for_one_confirmation()
    {
        await using var flow = await Flow.Start(server, Reference("2025-07"), Sector("accounts", null));
        var homes = await Homes(flow);
        await Send(flow, "population", "2025-08-01", homes, old: false);
        Assert.Equal("published", (await Send(flow, "accounts", "2025-07-31", homes, old: false)).State);
        var held = await Send(flow, "accounts", "2025-08-01", homes, old: true);

        Assert.Equal(("held", "unit-map"), (held.State, held.Cause));
        Assert.Contains("2025-07", held.Detail, StringComparison.Ordinal);
        Assert.Empty(await flow.Ledger("accounts"));

        var released = await new FeedRuns(flow.Parts).Release(new(held.RunId, "Lan", "chưa chuyển mã"), null, default);
        Assert.Equal("published", released.State);
        Assert.Empty(await flow.Ledger("accounts"));

        var next = await Send(flow, "accounts", "2025-08-02", homes, old: true, wrong: 5);
        Assert.Equal("published", next.State);
        Assert.Equal([$"{Id(5)} home-unit-differs open"], await flow.Ledger("accounts"));

        var switched = await Send(flow, "accounts", "2025-08-03", homes, old: false, wrong: 5);
        Assert.Equal(("held", "unit-map"), (switched.State, switched.Cause));
        await new FeedRuns(flow.Parts).Release(new(switched.RunId, "Lan", "đã chuyển mã"), null, default);
        Assert.Equal([$"{Id(5)} home-unit-differs open"], await flow.Ledger("accounts"));
        Assert.Equal("published", (await Send(flow, "accounts", "2025-08-04", homes, old: false)).State);
    }

    [Fact]
    public async Task A_person_may_confirm_the_map_that_was_assumed()
    {
        await using var flow = await Flow.Start(server, Reference("2025-07"), Sector("accounts", null));
        var homes = await Homes(flow);
        await Send(flow, "accounts", "2025-07-31", homes, old: false);
        var held = await Send(flow, "accounts", "2025-08-01", homes, old: true);
        await new FeedRuns(flow.Parts).Release(
            new(held.RunId, "Lan", "mã đúng") { UnitMap = "2025-07" }, null, default);

        Assert.Equal(["2025-07"], await flow.All<string>("select distinct unit_map from api.clean_accounts"));
    }

    [Fact]
    public async Task The_first_extract_of_a_silent_contract_is_read_on_the_map_that_its_codes_speak_for()
    {
        await using var flow = await Flow.Start(server, Reference("2025-07"), Sector("accounts", null));
        var homes = await Homes(flow);
        await Send(flow, "population", "2025-08-01", homes, old: false);
        Assert.Equal("published", (await Send(flow, "accounts", "2025-08-01", homes, old: true)).State);
        Assert.Equal(["2025-03"], await flow.All<string>("select distinct unit_map from api.clean_accounts"));
        Assert.Equal("published", (await Send(flow, "accounts", "2025-08-02", homes, old: true, wrong: 5)).State);
        Assert.Equal([$"{Id(5)} home-unit-differs open"], await flow.Ledger("accounts"));
    }

    [Fact]
    public async Task Names_beside_codes_that_both_maps_have_hold_the_extract_for_one_confirmation()
    {
        await using var flow = await Flow.Start(
            server, Reference("2025-07"), Sector("accounts", "2025-07", named: true));
        var held = await SendNamed(flow, "2025-08-01", _ => "2023-04");

        Assert.Equal(("held", "unit-map"), (held.State, held.Cause));
        Assert.Equal("2025-07: 40/40 (0/40), 2025-03: 40/40 (40/40)", held.Detail);
        await Release(flow, held, null);
        Assert.Equal(["2025-03"], await flow.All<string>("select distinct unit_map from api.clean_accounts"));
        Assert.Equal("published", (await SendNamed(flow, "2025-08-02", _ => "2023-04", "Lê")).State);
        Assert.Equal("held", (await SendNamed(flow, "2025-08-03", _ => "2025-07", "Võ")).State);
    }

    [Fact]
    public async Task Names_that_contradict_each_other_decide_nothing_and_are_asked_about_once()
    {
        await using var flow = await Flow.Start(server, Reference("2025-07"), Sector("accounts", null, named: true));
        var held = await SendNamed(flow, "2025-08-01", n => n % 2 == 0 ? "2023-04" : "2025-07");

        Assert.Equal(("held", "unit-map"), (held.State, held.Cause));
        await Release(flow, held, null);
        Assert.Equal(["2025-07"], await flow.All<string>("select distinct unit_map from api.clean_accounts"));
        var next = await SendNamed(flow, "2025-08-02", n => n % 2 == 0 ? "2023-04" : "2025-07", "Lê");
        Assert.Equal("published", next.State);
    }

    [Fact]
    public async Task Old_addresses_beside_new_codes_speak_for_no_map()
    {
        await using var flow = await Flow.Start(
            server, Reference("2025-07"), Sector("accounts", "2025-07", named: true));

        var sent = await SendNamed(flow, "2025-08-01", _ => "2023-04", home: name => $"\"thôn 2, {name}, tỉnh cũ\"");

        Assert.Equal("published", sent.State);
        Assert.Equal(["2025-07"], await flow.All<string>("select distinct unit_map from api.clean_accounts"));
    }

    [Fact]
    public async Task A_contract_that_leaves_its_map_to_evidence_is_held_until_a_person_has_said_it()
    {
        await using var flow = await Flow.Start(server, Reference("2025-07"), Sector("accounts", "evidence"));
        var held = await SendNamed(flow, "2025-08-01", _ => "2023-04");

        Assert.Equal(("held", "unit-map"), (held.State, held.Cause));
        await Release(flow, held, "2025-03");
        Assert.Equal(["2025-03"], await flow.All<string>("select distinct unit_map from api.clean_accounts"));
        Assert.Equal("published", (await SendNamed(flow, "2025-08-02", _ => "2023-04", "Lê")).State);
    }

    [Fact]
    public async Task A_map_that_nobody_knows_is_refused()
    {
        await using var flow = await Flow.Start(server, Reference("1999-01"));
        var report = await Send(flow, "population", "2025-08-01", await Homes(flow));
        Assert.Equal(("refused", "unit-map-unknown"), (report.State, report.Cause));
    }

    /// <summary>Where people live: an old commune of Quảng Ngãi and its one successor.</summary>
    static async Task<List<(string Old, string New)>> Homes(Flow flow)
    {
        await using var connection = await flow.Source.OpenConnectionAsync();
        var maps = await new UnitTable(connection).Read();
        var (old, now) = (maps.Find("2023-04")!, maps.Find("2025-07")!);
        var homes = old.Units.Keys.Order().Where(u => old.Below(u).Count == 0 && old.ProvinceOf(u) == "51")
            .Select(u => (UnitSlot.Text(u), maps.Between(old, now).Only(u)))
            .Where(h => h.Item2 >= 0).Select(h => (h.Item1, UnitSlot.Text(h.Item2))).ToList();

        // Old codes that name nothing today, so that none of these is taken for a unit of both maps.
        return [.. homes.Where(h => !now.Has(UnitSlot.Of(h.Item1))).Take(People)];
    }

    /// <summary>Sends a feed in which everybody lives where they do, in the codes of the day.</summary>
    static async Task<RunReport> Send(
        Flow flow, string feed, string asOf, List<(string Old, string New)> homes, bool? old = null, int wrong = 0,
        int alsoWrong = 0)
    {
        var spec = flow.Contract(feed).UnitMap;
        var day = DateOnly.ParseExact(asOf, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        var isOld = old ?? (spec?.Until is { } until ? day < until : spec?.After != "2025-07");
        string Home(int n) => homes[n % homes.Count] is var home && isOld ? home.Old : home.New;
        var csv = Many("id,name,born,sex,unit,status\n", People, n =>
            $"{Id(n)},Trần Văn Nam,05/07/1990,Nam,{Home(n == wrong || n == alsoWrong ? n + (People / 2) : n)},alive\n");
        return await flow.Run(feed, csv, asOf);
    }

    /// <summary>Sends a feed of four codes that both maps have, with the names that they have on one.</summary>
    static async Task<RunReport> SendNamed(
        Flow flow, string asOf, Func<int, string> mapOf, string family = "Trần", Func<string, string>? home = null)
    {
        await using var connection = await flow.Source.OpenConnectionAsync();
        var maps = await new UnitTable(connection).Read();
        var (old, now) = (maps.Find("2023-04")!, maps.Find("2025-07")!);
        var codes = now.Units.Keys.Order().Where(u => now.ProvinceOf(u) == "51" && old.Has(u) && u < 99_999
            && UnitMaps.NameKey(old.Units[u].Name) != UnitMaps.NameKey(now.Units[u].Name)
            && UnitMaps.NameKey(old.Units[u].Name) == UnitMaps.NameKey(maps.Find("2025-03")!.Units[u].Name))
            .Take(4).ToList();
        return await flow.Run("accounts", Many("id,name,unit,home\n", People, n =>
            $"{Id(n)},{family} Văn Nam,{UnitSlot.Text(codes[n % 4])},"
            + $"{(home ?? (name => name))(maps.Find(mapOf(n))!.Units[codes[n % 4]].Name)}\n"), asOf);
    }

    static Task<RunReport> Release(Flow flow, RunReport held, string? map) => new FeedRuns(flow.Parts).Release(
        new(held.RunId, "Lan", "đã hỏi nguồn") { UnitMap = map }, null, default);

    static Task<List<string>> Open(Flow flow) => flow.All<string>(
        "select mismatch_no || ' ' || feed || ' ' || subject_id || ' ' || state from core.mismatch "
        + "where kind = 'home-unit-differs' order by mismatch_no");

    static Task<List<string>> Numbers(Flow flow) => flow.All<string>(
        "select mismatch_no || ' ' || subject_id || ' ' || state from core.mismatch order by mismatch_no");

    static Task<List<string>> Units(Flow flow) => flow.All<string>(
        "select unnest(array[unit, sector_value, reference_value]) from core.mismatch "
        + "where kind = 'home-unit-differs'");

    static string MapOf(string unit, List<(string Old, string New)> homes) =>
        homes.Exists(h => h.Old == unit) ? "2023-04" : homes.Exists(h => h.New == unit) ? "2025-07" : unit;

    static string Reference(string map) => Population.Replace("phone: { from: [phone], optional: true }\n  ", "")
        + $"\nunit-map: {map}";

    static string Sector(string feed, string? map, bool named = false) =>
        $$"""
        feed: {{feed}}
        title: Tài khoản
        owner: Công an tỉnh
        key: [personalId]
        fields:
          personalId: { from: [id] }
          name: { from: [name] }
          homeUnit: { from: [unit] }
        compare: [name, homeUnit]
        limits: { refused-share: 20%, row-drop: 30%, mismatch-share: 100% }
        {{(map is null ? "" : $"unit-map: {map}")}}
        {{(named ? "extra: { home: { from: [home], type: text } }\nunit-name: home" : "")}}
        """;
}
