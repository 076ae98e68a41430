using De06Ingest.Tests.Support;
using Npgsql;
using static De06Ingest.Tests.Support.FlowContracts;

namespace De06Ingest.Tests.Database;

/// <summary>What downstream tools may see: everything of api, clear values only for those who may, and never
/// more.</summary>
public sealed class SurfaceTests(PostgresServer server)
{
    static readonly string[] Inner = ["core", "clean", "reference", "stage", "quartz"];

    [Fact]
    public async Task A_reader_sees_every_view_of_api_and_nothing_else()
    {
        await using var flow = await Filled();
        var views = await Relations(flow, "api");
        Assert.True(views.Count >= 14, string.Join(' ', views));
        foreach (var view in views)
        {
            await flow.Do($"set role de06_reader; select * from {view}; reset role");
        }

        foreach (var schema in (string[])[.. Inner, "api_full"])
        {
            foreach (var relation in await Relations(flow, schema))
            {
                await IsDenied(flow, "de06_reader", $"select * from {relation}");
            }
        }

        foreach (var function in await Functions(flow))
        {
            await IsDenied(flow, "de06_reader", $"select * from {function}(gen_random_uuid())");
        }
    }

    [Fact]
    public async Task A_full_reader_sees_both_schemas_and_no_table()
    {
        await using var flow = await Filled();
        foreach (var view in (await Relations(flow, "api")).Concat(await Relations(flow, "api_full")))
        {
            await flow.Do($"set role de06_reader_full; select * from {view}; reset role");
        }

        var publish = await flow.One<Guid>("select publish_id from core.feed_current where feed = 'accounts'");
        Assert.Equal(4, await flow.One<int>(
            $"set role de06_reader_full; select count(*) from api_full.clean_accounts_at('{publish}')"));
        foreach (var relation in (await Task.WhenAll(Inner.Select(s => Relations(flow, s)))).SelectMany(r => r))
        {
            await IsDenied(flow, "de06_reader_full", $"select * from {relation}");
        }
    }

    [Theory]
    [InlineData("de06_reader")]
    [InlineData("de06_reader_full")]
    public async Task A_reader_writes_nowhere(string role)
    {
        await using var flow = await Filled();
        foreach (var view in (await Relations(flow, "api")).Concat(await Relations(flow, "api_full")))
        {
            await IsDenied(flow, role, $"delete from {view}", "42501", "55000");
        }

        await IsDenied(flow, role, "create table api.x (n int)");
    }

    [Fact]
    public async Task No_view_of_api_shows_a_canary()
    {
        await using var flow = await Filled();
        string[] canaries =
        [
            Id(1), Id(2), Id(3), Id(777777), Phone(1), Phone(2), "84912999999", "0912999999", Phone(1)[1..],
            Phone(777777)[1..],
            "Canaryvan", "Vịtvàng", "mật khẩu", "BAD-PHONE-7", "1990-07-05", "05/07/1990",
        ];
        foreach (var view in await Relations(flow, "api"))
        {
            var text = await flow.One<string>($"select coalesce(string_agg(v::text, chr(10)), '') from {view} v");
            Assert.All(canaries, canary => Assert.DoesNotContain(canary, text, StringComparison.OrdinalIgnoreCase));
        }

        var clear = await flow.One<string>("select string_agg(v::text, chr(10)) from api_full.clean_accounts v");
        Assert.Contains(Id(1), clear, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_table_view_column_and_function_has_a_comment()
    {
        await using var flow = await Filled();
        var bare = await flow.All<string>(
            """
            select n.nspname || '.' || c.relname || coalesce('.' || a.attname, '')
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            left join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
            where n.nspname in ('core', 'clean', 'reference', 'api', 'api_full') and c.relkind in ('r', 'p', 'v')
              and not c.relispartition
              and (coalesce(obj_description(c.oid, 'pg_class'), '') = ''
                or coalesce(col_description(c.oid, a.attnum), '') = '')
            union all
            select p.oid::regprocedure::text from pg_proc p join pg_namespace n on n.oid = p.pronamespace
            where n.nspname in ('core', 'api', 'api_full') and coalesce(obj_description(p.oid, 'pg_proc'), '') = ''
            order by 1
            """);
        Assert.Empty(bare);
    }

    async Task<Flow> Filled()
    {
        var flow = await Flow.Start(server,
            Population, Accounts(extra: "note: { from: [note], type: text }", limits: "refused-share: 60%"), Pensions,
            Visits);
        await flow.Run("population", Many(PopulationHeader, 3, n => Citizen(n, name: "Canaryvan Vịtvàng")),
            "2026-01-01");
        await flow.Run("accounts",
            "id,name,phone,unit,level,note\n"
            + $"{Id(1)},Canaryvan Vịtvàng,{Phone(1)},21025,2,mật khẩu 1\n"
            + $"{Id(2)},Khác Canaryvan,0912999999,21025,2,mật khẩu 2\n"
            + $"{Id(3)},Canaryvan Vịtvàng,BAD-PHONE-7,21025,2,mật khẩu 3\n"
            + $"{Id(777777)},Canaryvan Vịtvàng,{Phone(777777)},21025,2,mật khẩu 4\n"
            + $"{Id(1)},Canaryvan Khác,{Phone(1)},21025,2,mật khẩu 5\n"
            + $"{Id(1)}9,Canaryvan Khác,{Phone(1)},21025,2,mật khẩu 6\n", "2026-01-01");
        await flow.Run("pensions", PensionsHeader + Pension("S1", 1, "Canaryvan Vịtvàng") + Pension("S2", 1),
            "2026-01-01", name: "pay_2026-01.csv");
        await flow.Run("visits", VisitsHeader + Visit("K1", 1) + $"K2,BN2,{Id(2)}00,Canaryvan,x,\n", "2026-01-01");
        return flow;
    }

    static Task<List<string>> Relations(Flow flow, string schema) => flow.All<string>(
        """
        select quote_ident(n.nspname) || '.' || quote_ident(c.relname) from pg_class c
        join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = @schema and c.relkind in ('r', 'p', 'v', 'm') order by 1
        """, new { schema });

    static Task<List<string>> Functions(Flow flow) => flow.All<string>(
        "select 'api_full.' || proname from pg_proc where pronamespace = 'api_full'::regnamespace");

    static async Task IsDenied(Flow flow, string role, string statement, params string[] codes)
    {
        var denied = await Assert.ThrowsAsync<PostgresException>(() => flow.Do($"set role {role}; {statement}"));
        Assert.Contains(denied.SqlState, codes.Length == 0 ? ["42501"] : codes);
    }
}
