using De06Ingest.Publishing;
using De06Ingest.Tests.Support;
using static De06Ingest.Tests.Support.FlowContracts;

namespace De06Ingest.Tests.Publishing;

/// <summary>A clean table grows with its contract, and every published state can be read again.</summary>
public sealed class CleanTableTests(PostgresServer server)
{
    const string Columns =
        "record_id, name, phone, home_unit, level, unmatched, duplicate_of, row_hash, run_id, line_no";

    [Fact]
    public async Task Gives_back_every_published_state()
    {
        await using var flow = await Flow.Start(server, Population, Accounts());
        await flow.Run("population", Citizens(2000), "2026-01-01");
        var states = new List<(Guid Publish, string Rows)>();
        for (var day = 1; day <= 7; day++)
        {
            // Days 3 and 6 change more than a fifth of the rows; the others merge.
            var csv = Many(AccountsHeader, 3000 - (day * 7),
                n => n % 211 == day ? "" : Account(n, level: n < 1500 ? $"{day / 3}" : n % 97 == day ? "9" : "2"));
            var report = await flow.Run("accounts", csv, $"2026-01-0{day}");
            Assert.Equal("published", report.State);
            states.Add((report.PublishId!.Value, await Now(flow)));
        }

        Assert.Equal(3, states.Count - await flow.One<int>(
            "select count(*) from core.run where feed = 'accounts' and way = 'in-place'"));
        foreach (var (publish, rows) in states)
        {
            Assert.Equal(rows, await At(flow, publish));
        }
    }

    [Fact]
    public async Task Gives_back_states_from_before_a_recheck()
    {
        await using var flow = await Flow.Start(server, Population, Accounts());
        await flow.Run("population", Citizens(5), "2026-01-01");
        var first = await flow.Run("accounts", Many(AccountsHeader, 9, n => Account(n)), "2026-01-01");
        var before = await Now(flow);
        await flow.Run("population", Citizens(7), "2026-01-02");
        var recheck = Assert.Single(await flow.Recheck());
        var after = await Now(flow);

        Assert.NotEqual(before, after);
        Assert.Equal(before, await At(flow, first.PublishId!.Value));
        Assert.Equal(after, await At(flow, recheck.PublishId!.Value));
    }

    [Theory]
    [InlineData("note: { from: [note], type: text }", "level: { from: [level], type: key }", "")]
    [InlineData("", "birthPlace: { from: [note], type: key }\n  level: { from: [level], type: key }", "")]
    [InlineData("", "level: { from: [level], type: key }", "birthDate: { from: [note] }")]
    public async Task Gains_a_column_and_keeps_the_order_of_the_views(string extra, string level, string fields)
    {
        await using var flow = await Flow.Start(server, Accounts());
        var first = await flow.Run("accounts", Many(AccountsHeader, 3, n => Account(n)), "2026-01-01");
        var shown = await Shown(flow);
        var before = await Now(flow);

        flow.Use(Accounts(extra: extra, level: level, fields: fields));
        var csv = Many("id,name,phone,unit,level,note\n", 3, n => Account(n).TrimEnd() + ",01/02/1990\n");
        var second = await flow.Run("accounts", csv, "2026-01-02");

        Assert.Equal("published", second.State);
        Assert.Equal(shown, (await Shown(flow))[..shown.Count]);
        Assert.True((await Shown(flow)).Count > shown.Count);
        Assert.Equal(before, await At(flow, first.PublishId!.Value));
        Assert.Equal(await Now(flow), await At(flow, second.PublishId!.Value));
        var added = await flow.All<string>(
            "select attname::text from pg_attribute where attrelid = 'clean.accounts'::regclass and attnum > 15");
        foreach (var column in added)
        {
            Assert.Equal(0, await flow.One<int>(
                $"select count({column}) from api_full.clean_accounts_at('{first.PublishId}')"));
            Assert.Equal(3, await flow.One<int>($"select count({column}) from api_full.clean_accounts"));
        }
    }

