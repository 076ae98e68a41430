using System.Text.Json;
using De06Ingest.Feeds;

namespace De06Ingest.Tests.Feeds;

/// <summary>The schema that editors use must know the same words as the loader.</summary>
public sealed class FeedSchemaTests
{
    static readonly JsonElement Schema = JsonDocument.Parse(File.ReadAllText(SchemaFile())).RootElement;

    static string SchemaFile()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "De06Ingest.sln")))
            {
                return Path.Combine(folder.FullName, "deploy", "feeds", "feed.schema.json");
            }
        }

        throw new FileNotFoundException("De06Ingest.sln is in no folder above the tests");
    }

    /// <summary>Walks a place such as <c>pull.page</c> or <c>extra.*</c> down the schema.</summary>
    static JsonElement At(string place)
    {
        var at = Schema;
        foreach (var word in place.Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            at = word != "*" ? at.GetProperty("properties").GetProperty(word) : AnyOf(at);
            if (at.TryGetProperty("$ref", out var reference))
            {
                at = Schema.GetProperty("$defs").GetProperty(reference.GetString()!["#/$defs/".Length..]);
            }
        }

        return at;
    }

    static JsonElement AnyOf(JsonElement at)
    {
        if (at.TryGetProperty("items", out var items))
        {
            return items;
        }

        return at.GetProperty("additionalProperties") is { ValueKind: JsonValueKind.Object } open
            ? open
            : at.GetProperty("properties").EnumerateObject().First().Value;
    }

    static string[] Words(JsonElement at) => [.. at.GetProperty("enum").EnumerateArray().Select(e => e.GetString()!)];

    public static TheoryData<string> Places => [.. ContractWords.At.Keys];

    [Theory]
    [MemberData(nameof(Places))]
    public void Knows_the_words_of_the_loader(string place)
    {
        var at = At(place);

        var words = at.GetProperty("properties").EnumerateObject().Select(p => p.Name);
        Assert.Equal(ContractWords.At[place].Order(), words.Order());
        Assert.False(at.GetProperty("additionalProperties").GetBoolean());
    }

    [Fact]
    public void Has_no_closed_mapping_that_the_loader_does_not_know()
    {
        var closed = File.ReadLines(SchemaFile())
            .Count(l => l.Contains("\"additionalProperties\": false", StringComparison.Ordinal));

        Assert.Equal(ContractWords.At.Count, closed);
    }

    [Fact]
    public void Knows_the_choices_of_the_loader()
    {
        var pull = At("pull").GetProperty("properties");
        var read = At("read").GetProperty("properties");
        var decode = At("decode").GetProperty("properties");
        var root = Schema.GetProperty("properties");

        var extra = At("extra.*").GetProperty("properties");
        var sourceTime = At("source-time").GetProperty("properties");

        Assert.Equal(ContractWords.Kinds.Keys.Order(), Words(extra.GetProperty("type")).Order());
        Assert.Equal(ContractWords.Roles.Keys, Words(root.GetProperty("role")));
        Assert.Equal(ContractWords.NewColumnWays.Keys, Words(root.GetProperty("on-new-column")));
        Assert.Equal(ContractWords.Compared, Words(root.GetProperty("compare").GetProperty("items")));
        Assert.Equal(ContractWords.PullKinds.Keys, Words(pull.GetProperty("kind")));
        Assert.Equal(ContractWords.ReadyWays.Keys, Words(pull.GetProperty("ready")));
        Assert.Equal(ContractWords.Proofs.Keys, Words(pull.GetProperty("proof")));
        Assert.Equal(ContractWords.Formats.Keys, Words(read.GetProperty("format")));
        Assert.Equal(ContractWords.Packings.Keys, Words(decode.GetProperty("packing")));
        Assert.Equal(ContractWords.Encodings.Keys, Words(decode.GetProperty("encoding")));
        Assert.Equal(ContractWords.LinkKinds, Words(At("link.*").GetProperty("properties").GetProperty("kind")));
        Assert.Equal(ContractWords.SourceTimes.Keys, Words(sourceTime.GetProperty("from")));
    }
}
