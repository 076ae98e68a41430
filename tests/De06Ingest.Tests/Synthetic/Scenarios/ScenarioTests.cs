using De06Ingest.Synthetic.Scenarios;
using De06Ingest.Tests.Support;

namespace De06Ingest.Tests.Synthetic.Scenarios;

/// <summary>The plans of the five articles, in a size that takes no time.</summary>
public sealed class ScenarioTests
{
    const double Small = 0.01;

    public static TheoryData<string> Names => [.. ScenarioGenerator.All.Select(s => s.Name)];

    [Fact]
    public void Every_article_has_its_scenario_and_its_expectations() => Assert.Equal(
        De06Ingest.Commands.Demo.Scenarios.ExpectationFile.Names(Repository.Folder("deploy/scenarios")),
        ScenarioGenerator.All.Select(s => s.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public void Extracts_have_the_names_that_their_contracts_look_for(string name)
    {
        var scenario = ScenarioGenerator.Named(name);
        var contracts = De06Ingest.Feeds.FeedCatalog.Load(Repository.Folder("deploy/feeds"));

        foreach (var file in scenario.Files(new ScenarioPeople(scenario, 42, Small)))
        {
            var pull = contracts.Single(c => c.Feed == file.Feed).Pull;
            Assert.True(
                System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(
                    pull.Glob, Path.GetFileName(file.Path(scenario.AsOf))), file.Path(scenario.AsOf));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_row_has_a_cell_for_every_header(string name)
    {
        var scenario = ScenarioGenerator.Named(name);

        foreach (var file in scenario.Files(new ScenarioPeople(scenario, 7, Small)))
        {
            Assert.All(file.Rows.Take(200), row => Assert.Equal(file.System.Header.Length, row.Length));
        }
    }

    [Fact]
    public void The_same_seed_gives_the_same_bytes_and_another_one_others()
    {
        using var folder = new TempFolder();
        var scenario = ScenarioGenerator.Named("quang-ngai-2023-11");
        foreach (var (place, seed) in new[] { ("one", 42UL), ("two", 42UL), ("three", 43UL) })
        {
            ScenarioGenerator.Generate(scenario, Path.Combine(folder.Path, place), seed, 0.002);
        }

        Assert.Equal(Accounts("one"), Accounts("two"));
        Assert.NotEqual(Accounts("one"), Accounts("three"));

        string Accounts(string place) =>
            File.ReadAllText(Directory.GetFiles(Path.Combine(folder.Path, place, "day1", "eid-accounts")).Single());
    }

    [Theory]
    [InlineData(42)]
    [InlineData(7)]
    [InlineData(2026)]
    public void Cards_and_accounts_are_parts_of_each_other_whatever_the_seed(int seed)
    {
        var scenario = ScenarioGenerator.Named("quang-ngai-2024-h1");
        var files = scenario.Files(new ScenarioPeople(scenario, (ulong)seed, 0.02)).ToList();

        var cards = Cells("population", "Số ĐDCN", "Ngày cấp CCCD", "Tình trạng")
            .Where(c => c[1].Length > 0 && c[2] == "Thường trú").Select(c => c[0]).ToHashSet();
        var accounts = Cells("eid-accounts", "Số ĐDCN", "Ngày thu nhận", "Ngày kích hoạt")
            .Where(c => c[1].Length > 0).ToList();

        Assert.Equal(19_200, cards.Count);
        Assert.Equal(14_043, accounts.Count(a => cards.Contains(a[0])));
        Assert.Equal(14_043, accounts.Count);
        Assert.Equal(12_390, accounts.Count(a => a[2].Length > 0));
        Assert.Equal(2_631, accounts.Count(a => a[1].EndsWith("/2024", StringComparison.Ordinal)));

        IEnumerable<string[]> Cells(string feed, params string[] headers)
        {
            var file = files.Single(f => f.Feed == feed);
            var at = headers.Select(h => Array.IndexOf(file.System.Header, h)).ToArray();
            return file.Rows.Select(row => at.Select(i => row[i]).ToArray());
        }
    }

    [Fact]
    public void An_unknown_scenario_is_told_with_the_known_ones()
    {
        var problem = Assert.Throws<ArgumentException>(() => ScenarioGenerator.Named("quang-ngai-2025"));

        Assert.Contains("quang-ngai-2024-h1", problem.Message, StringComparison.Ordinal);
    }
}
