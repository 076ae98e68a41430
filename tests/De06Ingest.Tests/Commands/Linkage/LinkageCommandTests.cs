using System.Text.Json;

namespace De06Ingest.Tests.Commands.Linkage;

public sealed class LinkageCommandTests(LinkageFolder files) : IClassFixture<LinkageFolder>
{
    [Fact]
    public async Task Scores_the_links_for_machines()
    {
        var (code, output, _) = await files.RunOnFiles(
            "linkage", "evaluate", "--truth", files.PathOf("truth.csv"), "--json");

        Assert.Equal(0, code);
        var answer = JsonDocument.Parse(output).RootElement;
        Assert.Equal(800, answer.GetProperty("feed-rows").GetInt32());
        Assert.Equal(2000, answer.GetProperty("reference-rows").GetInt32());
        var auto = answer.GetProperty("auto");
        Assert.Equal(760, auto.GetProperty("truth").GetInt32());
        Assert.InRange(auto.GetProperty("f1").GetDouble(), 0.99, 1);
        Assert.Contains(answer.GetProperty("errors").EnumerateArray(),
            e => e.GetProperty("error").GetString() == "phone-missing");
    }

    [Fact]
    public async Task Says_rules_bands_and_errors_to_people()
    {
        var (code, output, _) = await files.RunOnFiles(
            "linkage", "evaluate", "--truth", files.PathOf("truth.csv"), "--lang", "en");

        Assert.Equal(0, code);
        Assert.Contains("800 rows against 2000 records", output, StringComparison.Ordinal);
        Assert.Contains("auto-and-review", output, StringComparison.Ordinal);
        Assert.Contains("home-moved", output, StringComparison.Ordinal);
    }

    /// <summary>Every true pair stands in the file: linked, or below with the reason why not.</summary>
    [Fact]
    public async Task Writes_every_link_and_every_true_pair_that_is_none()
    {
        var target = files.PathOf("pairs.csv");

        var (code, _, _) = await files.RunOnFiles(
            "linkage", "evaluate", "--truth", files.PathOf("truth.csv"), "--pairs", target);

        Assert.Equal(0, code);
        var lines = File.ReadAllLines(target);
        Assert.StartsWith("feed_key,reference_key,band,probability,weight,right,personalId", lines[0],
            StringComparison.Ordinal);
        var pairs = lines.Skip(1).Select(line => line.Split(',')).ToList();
        Assert.All(pairs, pair => Assert.Contains(pair[2], (string[])["auto", "review", "none", "blocked"]));
        Assert.Equal(760, pairs.Count(pair => pair[5] == "true"));
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_named()
    {
        var (code, output, error) = await files.RunOnFiles("linkage", "evaluate", "--truth", "no-such-truth.csv");

        Assert.NotEqual(0, code);
        Assert.Empty(output);
        Assert.Contains("no-such-truth.csv", error, StringComparison.Ordinal);
    }
}
