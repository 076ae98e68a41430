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

    [Fact]
    public async Task Files_that_have_nothing_in_common_are_told_apart_from_a_defect()
    {
        var contract = files.PathOf("alone.yaml");
        File.WriteAllText(contract, """
            feed: alone
            title: alone
            owner: alone
            key: [recordNo]
            fields: { recordNo: { from: [feed_key] } }
            extra:
              onlyHere: { from: [reference_key], type: text }
            """);
        var truth = files.PathOf("truth.csv");

        var (code, output, error) = await LinkageFolder.Run("linkage", "evaluate", "--lang", "en",
            "--reference", files.PathOf("reference.csv"), "--reference-contract", files.PathOf("reference.yaml"),
            "--feed", truth, "--feed-contract", contract, "--truth", truth);

        Assert.Equal(78, code);
        Assert.Empty(output);
        Assert.Contains("no attribute with values in common (onlyHere ≠ ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_how_many_true_pairs_are_not_in_the_files()
    {
        var truth = files.PathOf("strange-truth.csv");
        File.WriteAllLines(truth, [.. File.ReadAllLines(files.PathOf("truth.csv")), "nobody,nowhere,"]);

        var (_, said, _) = await files.RunOnFiles("linkage", "evaluate", "--truth", truth, "--lang", "en");
        var (_, json, _) = await files.RunOnFiles("linkage", "evaluate", "--truth", truth, "--json");

        Assert.Contains("1 of 761 true pairs name a row or record that is not in its file", said,
            StringComparison.Ordinal);
        Assert.Equal(1, JsonDocument.Parse(json).RootElement.GetProperty("truth-outside").GetInt32());
    }
}
