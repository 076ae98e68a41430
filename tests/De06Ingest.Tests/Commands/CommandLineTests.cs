using System.Text.Json;
using De06Ingest.Commands;
using De06Ingest.Feeds;
using De06Ingest.Reporting;

namespace De06Ingest.Tests.Commands;

/// <summary>What every verb has in common, and the verbs that are short.</summary>
public sealed class CommandLineTests : CommandRun
{
    [Theory]
    [InlineData("")]
    [InlineData("fly")]
    [InlineData("run")]
    [InlineData("run pensions --fly")]
    [InlineData("run pensions --source-time yesterday")]
    [InlineData("run pensions extra")]
    [InlineData("runs --limit many")]
    [InlineData("runs --limit 0")]
    [InlineData("runs --limit")]
    [InlineData("runs --lang fr")]
    [InlineData("runs --json --csv")]
    [InlineData("refused")]
    [InlineData("refused forty")]
    [InlineData("feeds")]
    [InlineData("feeds infer")]
    [InlineData("feeds infer sample.csv --name New_Feed")]
    [InlineData("mismatches --state opened")]
    [InlineData("mismatches --kind phone")]
    [InlineData("convert list.xlsx")]
    [InlineData("values")]
    [InlineData("values colour")]
    [InlineData("values phone --as-of soon")]
    [InlineData("values personal-id --column colour")]
    [InlineData("values birth-date --source speech")]
    [InlineData("mismatches ignore pensions 5 name-differs --by Lan")]
    [InlineData("mismatches ignore pensions 5 --by Lan --reason seen")]
    [InlineData("mismatches reopen pensions 5 name-differs")]
    [InlineData("mismatches reopen pensions --by Lan --reason seen")]
    [InlineData("review accept --by Lan --reason seen")]
    [InlineData("review accept 12 --feed pensions --profile name=same --by Lan --reason seen")]
    [InlineData("review reject twelve --by Lan --reason seen")]
    [InlineData("review undo --feed pensions --by Lan --reason seen")]
    [InlineData("review accept 12 --by Lan")]
    [InlineData("explain pensions")]
    [InlineData("indicators --period June")]
    [InlineData("indicators explain")]
    [InlineData("indicators explain x --period 2026-13")]
    [InlineData("indicators explain x --to 2026-08-01")]
    [InlineData("indicators freeze 2026-07")]
    [InlineData("indicators freeze 2026-07 --by Lan")]
    [InlineData("purge now")]
    [InlineData("runs release")]
    [InlineData("runs release 42 --by Lan")]
    [InlineData("runs discard 42 --reason seen")]
    [InlineData("runs release forty --by Lan --reason seen")]
    [InlineData("worker now")]
    [InlineData("demo now")]
    [InlineData("demo --citizens 999")]
    [InlineData("demo --seed many")]
    [InlineData("demo --port 70000")]
    public async Task Answers_a_wrong_command_line_with_64(string line)
    {
        var code = await Run(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(64, code);
        Assert.Empty(_output.ToString());
        Assert.Contains("--help", _error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotMatch("Required|Unrecognized|Cannot|argument", _error.ToString());
        Assert.Empty(_parts.Ran);
    }

    [Theory]
    [InlineData("runs --feed pension", "pensions")]
    [InlineData("run pensoins", "pensions")]
    [InlineData("run pensoins --file nowhere.csv", "pensions")]
    [InlineData("suggestions pensoins", "pensions")]
    [InlineData("mismatches --feed populaton", "population")]
    [InlineData("mismatches --unit 21043", "21034")]
    [InlineData("mismatches --kind phone-difers", "phone-differs")]
    [InlineData("suggestions pensions --unit 21043", "21034")]
    [InlineData("suggestions pensions --field fone", "phone")]
    [InlineData("review --feed pensoins", "pensions")]
    [InlineData("review --unit 2134", "21034")]
    [InlineData("review --state pendin", "pending")]
    [InlineData("review profiles --feed pensoins", "pensions")]
    [InlineData("review accept --feed pensoins --profile x --by Lan --reason seen", "pensions")]
    [InlineData("indicators --code eid-activatd", "eid-activated")]
    [InlineData("indicators --unit 511", "51")]
    [InlineData("indicators explain wrong-phone", "wrong-phone-rate")]
    [InlineData("indicators explain eid-activated --unit 21033", "21034")]
    [InlineData("indicators --map 2025-13", "")]
    [InlineData("report people-away --unit 21033", "21034")]
    [InlineData("units --map 2025-13", "")]
    [InlineData("units --parent 5", "51")]
    [InlineData("units --level comune", "")]
    [InlineData("units show 51 --map 2025-13", "")]
    [InlineData("refused 9999", "42")]
    public async Task A_filter_that_nothing_has_is_an_error_that_names_the_nearest(string line, string nearest)
    {
        Assert.Equal(64, await Run([.. line.Split(' '), "--json"]));
        Assert.Empty(_output.ToString());
        Assert.Contains(nearest, _error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("[", _error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("runs")]
    [InlineData("runs --feed pensions --limit 3 --csv")]
    [InlineData("runs release 42 --by Lan --reason seen")]
    [InlineData("runs discard 42 --by Lan --reason seen --lang en")]
    [InlineData("refused 42 --full --json")]
    [InlineData("feeds list")]
    [InlineData("feeds check --feeds somewhere")]
    [InlineData("feeds infer sample.csv --name new-feed")]
    [InlineData("convert list.xlsx --sheet S --out /dev/null")]
    [InlineData("mismatches --feed pensions --kind name-differs --unit 21034 --state all --limit 9")]
    [InlineData("mismatches ignore pensions 5 name-differs --by Lan --reason seen")]
    [InlineData("mismatches reopen pensions 5 name-differs --by Lan --reason seen --lang en")]
    [InlineData("mismatches ignore 4711 --by Lan --reason seen")]
    [InlineData("review")]
    [InlineData("review --feed pensions --unit 21034 --state all --full --json")]
    [InlineData("review profiles --feed pensions")]
    [InlineData("review accept 12 --by Lan --reason seen")]
    [InlineData("review reject --feed pensions --profile name=same --by Lan --reason seen")]
    [InlineData("review undo 12 --by Lan --reason seen --lang en")]
    [InlineData("purge")]
    [InlineData("purge --dry-run --json")]
    [InlineData("indicators --code eid-activated --unit 51")]
    [InlineData("migrate")]
    [InlineData("run pensions --dry-run")]
    [InlineData("--version")]
    public async Task Understands_every_verb(string line)
    {
        Assert.Equal(0, await Run(line.Split(' ')));
        Assert.NotEmpty(_output.ToString() + _error);
    }

    [Theory]
    [InlineData("run")]
    [InlineData("runs")]
    [InlineData("refused")]
    [InlineData("mismatches")]
    [InlineData("mismatches ignore")]
    [InlineData("mismatches reopen")]
    [InlineData("review")]
    [InlineData("review profiles")]
    [InlineData("review accept")]
    [InlineData("review reject")]
    [InlineData("review undo")]
    [InlineData("explain")]
    [InlineData("model preview")]
    [InlineData("indicators")]
    [InlineData("feeds")]
    [InlineData("feeds list")]
    [InlineData("feeds check")]
    [InlineData("feeds infer")]
    [InlineData("convert")]
    [InlineData("values")]
    [InlineData("migrate")]
    [InlineData("worker")]
    [InlineData("demo")]
    public async Task Shows_help_with_examples_in_both_languages(string verb)
    {
        foreach (var (language, title) in new[] { ("vi", "Ví dụ"), ("en", "Examples") })
        {
            _output.GetStringBuilder().Clear();

            Assert.Equal(0, await Run([.. verb.Split(' '), "--help", "--lang", language]));

            var help = _output.ToString();
            Assert.Contains(title, help, StringComparison.Ordinal);
            var examples = help[help.IndexOf(title, StringComparison.Ordinal)..];
            Assert.Contains($"de06 {verb}", examples, StringComparison.Ordinal);
            Assert.DoesNotMatch(@"(help|option|argument|examples)\.[a-z]", help);
        }
    }

    [Fact]
    public async Task Lists_runs_with_the_first_sentence_of_their_cause()
    {
        _parts.RunRows.Add(new RunRow { RunId = 5, Feed = "pensions", State = "held", Cause = "column-missing" });

        await Run("runs");
        Assert.Contains("Thiếu cột bắt buộc [column-missing]", _output.ToString(), StringComparison.Ordinal);

        _output.GetStringBuilder().Clear();
        await Run("runs", "--json");
        Assert.Contains("\"cause\": \"column-missing\"", _output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mismatches", "open")]
    [InlineData("mismatches --state all", null)]
    [InlineData("mismatches --state ignored", "ignored")]
    public async Task Lists_open_mismatches_unless_told_otherwise(string line, string? state)
    {
        await Run(line.Split(' '));

        Assert.Equal(state, Assert.Single(_parts.Asked).State);
        Assert.False(_parts.Asked[0].Clear);
    }

    [Fact]
    public async Task Records_who_decides_about_a_pair_and_publishes_what_follows()
    {
        await Run("review", "accept", "12", "--by", "Lan", "--reason", "seen");
        Assert.Equal((new ReviewChoice(12, null, null), ReviewAct.Accept, "Lan", "seen"), _parts.DecidedPairs[0]);
        Assert.Contains("7", _output.ToString(), StringComparison.Ordinal);

        Assert.Equal(65, await Run("review", "accept", "404", "--by", "Lan", "--reason", "seen"));
        Assert.Contains("de06 review", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explains_a_pair_step_by_step_and_says_when_there_is_no_such_row()
    {
        Assert.Equal(65, await Run("explain", "pensions", "5"));
        _parts.Explanation = new RowExplanation("evidence", null,
        [
            new("051••••••50", 0.998, 9.0,
                [new("prior", "", null, null, -20.1, 0), new("name", "same", "a", "b", 8.5, 1.2)]),
        ]);
        Assert.Equal(0, await Run("explain", "pensions", "5", "--csv"));
        Assert.Contains("1,051••••••50,0.998,9,name,same,a,b,8.5,1.2", _output.ToString(), StringComparison.Ordinal);

        _parts.Explanation = _parts.Explanation with { AskedIsUnknown = true };
        Assert.Equal(65, await Run("explain", "pensions", "5", "--citizen", "051090001234"));
    }

    [Fact]
    public async Task Records_who_decides_about_a_held_run_and_on_which_map()
    {
        await Run("runs", "release", "42", "--by", "Lan", "--reason", "seen", "--map", "2025-07");
        await Run("runs", "discard", "42", "--by", "Nam", "--reason", "late");

        Assert.Equal(
            [
                ("release", new HeldDecision(42, "Lan", "seen") { UnitMap = "2025-07" }),
                ("discard", new HeldDecision(42, "Nam", "late")),
            ],
            _parts.DecidedRuns);
    }

    [Fact]
    public async Task A_held_run_is_not_released_on_a_map_that_nobody_knows()
    {
        Assert.Equal(64, await Run(
            "runs", "release", "42", "--by", "Lan", "--reason", "seen", "--map", "1999-01"));

        Assert.Empty(_parts.DecidedRuns);
        Assert.Contains("2025-07", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Records_who_ignores_a_mismatch_and_why()
    {
        await Run("mismatches", "ignore", "pensions", "5", "name-differs", "--by", "Lan", "--reason", "seen");

        Assert.Equal(("ignore", new MismatchKey("pensions", "5", "name-differs"), "Lan", "seen"), _parts.Decided[0]);
    }

    [Fact]
    public async Task Reports_a_mismatch_that_is_not_there()
    {
        var code = await Run("mismatches", "reopen", "pensions", "unknown", "x", "--by", "Lan", "--reason", "seen");

        Assert.Equal(65, code);
    }

    [Fact]
    public async Task Fails_a_check_when_one_contract_is_bad()
    {
        _parts.Checks.Add(new ContractCheck("good", "good.yaml", 0, null, 3));
        Assert.Equal(0, await Run("feeds", "check"));

        var unknown = ContractText.UnknownWord("feild", ContractText.PlaceContract(), ContractText.HintNone());
        _parts.Checks.Add(new ContractCheck("bad", "bad.yaml", 12, unknown, 0));
        Assert.Equal(65, await Run("feeds", "check"));
        Assert.Contains("Không có từ \"feild\" trong hợp đồng", _output.ToString(), StringComparison.Ordinal);

        await Run("feeds", "check", "--lang", "en");
        Assert.Contains("unknown word 'feild' in the contract", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gives_machines_the_code_of_a_contracts_problem_whatever_the_language()
    {
        _parts.Checks.Add(new ContractCheck("bad", "bad.yaml", 12, ContractText.KeyEmpty(), 0));

        await Run("feeds", "check", "--json", "--lang", "vi");

        var problem = JsonDocument.Parse(_output.ToString()).RootElement[0];
        Assert.Equal("key-empty", problem.GetProperty("code").GetString());
        Assert.StartsWith("'key' is empty", problem.GetProperty("problem").GetString(), StringComparison.Ordinal);

        _output.GetStringBuilder().Clear();
        await Run("feeds", "check", "--csv");
        Assert.StartsWith("feed,file,line,examples,code,problem", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Converts_to_a_file_that_excel_reads_as_utf8()
    {
        var file = Path.GetTempFileName();
        try
        {
            Assert.Equal(0, await Run("convert", "in.xlsx", "--sheet", "Tháng", "--out", file));
            Assert.Equal([0xEF, 0xBB, 0xBF], (await File.ReadAllBytesAsync(file))[..3]);
            Assert.Equal("in.xlsx,Tháng\n", await File.ReadAllTextAsync(file));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task Takes_the_language_from_the_environment_unless_the_line_says_otherwise()
    {
        _parts.Environment["DE06_LANG"] = "en";
        await Run("runs");
        Assert.Contains("Nothing to show", _output.ToString(), StringComparison.Ordinal);

        await Run("runs", "--lang", "vi");
        Assert.Contains("Không có dòng nào", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_to_start_the_worker_on_another_schema()
    {
        _parts.Current = false;

        Assert.Equal(78, await Run("worker"));
        Assert.Contains("de06 migrate", _error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://0.0.0.0:8606", null)]
    [InlineData("http://10.0.0.5:8606", "no")]
    [InlineData("https://127.0.0.1:8606", null)]
    [InlineData("http://example.vn:8606", "true")]
    [InlineData("8606", null)]
    public async Task Refuses_to_listen_where_it_should_not(string listen, string? allowRemote)
    {
        _parts.Environment["De06:Listen"] = listen;
        _parts.Environment["De06:AllowRemote"] = allowRemote;

        Assert.Equal(78, await Run("worker"));
        Assert.Contains(listen, _error.ToString(), StringComparison.Ordinal);
    }
}
