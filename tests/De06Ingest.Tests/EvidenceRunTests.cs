using De06Ingest.Matching;
using De06Ingest.Publishing;
using De06Ingest.Reporting;
using De06Ingest.Tests.Support;

namespace De06Ingest.Tests;

/// <summary>Rows whose personal id leads to nobody are looked for by the rest of what they say, and a person decides
/// where that is not enough.</summary>
public sealed class EvidenceRunTests(PostgresServer server)
{
    const string Population =
        """
        feed: population
        title: Dân cư
        owner: Công an tỉnh
        role: reference
        key: [personalId]
        fields:
          personalId: { from: [id] }
          legacyId: { from: [cmnd], optional: true }
          name: { from: [name] }
          birthDate: { from: [born] }
          sex: { from: [sex] }
          phone: { from: [phone], optional: true }
          homeUnit: { from: [unit] }
          status: { from: [status], codes: { alive: alive, dead: dead } }
        limits: { row-drop: 60% }
        """;

    const string Header = "no,id,cmnd,name,born,sex,phone,unit\n";

    static readonly string[] Families = ["Nguyễn", "Trần", "Lê", "Phạm", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô"];
    static readonly string[] Middles = ["Văn", "Đức", "Minh", "Quốc", "Hữu", "Thanh", "Ngọc", "Xuân", "Công"];
    static readonly string[] Givens =
        ["An", "Bình", "Cường", "Dũng", "Hải", "Khánh", "Long", "Nam", "Phúc", "Quân", "Sơn", "Thắng", "Tuấn"];

    static string Register(string more = "") =>
        $$"""
        feed: register
        title: Sổ đăng ký
        owner: Sở Nội vụ
        key: [entryNo]
        fields:
          personalId: { from: [id] }
          legacyId: { from: [cmnd] }
          name: { from: [name] }
          birthDate: { from: [born] }
          sex: { from: [sex] }
          phone: { from: [phone] }
          homeUnit: { from: [unit] }
        extra:
          entryNo: { from: [no], type: key }
        compare: [name, birthDate, phone, alive]
        limits: { refused-share: 60%, row-drop: 90%, mismatch-share: 100% }
        {{more}}
        """;

    [Fact]
    public async Task Finds_the_citizen_of_a_row_without_an_id_and_compares_them()
    {
        await using var flow = await Start(Register(), dead: 7);
        var report = await flow.Run("register", Header + Entry("A1", 7, id: "", cmnd: ""), "2026-01-02");

        Assert.Equal(("published", 1, 0), (report.State, report.Matched, report.Unmatched));
        Assert.Equal(["A1 deceased-active open"], await flow.Ledger("register"));
        Assert.Equal(("evidence", Id(7), true), await flow.One<(string, string, bool)>(
            "select method, personal_id, probability >= 0.99 from api_full.link where record_id = 'A1'"));
        Assert.Equal("evidence", await flow.One<string>("select match_method from api.mismatch"));
        Assert.True(await flow.One<bool>(
            """
            select c.citizen_ref = p.citizen_ref and c.unmatched is null
            from clean.register c, reference.population p where p.personal_id = @id
            """, new { id = Id(7) }));
    }

    [Theory]
    [InlineData(3, "4")]
    [InlineData(9, "8")]
    [InlineData(11, "0")]
    public async Task Repairs_an_id_of_which_one_digit_is_wrong_and_tells_the_right_one(int at, string digit)
    {
        await using var flow = await Start(Register());
        var wrong = Id(7)[..at] + (Id(7)[at..(at + 1)] == digit ? "5" : digit) + Id(7)[(at + 1)..];
        await flow.Run("register", Header + Entry("A1", 7, id: wrong), "2026-01-02");

        Assert.Equal("repaired-id", await flow.One<string>("select method from core.link"));
        Assert.Contains(Id(7), await flow.All<string>(
            "select reference_value from core.mismatch where kind in ('not-in-reference', 'id-malformed')"));
    }

    [Fact]
    public async Task Believes_an_old_card_that_name_and_birth_year_back()
    {
        await using var flow = await Start(Register());
        await flow.Run("register", Header + Entry("A1", 7, id: "", born: "1990", phone: "", unit: ""), "2026-01-02");
        Assert.Equal(("legacy-id", Id(7)), await flow.One<(string, string)>(
            "select method, personal_id from core.link"));
    }

    [Fact]
    public async Task Leaves_a_stranger_alone()
    {
        await using var flow = await Start(Register());
        var report = await flow.Run("register",
            Header + "A1,,,Trịnh Hoài Đức,01/02/1955,Nam,0977000111,21025\n", "2026-01-02");
        Assert.Equal((0, 1), (report.Matched, report.Unmatched));
        Assert.Equal(0, await flow.One<int>("select count(*) from core.link"));
        Assert.Equal(0, await flow.One<int>("select count(*) from core.link_review"));
        Assert.Equal("id-missing", await flow.One<string>("select unmatched from clean.register"));
    }

    [Fact]
    public async Task Asks_a_person_about_two_who_are_equally_likely_and_remembers_the_answer()
    {
        await using var flow = await Start(Register(), Twins());
        var report = await flow.Run("register", Header + "A1,,,Mai Quốc Việt,03/03/1977,Nam,,21025\n", "2026-01-02");
        Assert.Equal((0, 1, 0), (report.Matched, report.Review, report.Unmatched));
        Assert.Equal((1, 0), await flow.One<(int, int)>(
            "select review, unmatched from core.run order by run_id desc limit 1"));
        Assert.Equal((0, 1), await flow.One<(int, int)>(
            """
            select (select count(*) from core.link), (select count(*) from core.link_review where state = 'pending')
            """));
        var asked = await flow.One<string>("select personal_id from core.link_review");

        Assert.Equal(1, await Decide(flow, ReviewAct.Accept));
        Assert.Equal(("decision", asked), await flow.One<(string, string)>(
            "select method, personal_id from core.link where ended_run is null"));
        Assert.Null(await flow.One<string?>("select max(unmatched) from clean.register"));

        // Everything is read anew, in a changed form, and the decision holds.
        await flow.Run("register", Header + "A1,,,Mai Quốc Việt,03/03/1977,Nam,0905111222,21025\n", "2026-01-03");
        Assert.Equal("decision", await flow.One<string>("select method from core.link where ended_run is null"));

        Assert.Equal(1, await Decide(flow, ReviewAct.Undo));
        Assert.Equal(0, await flow.One<int>("select count(*) from core.link where ended_run is null"));
        Assert.Equal(1, await Decide(flow, ReviewAct.Reject));
        Assert.DoesNotContain(asked, await flow.All<string>(
            """
            select personal_id from core.link where ended_run is null
            union all select personal_id from core.link_review where state = 'pending'
            """));
        Assert.Equal(["accept", "undo", "reject"], await flow.All<string>(
            "select act from core.link_decision order by decision_no"));
    }

    [Fact]
    public async Task Decides_about_all_pairs_of_one_profile_at_once()
    {
        await using var flow = await Start(Register(), Twins() + Twins("Lý Gia Hân", "Nữ", 910));
        await flow.Run("register", Header
            + "A1,,,Mai Quốc Việt,03/03/1977,Nam,,21025\nA2,,,Lý Gia Hân,03/03/1977,Nữ,,21025\n", "2026-01-02");
        var profile = await flow.One<string>("select max(profile) from core.link_review having count(*) = 2");

        var decided = await new ReviewDecisions(flow.Source).Decide(
            new ReviewChoice(null, "register", profile), ReviewAct.Reject, "Xã", "Trùng tên", default);
        Assert.Equal(2, decided["register"]);
        Assert.Equal(0, await flow.One<int>("select count(*) from core.link_review where state = 'pending'"));
    }

    [Fact]
    public async Task Weighs_only_new_and_changed_rows_and_a_row_that_got_its_id_needs_no_link()
    {
        await using var flow = await Start(Register());
        var first = Header + Many(40, n => Entry($"A{n:D2}", n, id: n % 4 == 0 ? "" : Id(n)));
        await flow.Run("register", first, "2026-01-02");
        Assert.Equal(10, await flow.One<int>("select count(*) from core.link where ended_run is null"));
        var before = await flow.Outcome("register");

        Assert.Equal("unchanged", (await flow.Run("register", first, "2026-01-03")).State);
        Assert.Equal(before.Split('\n').Length, (await flow.Outcome("register")).Split('\n').Length);

        var second = first.Replace(Entry("A04", 4, id: ""), Entry("A04", 4), StringComparison.Ordinal);
        var report = await flow.Run("register", second, "2026-01-04");
        Assert.Equal((1, 40), (report.Changed, report.Matched));
        Assert.Equal((9, 1), await flow.One<(int, int)>(
            "select count(*) filter (where ended_run is null), count(ended_run) from core.link"));
        Assert.Empty(await flow.Ledger("register"));
    }

    [Fact]
    public async Task Follows_the_reference_as_a_full_comparison_would()
    {
        await using var flow = await Start(Register());
        await using var fresh = await Start(Register());
        var entries = Header + Many(60, n => Entry($"A{n:D2}", n, id: n % 3 == 0 ? "" : Id(n)));
        var moved = PopulationOf(n => n % 6 == 0 ? "" : Citizen(n, phone: n % 9 == 0 ? "0909090909" : null));
        await flow.Run("register", entries, "2026-01-02");
        await flow.Run("population", moved, "2026-01-03");
        await flow.Recheck();

        await fresh.Run("population", moved, "2026-01-03");
        await fresh.Run("register", entries, "2026-01-02");
        Assert.Equal(await fresh.Rows("register"), await flow.Rows("register"));
        const string open =
            """
            select concat_ws('|', subject_id, kind, sector_value, reference_value, citizen_ref) from core.mismatch
            where state = 'open' order by 1
            """;
        Assert.Equal(await fresh.All<string>(open), await flow.All<string>(open));
        const string links =
            "select concat_ws('|', record_id, personal_id, method, profile) from api_full.link order by 1";
        Assert.Equal(await fresh.All<string>(links), await flow.All<string>(links));
        Assert.NotEmpty(await flow.All<string>(links));
        const string tally = "select t::text from core.tally t where feed = 'register' order by 1";
        Assert.Equal(await fresh.All<string>(tally), await flow.All<string>(tally));
    }

    [Fact]
    public async Task Gives_a_citizen_to_one_row_only_where_the_contract_says_so()
    {
        await using var flow = await Start(Register("one-to-one: true"));
        await flow.Run("register", Header + Entry("A1", 7, id: "") + Entry("A2", 8, id: ""), "2026-01-02");
        Assert.Equal(2, await flow.One<int>("select count(*) from core.link where ended_run is null"));

        // A3 is 8 by id, and B7 is probably 7, whom A1 has.
        await flow.Run("register", Header + Entry("A1", 7, id: "") + Entry("A2", 8, id: "") + Entry("A3", 9)
            + Entry("B7", 7, id: "") + Entry("B9", 9, id: ""), "2026-01-03");
        Assert.Equal(["A1", "A2"], await flow.All<string>(
            "select record_id from core.link where ended_run is null order by 1"));
        Assert.Equal(["B7 citizen-taken", "B9 citizen-taken"], await flow.All<string>(
            "select record_id || ' ' || cause from core.link_review order by 1"));
    }

    [Fact]
    public async Task Looks_again_when_the_model_changes_and_not_at_all_where_the_contract_trusts_ids_only()
    {
        await using var flow = await Start(Register());
        await flow.Run("register", Header + Entry("A1", 7, id: ""), "2026-01-02");
        Assert.Equal(1, await flow.One<int>("select count(*) from core.link where ended_run is null"));

        flow.MatchModel = new MatchModelFile("strict.yaml", Model().Replace(
            "bands: { auto: 0.99, review: 0.3 }", "bands: { auto: 1, review: 1 }", StringComparison.Ordinal));
        flow.Use(Population, Register());
        Assert.Single(await flow.Recheck());
        Assert.Equal(0, await flow.One<int>("select count(*) from core.link where ended_run is null"));
        Assert.Empty(await flow.Recheck());

        flow.MatchModel = MatchModelFile.Carried();
        flow.Use(Population, Register("match: personal-id"));
        await flow.Run("register", Header + Entry("A1", 7, id: ""), "2026-01-03");
        Assert.Equal("id-missing", await flow.One<string>("select unmatched from api.clean_register"));
    }

    [Fact]
    public async Task A_new_generation_and_a_merge_link_alike()
    {
        await using var whole = await Start(Register());
        await using var merged = await Start(Register());
        string Extract(int rows) =>
            Header + Many(rows, n => Entry($"A{n:D4}", 1 + (n % 200), id: n % 5 == 0 ? "" : null));
        await whole.Run("register", Extract(2000), "2026-01-03");
        await merged.Run("register", Extract(1990), "2026-01-02");
        await merged.Run("register", Extract(2000), "2026-01-03");
        Assert.Equal("in-place", await merged.One<string>("select way from core.run order by run_id desc limit 1"));
        Assert.Equal(await whole.Rows("register"), await merged.Rows("register"));
        const string links =
            "select concat_ws('|', record_id, personal_id, method, profile) from api_full.link order by 1";
        Assert.Equal(await whole.All<string>(links), await merged.All<string>(links));
    }

    [Fact]
    public async Task Explains_the_sum_behind_a_row_and_masks_whom_it_names()
    {
        await using var flow = await Start(Register(), Twins());
        await flow.Run("register", Header + Entry("A1", 7, id: "", phone: "") + Entry("A2", 8)
            + "A4,,,Mai Quốc Việt,03/03/1977,Nam,,21025\n", "2026-01-02");
        var explanations = new RowExplanations(flow.Parts);
        var clear = (await explanations.Explain(flow.Contract("register"), "A1", null, clear: true, default))!;
        var best = clear.Pairs[0];
        Assert.Equal(("legacy-id", null, Id(7)), (clear.Method, clear.Unmatched, best.PersonalId));
        Assert.Equal(best.Sum, best.Steps.Sum(s => s.Bits + s.Rarity), 3);
        Assert.True(best.Probability >= 0.99);
        Assert.Contains(best.Steps, s => (s.Attribute, s.SectorValue, s.CitizenValue) == ("name", Name(7), Name(7)));

        var masked = (await explanations.Explain(flow.Contract("register"), "A1", null, clear: false, default))!;
        var said = string.Join('|', masked.Pairs.SelectMany(p =>
            p.Steps.SelectMany(s => new[] { s.SectorValue, s.CitizenValue }).Append(p.PersonalId)));
        Assert.DoesNotContain(Id(7), said, StringComparison.Ordinal);
        Assert.DoesNotContain(Name(7), said, StringComparison.Ordinal);
        Assert.DoesNotContain(Legacy(7), said, StringComparison.Ordinal);
        Assert.Equal("personal-id",
            (await explanations.Explain(flow.Contract("register"), "A2", null, clear: true, default))!.Method);
        var twins = (await explanations.Explain(flow.Contract("register"), "A4", null, clear: true, default))!;
        Assert.Equal("id-missing", twins.Unmatched);
        Assert.Equal([0.5, 0.5], twins.Pairs.Select(p => Math.Round(p.Probability, 2)));
        Assert.Null(await explanations.Explain(flow.Contract("register"), "A'3", null, clear: true, default));
    }

    [Fact]
    public async Task Shows_what_another_model_would_change_and_changes_nothing()
    {
        await using var flow = await Start(Register());
        await flow.Run("register", Header + Entry("A1", 7, id: "") + Entry("A2", 8), "2026-01-02");
        var before = await flow.Outcome("register");
        var strict = new MatchModelFile("strict.yaml", Model().Replace(
            "bands: { auto: 0.99, review: 0.3 }", "bands: { auto: 1, review: 1 }", StringComparison.Ordinal));
        var (rows, changes) =
            await new ModelPreview(flow.Parts).Preview(flow.Contract("register"), strict, clear: true, default);
        Assert.Equal(1, rows);
        var change = Assert.Single(changes);
        Assert.Equal(("lost", "A1", Id(7)), (change.Change, change.Row, change.Record));
        Assert.Equal(("auto", "none"), (change.Before, change.After));
        Assert.Empty((await new ModelPreview(flow.Parts).Preview(
            flow.Contract("register"), MatchModelFile.Carried(), clear: false, default)).Changes);
        Assert.Equal(before, await flow.Outcome("register"));
    }

    async Task<Flow> Start(string register, string more = "", int dead = 0)
    {
        var flow = await Flow.Start(server);
        flow.MatchModel = MatchModelFile.Carried();
        flow.Use(Population, register);
        await flow.Run("population", PopulationOf(n => Citizen(n, isDead: n == dead)) + more, "2026-01-01");
        return flow;
    }

    static async Task<int> Decide(Flow flow, ReviewAct act)
    {
        var no = await flow.One<long>("select min(review_no) from core.link_review");
        var decided = await new ReviewDecisions(flow.Source).Decide(
            new ReviewChoice(no, null, null), act, "Công an xã", "Đã xác minh", default);
        Assert.NotNull(await new FeedRuns(flow.Parts).CatchUp(flow.Contract("register"), default));
        return decided.GetValueOrDefault("register");
    }

    static string Model()
    {
        using var text = new StreamReader(
            typeof(MatchModelFile).Assembly.GetManifestResourceStream("match-model.yaml")!);
        return text.ReadToEnd();
    }

    /// <summary>Two hundred men of 1990, no two of them alike.</summary>
    static string PopulationOf(Func<int, string> citizen) =>
        "id,cmnd,name,born,sex,phone,unit,status\n" + Many(200, citizen);

    /// <summary>Two citizens who differ in their numbers only.</summary>
    static string Twins(string name = "Mai Quốc Việt", string sex = "Nam", int number = 900) =>
        $"05{(sex == "Nam" ? "10" : "11")}77{number + 1:D6},,{name},03/03/1977,{sex},,21025,alive\n"
        + $"05{(sex == "Nam" ? "10" : "11")}77{number + 2:D6},,{name},03/03/1977,{sex},,21025,alive\n";

    static string Many(int count, Func<int, string> row) =>
        string.Concat(Enumerable.Range(1, count).Select(row));

    static string Id(int n) => $"051090{(n * 7919) % 1000000:D6}";

    static string Name(int n) => $"{Families[n % 10]} {Middles[n / 3 % 9]} {Givens[n % 13]}";

    static string Born(int n) => $"{1 + (n % 28):D2}/{1 + (n / 28 % 12):D2}/1990";

    static string Unit(int n) => n % 3 == 0 ? "21025" : "21040";

    static string Citizen(int n, string? phone = null, bool isDead = false) =>
        $"{Id(n)},{Legacy(n)},{Name(n)},{Born(n)},Nam,{phone ?? Phone(n)},{Unit(n)},{(isDead ? "dead" : "alive")}\n";

    static string Legacy(int n) => $"{212000000 + (n * 37)}";

    static string Phone(int n) => $"0912{n:D6}";

    static string Entry(
        string no, int n, string? id = null, string? born = null, string? phone = null, string? unit = null,
        string? cmnd = null) =>
        $"{no},{id ?? Id(n)},{cmnd ?? Legacy(n)},{Name(n)},{born ?? Born(n)},Nam,{phone ?? Phone(n)},"
        + $"{unit ?? Unit(n)}\n";
}
