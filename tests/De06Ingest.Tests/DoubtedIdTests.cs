using De06Ingest.Matching;
using De06Ingest.Publishing;
using De06Ingest.Reporting;
using De06Ingest.Tests.Support;

namespace De06Ingest.Tests;

/// <summary>Rows with the personal id of another citizen, a mother mostly: evidence says whose they are.</summary>
public sealed class DoubtedIdTests(PostgresServer server)
{
    const string Register =
        """
        feed: register
        title: Sổ đăng ký
        owner: Sở Nội vụ
        key: [entryNo]
        fields:
          personalId: { from: [id] }
          name: { from: [name] }
          birthDate: { from: [born] }
          sex: { from: [sex] }
          phone: { from: [phone] }
          homeUnit: { from: [unit] }
        extra:
          entryNo: { from: [no], type: key }
        compare: [name, birthDate, sex]
        limits: { refused-share: 60%, row-drop: 90%, mismatch-share: 100% }
        """;

    const string Mother = "051190000007";
    const string Son = "051215000008";
    const string People =
        "id,name,born,sex,phone,unit,status\n"
        + "051190000007,Đặng Thị Hồng Vân,14/02/1990,Nữ,0912345678,21025,alive\n"
        + "051215000008,Phạm Quốc Bảo,30/09/2015,Nam,0912345678,21025,alive\n"
        + "051090000009,Bùi Xuân Trường,01/05/1990,Nam,0987000111,21040,alive\n";

    static readonly string[] Families = ["Nguyễn", "Trần", "Lê", "Võ", "Đỗ", "Hồ", "Ngô", "Dương"];
    static readonly string[] Middles = ["Văn", "Đức", "Minh", "Hữu", "Thanh", "Ngọc", "Kim"];
    static readonly string[] Givens = ["An", "Bình", "Hải", "Khánh", "Long", "Nam"];

    const string Header = "no,id,name,born,sex,phone,unit\n";
    const string SonsRow = "A1,051190000007,Phạm Quốc Bảo,30/09/2015,Nam,0912345678,21025\n";

    [Fact]
    public async Task Finds_the_child_under_the_mothers_id_and_tells_whose_id_it_is()
    {
        await using var flow = await Start();
        var report = await flow.Run("register", Header + SonsRow, "2026-01-02");

        Assert.Equal((1, 0), (report.Matched, report.Unmatched));
        Assert.Equal(["A1 id-of-another open"], await flow.Ledger("register"));
        Assert.Equal((Mother, Son), await flow.One<(string, string)>(
            "select sector_value, reference_value from core.mismatch"));
        Assert.Equal(("evidence", Son), await flow.One<(string, string)>("select method, personal_id from core.link"));
        Assert.Equal("evidence", await flow.One<string>("select match_method from api.mismatch"));
        Assert.DoesNotContain(Mother, await flow.One<string>("select sector_value from api.mismatch"),
            StringComparison.Ordinal);
        Assert.True(await flow.One<bool>(
            """
            select c.citizen_ref = p.citizen_ref and c.unmatched is null
            from clean.register c, reference.population p where p.personal_id = @Son
            """, new { Son }));
    }

    [Theory]
    // Another name, the mother's birth date: she is the one, under a name that must be corrected.
    [InlineData("A1,051190000007,Phạm Quốc Bảo,14/02/1990,Nam,0912345678,21025\n", "name-differs", "sex-differs")]
    // Her name, another birth date.
    [InlineData("A1,051190000007,Đặng Thị Hồng Vân,30/09/2015,Nữ,0912345678,21025\n", "birth-date-differs")]
    // Nobody is like the row.
    [InlineData(
        "A1,051190000007,Trịnh Hoài Đức,08/08/1971,Nam,,\n", "birth-date-differs", "name-differs", "sex-differs")]
    public async Task Lets_an_id_stand_that_one_of_the_two_confirms_or_that_nobody_else_has(
        string row, params string[] kinds)
    {
        await using var flow = await Start();
        var report = await flow.Run("register", Header + row, "2026-01-02");

        Assert.Equal((1, 0), (report.Matched, report.Unmatched));
        Assert.Equal(kinds.Select(k => $"A1 {k} open"), await flow.Ledger("register"));
        Assert.Equal(0, await flow.One<int>("select count(*) from core.link"));
        Assert.Equal(0, await flow.One<int>("select count(*) from core.link_review"));
    }