    [Fact]
    public async Task Keeps_a_column_that_the_contract_lost_as_null()
    {
        await using var flow = await Flow.Start(server, Accounts(extra: "note: { from: [note], type: text }"));
        var csv = Many("id,name,phone,unit,level,note\n", 3, n => Account(n).TrimEnd() + ",abc\n");
        var first = await flow.Run("accounts", csv, "2026-01-01");
        var shown = await Shown(flow);
        flow.Use(Accounts());
        var second = await flow.Run("accounts", csv, "2026-01-02");

        Assert.Equal("published", second.State);
        Assert.Equal(shown, await Shown(flow));
        Assert.Equal(0, await flow.One<int>("select count(note) from api_full.clean_accounts"));
        Assert.Equal(3,
            await flow.One<int>($"select count(note) from api_full.clean_accounts_at('{first.PublishId}')"));
        Assert.Equal(0,
            await flow.One<int>($"select count(note) from api_full.clean_accounts_at('{second.PublishId}')"));

        flow.Use(Accounts(extra: "other: { from: [note], type: text }"));
        var third = await flow.Run("accounts", csv, "2026-01-03");
        Assert.Equal([.. shown, "other"], await Shown(flow));
        Assert.Equal(3,
            await flow.One<int>($"select count(other) from api_full.clean_accounts_at('{third.PublishId}')"));
        Assert.Equal(3,
            await flow.One<int>($"select count(note) from api_full.clean_accounts_at('{first.PublishId}')"));
    }

    [Theory]
    [InlineData("contract-changed-type", "level: text → bigint", "type: key", "type: integer")]
    [InlineData("contract-changed-extent", "full → full of […]", "key: [p",
        "extent: full of [unit]\nunit: { column: homeUnit }\nkey: [p")]
    [InlineData("contract-changed-extent", "full → delta", "key: [p", "extent: delta\nsequence: level\nkey: [p")]
    [InlineData("contract-changed-subject", "level", "key: [personalId]", "key: [personalId]\nsubject: [level]")]
    public async Task Refuses_what_cannot_stand_beside_the_published_rows(
        string code, string detail, string old, string changed)
    {
        var contract = Accounts(level: code.EndsWith("extent", StringComparison.Ordinal)
            ? "level: { from: [level], type: integer }" : "level: { from: [level], type: key }");
        await using var flow = await Flow.Start(server, contract);
        var csv = Many(AccountsHeader, 3, n => Account(n));
        await flow.Run("accounts", csv, "2026-01-01");
        var before = await Now(flow);
        flow.Use(contract.Replace(old, changed, StringComparison.Ordinal));

        var problem = await Assert.ThrowsAsync<ContractChanged>(() => flow.Run("accounts", csv, "2026-01-02"));
        Assert.Equal((code, detail), (problem.Code, problem.Detail));
        Assert.Equal(before, await Now(flow));
        Assert.Equal($"failed {code} {detail}", await flow.One<string>(
            "select concat_ws(' ', state, cause, detail) from core.run order by run_id desc limit 1"));

        // Back to the contract that readers know: the feed goes on.
        flow.Use(contract);
        Assert.Equal("unchanged", (await flow.Run("accounts", csv, "2026-01-03")).State);
    }

    [Theory]
    [InlineData("contract-changed-extent", "full of [period]\nperiod: { file-name: \"pay_(yyyy-MM)\" }",
        "full of [unit]\nunit: { column: homeUnit }", "key: [recordNo, period]", "key: [recordNo]")]
    [InlineData("contract-changed-extent", "extent: full of [period]\nperiod: { file-name: \"pay_(yyyy-MM)\" }",
        "extent: full", "key: [recordNo, period]", "key: [recordNo]")]
    [InlineData("contract-changed-key", "key: [recordNo, period]", "key: [personalId, period]", "", "")]
    public async Task Refuses_other_slices_and_other_keys_beside_those_that_came(
        string code, string old, string changed, string oldKey, string changedKey)
    {
        await using var flow = await Flow.Start(server, Pensions);
        var csv = PensionsHeader + Pension("S1", 1);
        await flow.Run("pensions", csv, "2026-02-01", name: "pay_2026-01.csv");
        var other = Pensions.Replace(old, changed, StringComparison.Ordinal);
        flow.Use(oldKey.Length == 0 ? other : other.Replace(oldKey, changedKey, StringComparison.Ordinal));

        var problem = await Assert.ThrowsAsync<ContractChanged>(
            () => flow.Run("pensions", csv, "2026-03-01", name: "pay_2026-02.csv"));
        Assert.Equal(code, problem.Code);
        Assert.Equal(1, await flow.One<int>("select count(*) from api.clean_pensions"));
    }

