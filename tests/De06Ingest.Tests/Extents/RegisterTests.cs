using De06Ingest.Feeds;
using De06Ingest.Tests.Support;

namespace De06Ingest.Tests.Extents;

/// <summary>Feeds without citizens: the same flow, and nobody is looked for.</summary>
public sealed class RegisterTests(PostgresServer server)
{
    const string Calls = """
        feed: calls
        title: Lượt gọi dịch vụ
        owner: Sở
        role: register
        key: [recordNo]
        fields:
          recordNo: { from: [Mã] }
          homeUnit: { from: [Đơn vị] }
        extra:
          total: { from: [Tổng], type: integer }
        limits: { row-drop: 60% }
        """;

    static string Rows(params string[] rows) => FeedBench.Lines("Mã,Đơn vị,Tổng", rows);

    [Fact]
    public async Task Rows_without_citizens_are_published_and_nobody_is_missed()
    {
        await using var flow = await Flow.Start(server, FlowContracts.Population, Calls);

        var first = await flow.Run("calls", Rows("a,21040,10", "b,21043,20", "c,21040,30"), "2026-08-01");
        var second = await flow.Run("calls", Rows("a,21040,11", "b,21043,20"), "2026-08-02");

        Assert.Equal(("published", 3, 0), (first.State, first.Accepted, first.Unmatched));
        Assert.Equal(("published", 2, 1), (second.State, second.Accepted, second.Vanished));
        Assert.Empty(await flow.Ledger("calls"));
        Assert.Equal(
            ["a 11", "b 20"],
            await flow.All<string>("select record_no || ' ' || total from api.clean_calls order by 1"));
        Assert.Equal(0, await flow.One<long>("select count(*) from api.clean_calls where citizen_ref is not null"));
    }

    [Fact]
    public async Task A_new_reference_leaves_a_register_alone()
    {
        await using var flow = await Flow.Start(server, FlowContracts.Population, Calls);
        await flow.Run("calls", Rows("a,21040,10"), "2026-08-01");
        await flow.Run("population", FlowContracts.PopulationHeader
            + "051185999008,Lê Thị Lan,15/03/1985,Nữ,0912000101,21040,alive\n", "2026-08-02");

        Assert.Empty(await flow.Recheck());
        Assert.Equal("unchanged", (await flow.Run("calls", Rows("a,21040,10"), "2026-08-03")).State);
    }

    [Fact]
    public async Task Two_rows_with_one_key_and_other_content_are_told()
    {
        await using var flow = await Flow.Start(server, FlowContracts.Population, Calls);

        await flow.Run("calls", Rows("a,21040,10", "a,21040,11"), "2026-08-01");

        Assert.Equal(["a duplicate-subject open"], await flow.Ledger("calls"));
    }

    [Theory]
    [InlineData("  name: { from: [Họ tên] }", "column 'name' is about a citizen")]
    [InlineData("  phone: { from: [SĐT] }", "column 'phone' is about a citizen")]
    public void A_column_about_a_citizen_is_an_error(string field, string problem)
    {
        var yaml = Calls.Replace("extra:", field + "\nextra:", StringComparison.Ordinal);

        var thrown = Assert.ThrowsAny<Exception>(() => FeedCatalog.Parse("calls.yaml", yaml));
        Assert.Contains(problem, thrown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("compare: [alive]")]
    [InlineData("one-per: recordNo")]
    public void Words_of_comparison_are_an_error(string word) => Assert.Contains(
        "when 'role' is register", Assert.ThrowsAny<Exception>(
            () => FeedCatalog.Parse("calls.yaml", Calls + "\n" + word)).Message, StringComparison.Ordinal);
}
