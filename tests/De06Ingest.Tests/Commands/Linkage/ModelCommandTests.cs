using System.Text.Json;
using De06Ingest.Matching;

namespace De06Ingest.Tests.Commands.Linkage;

public sealed class ModelCommandTests(LinkageFolder files) : IClassFixture<LinkageFolder>
{
    [Fact]
    public async Task A_trained_model_is_one_that_is_read_and_shown()
    {
        var target = await Trained("trained.yaml");
        var model = MatchModelReader.Read(target, File.ReadAllText(target));

        // 95 of 100 rows have a citizen; strangers are the rest.
        Assert.InRange(model.MatchedShare!.Value, 0.93, 0.97);
        Assert.Superset(new HashSet<string> { "personalId", "name", "birthDate", "phone" },
            model.Attributes.Keys.ToHashSet());
        var shown = await Shown("--model", target);
        Assert.All(model.Attributes, attribute =>
        {
            // A kind may bear the attribute's name; what was learnt stands below the kinds.
            var rows = shown.Where(row => row.GetProperty("attribute").GetString() == attribute.Key)
                .TakeLast(attribute.Value.M.Length).ToList();
            Assert.Equal(model.LevelNames[attribute.Key], rows.Select(r => r.GetProperty("level").GetString()!));
            Assert.Equal(attribute.Value.M, rows.Select(r => r.GetProperty("m").GetDouble()));
            Assert.All(rows, row => Assert.Equal(
                attribute.Value.Kin is null ? JsonValueKind.Null : JsonValueKind.Number,
                row.GetProperty("kin").ValueKind));
            Assert.Equal(1, attribute.Value.M.Sum(), 1e-6);
        });
    }

    /// <summary>What was learnt is what a run would learn: used as it stands it makes the same links.</summary>
    [Fact]
    public async Task A_trained_model_links_as_learning_did()
    {
        var target = await Trained("again.yaml");

        var learnt = await Links();
        var given = await Links("--as-is", "--model", target);

        Assert.Equal(learnt, given);
    }

    [Fact]
    public async Task Shows_the_model_that_the_program_carries()
    {
        var shown = await Shown();

        Assert.Contains(shown, row => row.GetProperty("attribute").GetString() == "person-name"
            && row.GetProperty("level").GetString() == "diacritics-lost");
        Assert.All(shown.Where(row => row.GetProperty("level").GetString() == "same"),
            row => Assert.True(row.GetProperty("weight").GetDouble() > 0));
    }

    [Fact]
    public async Task A_model_changes_nothing_against_itself()
    {
        var target = await Trained("self.yaml");

        var (code, output, _) = await files.RunOnFiles(
            "model", "compare", "--model", target, "--with", target, "--json");

        Assert.Equal(0, code);
        Assert.Empty(JsonDocument.Parse(output).RootElement.EnumerateArray());
    }

    /// <summary>Nothing but the band is stricter: links are still found, and none anew.</summary>
    [Fact]
    public async Task Says_which_links_a_stricter_model_would_leave_to_a_person()
    {
        var target = await Trained("mild.yaml");
        var stricter = files.PathOf("strict.yaml");
        var text = File.ReadAllText(target);
        Assert.Contains("auto: 0.99,", text, StringComparison.Ordinal);
        File.WriteAllText(stricter, text.Replace("auto: 0.99,", "auto: 0.9999999999,", StringComparison.Ordinal));

        var (code, output, _) = await files.RunOnFiles(
            "model", "compare", "--model", target, "--with", stricter, "--json");

        Assert.Equal(0, code);
        var changes = JsonDocument.Parse(output).RootElement.EnumerateArray().ToList();
        Assert.NotEmpty(changes);
        Assert.All(changes, change =>
        {
            Assert.Equal("band", change.GetProperty("change").GetString());
            Assert.Equal("auto", change.GetProperty("before").GetString());
            Assert.Equal("review", change.GetProperty("after").GetString());
        });
    }

    [Fact]
    public async Task Says_where_a_model_file_is_wrong()
    {
        var broken = files.PathOf("broken.yaml");
        File.WriteAllText(broken, "model: x\nbands: { auto: 2, review: 0.5 }\n");

        var (code, _, error) = await LinkageFolder.Run("model", "show", "--model", broken);

        Assert.Equal(78, code);
        Assert.Contains("broken.yaml", error, StringComparison.Ordinal);
    }

    async Task<string> Trained(string file)
    {
        var (code, output, error) = await files.RunOnFiles("model", "train", "--out", files.PathOf(file));
        Assert.True(code == 0, error);
        Assert.Contains(file, output, StringComparison.Ordinal);
        return files.PathOf(file);
    }

    static async Task<List<JsonElement>> Shown(params string[] options)
    {
        var (code, output, error) = await LinkageFolder.Run(["model", "show", "--json", .. options]);
        Assert.True(code == 0, error);
        return [.. JsonDocument.Parse(output).RootElement.EnumerateArray()];
    }

    /// <summary>Who was linked to whom in which band.</summary>
    async Task<List<string>> Links(params string[] options)
    {
        var target = files.PathOf("links.csv");
        var (code, _, error) = await files.RunOnFiles(
            ["linkage", "evaluate", "--truth", files.PathOf("truth.csv"), "--pairs", target, .. options]);
        Assert.True(code == 0, error);
        return [.. File.ReadAllLines(target).Select(line => string.Join(',', line.Split(',').Take(3)))];
    }
}
