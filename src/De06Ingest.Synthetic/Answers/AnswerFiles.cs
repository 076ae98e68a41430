using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace De06Ingest.Synthetic.Answers;

/// <summary>
/// Writes the answer sheet: answer.json with the counts, answer-day1.csv and on with every open mismatch.
/// </summary>
static class AnswerFiles
{
    static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static void Write(AnswerSheet sheet, string folder)
    {
        File.WriteAllText(Path.Combine(folder, "answer.json"), JsonSerializer.Serialize(sheet, Json) + "\n");
        foreach (var day in sheet.Days)
        {
            WriteDay(day, Path.Combine(folder, $"answer-day{day.Day}.csv"));
        }
    }

    static void WriteDay(DayAnswer day, string path)
    {
        using var file = new StreamWriter(path, append: false, new UTF8Encoding(false)) { NewLine = "\n" };
        file.WriteLine("feed,subject,kind");
        foreach (var mismatch in day.OpenMismatches)
        {
            file.WriteLine($"{mismatch.Feed},{mismatch.Subject},{mismatch.Kind}");
        }
    }
}