    [Fact]
    public async Task Another_key_of_a_whole_extract_is_a_new_generation()
    {
        await using var flow = await Flow.Start(server, Accounts());
        var csv = AccountsHeader + Account(1, level: "A") + Account(2, level: "B");
        await flow.Run("accounts", csv, "2026-01-01");
        flow.Use(Accounts().Replace("key: [personalId]", "key: [level]", StringComparison.Ordinal));
        var report = await flow.Run("accounts", csv, "2026-01-02");

        Assert.Equal(("published", 2, 2), (report.State, report.Changed, report.Vanished));
        Assert.Equal(["A", "B"], await flow.All<string>("select record_id from api_full.clean_accounts order by 1"));
        Assert.Equal([1, 2], await flow.All<int>("select generation from core.generation order by 1"));
    }

    [Fact]
    public async Task A_feed_that_was_never_published_follows_its_contract()
    {
        await using var flow = await Flow.Start(server, Accounts());
        Assert.Equal("refused", (await flow.Run("accounts", AccountsHeader, "2026-01-01")).State);
        flow.Use(Accounts(level: "level: { from: [level], type: integer }"));

        var report = await flow.Run("accounts", Many(AccountsHeader, 3, n => Account(n)), "2026-01-02");
        Assert.Equal("published", report.State);
        Assert.Equal([2L], await flow.All<long>("select distinct level from api.clean_accounts"));
    }

    [Fact]
    public async Task Masks_what_the_contract_says_and_follows_it_at_once()
    {
        await using var flow = await Flow.Start(server, Accounts());
        var csv = Many(AccountsHeader, 3, n => Account(n, level: "level-2"));
        await flow.Run("accounts", csv, "2026-01-01");
        Assert.Equal(["le•••-2"], await flow.All<string>("select distinct level from api.clean_accounts"));

        flow.Use(Accounts(level: "level: { from: [level], type: key, mask: false }"));
        Assert.Equal("unchanged", (await flow.Run("accounts", csv, "2026-01-02")).State);
        Assert.Equal(["level-2"], await flow.All<string>("select distinct level from api.clean_accounts"));
        Assert.Equal(0, await flow.One<int>(
            "select count(*) from api.clean_accounts where name like '%Văn%' or record_id like '%000%'"));

        flow.Use(Accounts(level: "level: { from: [level], type: key }"));
        await flow.Run("accounts", csv, "2026-01-03");
        Assert.Equal(["le•••-2"], await flow.All<string>("select distinct level from api.clean_accounts"));
        Assert.Equal(["level-2"], await flow.All<string>("select distinct level from api_full.clean_accounts"));
    }

    [Fact]
    public async Task A_register_shows_all_but_what_names_a_household_or_a_case()
    {
        const string households =
            """
            feed: households
            title: Hộ
            owner: Sở Y tế
            role: register
            key: [recordNo]
            fields: { recordNo: { from: [id], mask: true } }
            extra:
              dossier: { from: [dossier], type: key, mask: true }
              office: { from: [office], type: text }
            """;
        await using var flow = await Flow.Start(server, households);
        await flow.Run("households", "id,dossier,office\nHGD5100000001,LT-00000001,UBND xã\n", "2026-01-01");

        Assert.Equal(["HG•••••••••01|HG•••••••••01|LT•••••••01|UBND xã"], await flow.All<string>(
            "select concat_ws('|', record_id, record_no, dossier, office) from api.clean_households"));
        Assert.Equal("HGD5100000001", await flow.One<string>("select record_no from api_full.clean_households"));
    }

    static Task<List<string>> Shown(Flow flow) => flow.All<string>(
        "select attname::text from pg_attribute where attrelid = 'api.clean_accounts'::regclass and attnum > 0 "
            + "order by attnum");

    static Task<string> Now(Flow flow) => flow.One<string>(
        $"""
        select string_agg(t::text, '~' order by record_id) from (select {Columns} from clean.accounts
          where generation = (select generation from core.feed_current where feed = 'accounts')) t
        """);

    static Task<string> At(Flow flow, Guid publish) => flow.One<string>(
        $"""
        select string_agg(t::text, '~' order by record_id)
        from (select {Columns} from api_full.clean_accounts_at('{publish}')) t
        """);
}
