using System.Text;
using System.Text.Json;
using De06Ingest.Commands;
using De06Ingest.Commands.RawValues;
using De06Ingest.Tests.Values;

namespace De06Ingest.Tests.Commands.RawValues;

/// <summary>Every shared example row goes through what <c>de06 values</c> runs; skipped where they are
/// absent.</summary>
public sealed class DevVectorTests
{
    static readonly DateOnly AsOf = new(2024, 7, 15);

    [Fact]
    public async Task Reads_every_phone()
    {
        var wrong = await Wrong("phones_dev.csv", row => ("phone", null, null), (row, answer) =>
            row["expected_kind"] == "INVALID"
                ? IsRefused(answer)
                : Text(answer, "value") == row["expected_e164"]
                    && Same(Text(answer, "class"), row["expected_kind"])
                    && Reasons(row).IsSubsetOf(Words(answer, "repairs")));

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task Reads_every_id()
    {
        var wrong = await Wrong(
            "ids_dev.csv", row => ("personal-id", ColumnOf(row["field_hint"]), null), (row, answer) =>
            row["expected_class"] == "INVALID"
                ? IsRefused(answer)
                : Text(answer, "value") == row["canonical"]
                    && Text(answer, "class") == ClassOf(row["expected_class"])
                    && Agrees(answer, "provinceCode", row["province_code"])
                    && Agrees(answer, "province", row["province"])
                    && Agrees(answer, "birthYear", row["birth_year"])
                    && Agrees(answer, "sex", row["sex"] switch { "M" => "male", "F" => "female", _ => "" }));

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task Reads_every_date()
    {
        var wrong = await Wrong(
            "dates_dev.csv", row => ("birth-date", null, row["source_type"].ToLowerInvariant()), (row, answer) =>
            row["precision"] == "NONE"
                ? IsRefused(answer)
                : Text(answer, "value") == row["expected"] && Same(Text(answer, "precision"), row["precision"])
                    && Flags(row).IsSubsetOf(Words(answer, "flags").Union(Words(answer, "repairs"))));

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task Compares_every_pair_of_names()
    {
        var wrong = await Wrong("names_dev.csv", row => ("names", null, null), (row, answer) =>
            Text(answer, "level") == (row["expected"] switch
            {
                "EQUIV" => "equivalent",
                "DIACRITIC_LOSS" => "diacritics-lost",
                var word => word.ToLowerInvariant(),
            }));

        Assert.Empty(wrong);
    }

    static async Task<List<string>> Wrong(
        string file, Func<Dictionary<string, string>, (string Kind, string? Column, string? Source)> how,
        Func<Dictionary<string, string>, JsonElement, bool> agrees)
    {
        var wrong = new List<string>();
        foreach (var row in DevVectors.Read(file))
        {
            var (kind, column, source) = how(row);
            var answer = await Answer(ValuesCommand.KindOf(kind, column, source, AsOf), LineOf(row));
            if (!agrees(row, answer))
            {
                wrong.Add($"{row["id"]} {answer}");
            }
        }

        return wrong;
    }

    static async Task<JsonElement> Answer(IValueKind kind, string line)
    {
        using var output = new MemoryStream();
        await ValueLines.Answer(
            new MemoryStream(Encoding.UTF8.GetBytes(line + "\n")), output, kind, TestContext.Current.CancellationToken);
        return JsonDocument.Parse(output.ToArray()).RootElement;
    }

    static string LineOf(Dictionary<string, string> row)
    {
        if (!row.TryGetValue("a", out var a))
        {
            return row["raw"].Replace("\n", "\\n", StringComparison.Ordinal);
        }

        return row["a_encoding"].StartsWith("HEX_", StringComparison.Ordinal)
            ? $"hex:{a}\t{row["b"]}\t{row["a_encoding"]["HEX_".Length..]}"
            : $"{a}\t{row["b"]}";
    }

    static bool IsRefused(JsonElement answer) => answer.GetProperty("value").ValueKind == JsonValueKind.Null
        && Words(answer, "faults").Count == 1 && Text(answer, "class") is "invalid" or "empty";

    static HashSet<string> Reasons(Dictionary<string, string> row) => [.. row["reason"].Split(';').Select(
        reason => reason switch
        {
            "MULTIPLE" => "several",
            "OCR_O_ZERO" => "letter-o",
            "SCI_EXACT" => "scientific",
            "LABEL_STRIPPED" => "label",
            var word => word.ToLowerInvariant().Replace('_', '-'),
        }).Where(word => word != "ok")];

    static HashSet<string> Flags(Dictionary<string, string> row) =>
        [.. row["flag"].Split(';', StringSplitOptions.RemoveEmptyEntries)
            .Select(flag => flag.ToLowerInvariant().Replace('_', '-'))];

    static string ColumnOf(string hint) => hint switch
    {
        "CMND" => "legacy-id",
        "BHXH" => "social-insurance",
        "BHYT" => "health-card",
        "MST" => "tax",
        "HOSO" => "dossier",
        _ => "personal-id",
    };

    static string ClassOf(string word) => word switch
    {
        "CCCD12" => "personal-id",
        "CMND9" => "legacy-id",
        "BHXH10" => "social-insurance",
        "BHYT15" => "health-card",
        "HOSO" => "dossier",
        _ => "tax",
    };

    static bool Agrees(JsonElement answer, string name, string expected) =>
        expected.Length == 0 || Text(answer, name) == expected;

    static string? Text(JsonElement answer, string name) =>
        answer.TryGetProperty(name, out var member) ? member.ToString() : null;

    static HashSet<string> Words(JsonElement answer, string name) => answer.TryGetProperty(name, out var words)
        ? [.. words.EnumerateArray().Select(word => word.GetString()!)]
        : [];

    static bool Same(string? word, string expected) =>
        string.Equals(word, expected, StringComparison.OrdinalIgnoreCase);
}
