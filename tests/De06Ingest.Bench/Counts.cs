using System.Text.Json;

namespace De06Ingest.Bench;

/// <summary>Counts of mismatches by kind: what the program found, and what it should have found.</summary>
static class Counts
{
    /// <summary>The baseline's kinds and ours. Duplicates are not compared: the baseline takes any 10 to 12 digits for
    /// an id, and so finds some among numbers that are none.</summary>
    static readonly Dictionary<string, string> Codes = new()
    {
        ["full_name"] = "name-differs",
        ["name"] = "name-differs",
        ["full_name_diacritics"] = "name-diacritics",
        ["name_diacritics"] = "name-diacritics",
        ["birth_date"] = "birth-date-differs",
        ["sex"] = "sex-differs",
        ["phone"] = "phone-differs",
        ["commune"] = "home-unit-differs",
        ["commune_code"] = "home-unit-differs",
    };

    /// <summary>The baseline's JSON object of kind and count, in the program's codes.</summary>
    public static Dictionary<string, long> Parse(string json) =>
        JsonSerializer.Deserialize<Dictionary<string, long>>(json)!
            .Where(c => Codes.ContainsKey(c.Key)).ToDictionary(c => Codes[c.Key], c => c.Value);

    /// <summary>Those of an answer sheet that a run alone finds: what several feeds say together is found after
    /// it.</summary>
    public static Dictionary<string, long> OfRun(IReadOnlyDictionary<string, long> answer) =>
        answer.Where(c => Codes.ContainsValue(c.Key)).ToDictionary();

    /// <summary>One line for every kind whose count is not the expected one.</summary>
    public static List<string> Differences(
        IReadOnlyDictionary<string, long> found, IReadOnlyDictionary<string, long> expected) =>
        found.Count == 0 ? [] :
        [.. expected.Where(e => found.GetValueOrDefault(e.Key) != e.Value)
            .Select(e => $"{e.Key}: found {found.GetValueOrDefault(e.Key)}, expected {e.Value}")];
}