    [Fact]
    public async Task Asks_a_person_where_two_others_are_equally_likely_and_obeys()
    {
        await using var flow = await Start(
            "051215000018,Phạm Quốc Bảo,30/09/2015,Nam,0912345678,21025,alive\n");
        var report = await flow.Run("register", Header + SonsRow, "2026-01-02");
        Assert.Equal((0, 1), (report.Matched, report.Review));
        Assert.Equal("id-of-another", await flow.One<string>("select unmatched from clean.register"));
        Assert.Equal(["A1 id-of-another open"], await flow.Ledger("register"));
        Assert.Null(await flow.One<string?>("select match_method from api.mismatch"));

        await new ReviewDecisions(flow.Source).Decide(
            new ReviewChoice(await flow.One<long>("select min(review_no) from core.link_review"), null, null),
            ReviewAct.Accept, "Công an xã", "Đã xác minh", default);
        Assert.NotNull(await new FeedRuns(flow.Parts).CatchUp(flow.Contract("register"), default));
        Assert.Equal("decision", await flow.One<string>("select method from core.link where ended_run is null"));
        Assert.Null(await flow.One<string?>("select unmatched from clean.register"));
    }

    [Fact]
    public async Task Changes_nothing_when_the_row_comes_again_and_sees_when_the_id_is_corrected()
    {
        await using var flow = await Start();
        await flow.Run("register", Header + SonsRow, "2026-01-02");
        var before = await flow.Outcome("register");
        await flow.Run("register", Header + SonsRow + "A2,051090000009,Bùi Xuân Trường,01/05/1990,Nam,,21040\n",
            "2026-01-03");
        Assert.Equal(["A1 id-of-another open"], await flow.Ledger("register"));
        Assert.Contains("A1", before, StringComparison.Ordinal);

        await flow.Run("register", Header + SonsRow.Replace(Mother, Son, StringComparison.Ordinal), "2026-01-04");
        Assert.Equal(["A1 id-of-another resolved"], await flow.Ledger("register"));
        Assert.Equal(0, await flow.One<int>("select count(*) from core.link where ended_run is null"));
    }

    [Fact]
    public async Task Believes_every_id_where_the_contract_asks_for_ids_alone()
    {
        await using var flow = await Start(register: $"{Register}\nmatch: personal-id");
        await flow.Run("register", Header + SonsRow, "2026-01-02");
        Assert.Equal(["A1 birth-date-differs open", "A1 name-differs open", "A1 sex-differs open"],
            await flow.Ledger("register"));
    }

    [Fact]
    public async Task Explains_the_citizen_of_the_id_and_one_who_is_asked_for_beside_the_one_who_was_found()
    {
        await using var flow = await Start();
        await flow.Run("register", Header + SonsRow, "2026-01-02");
        var explanations = new RowExplanations(flow.Parts);
        var explained = (await explanations.Explain(
            flow.Contract("register"), "A1", "051090000009", clear: true, default))!;

        Assert.Equal(("evidence", false), (explained.Method, explained.AskedIsUnknown));
        Assert.Equal([Son, Mother, "051090000009"], explained.Pairs.Select(p => p.PersonalId));
        Assert.True(explained.Pairs[0].Probability > 0.99);
        Assert.True(explained.Pairs[2].Probability < 0.001);
        Assert.True((await explanations.Explain(
            flow.Contract("register"), "A1", "051090000010", clear: true, default))!.AskedIsUnknown);
    }

    async Task<Flow> Start(string more = "", string? register = null)
    {
        var flow = await Flow.Start(server);
        flow.MatchModel = MatchModelFile.Carried();
        flow.Use(FlowContracts.Population, register ?? Register);
        await flow.Run("population", People + more + Others(), "2026-01-01");
        return flow;
    }

    /// <summary>So many that a name and a birth date say something.</summary>
    static string Others() => string.Concat(Enumerable.Range(0, 6000).Select(n =>
        $"0510{n % 90 + 10}{n:D6},{Families[n % 8]} {Middles[n / 8 % 7]} {Givens[n / 56 % 6]},"
        + $"{(n % 28) + 1:D2}/{(n / 28 % 12) + 1:D2}/{1930 + (n / 336 * 7 % 90)},{(n % 2 == 0 ? "Nam" : "Nữ")},"
        + $"09{30_000_000 + n},{21000 + (n % 40)},alive\n"));
}
