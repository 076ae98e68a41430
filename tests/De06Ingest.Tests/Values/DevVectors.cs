using System.Text;

namespace De06Ingest.Tests.Values;

/// <summary>The shared example rows, found beside the repository; tests that need them skip where they are
/// absent.</summary>
static class DevVectors
{
    /// <summary>Rows by column name.</summary>
    public static IReadOnlyList<Dictionary<string, string>> Read(string file)
    {
        var records = Split(File.ReadAllText(PathOf("vectors", file), Encoding.UTF8));
        return [.. records.Skip(1).Select(row => records[0].Zip(row).ToDictionary(cell => cell.First, cell =>
            cell.Second))];
    }

    /// <summary>Where a shared file is.</summary>
    public static string PathOf(string folder, string file)
    {
        var path = Find(folder, file);
        Assert.SkipWhen(path is null, $"The shared files of {folder} are not beside this repository.");
        return path!;
    }

    static string? Find(string folder, string file)
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var path = Path.Combine(at.FullName, "shared", "data", folder, file);
            if (File.Exists(path))
            {
                return path;
            }
        }

        return null;
    }

    static List<List<string>> Split(string text)
    {
        List<List<string>> rows = [[]];
        var cell = new StringBuilder();
        var quoted = false;
        foreach (var one in text)
        {
            if (one == '"')
            {
                quoted = !quoted;
            }
            else if (!quoted && one is ',' or '\n' && !quoted)
            {
                rows[^1].Add(cell.ToString().TrimEnd('\r'));
                cell.Clear();
                if (one == '\n')
                {
                    rows.Add([]);
                }
            }
            else
            {
                cell.Append(one);
            }
        }

        rows.RemoveAll(row => row.Count == 0);
        return rows;
    }
}
