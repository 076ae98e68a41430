using System.Collections.Concurrent;
using System.Reflection;

namespace De06Ingest.Database;

/// <summary>A statement from <c>sql/</c>, carried inside the program; <c>:name</c> is a variable to psql and a
/// parameter to Npgsql, so the same file serves both.</summary>
static class SqlFile
{
    static readonly ConcurrentDictionary<string, string> Texts = new();

    /// <summary>Text of <c>sql/{path}.sql</c>.</summary>
    /// <exception cref="FileNotFoundException">No such statement is built in.</exception>
    public static string Text(string path) => Texts.GetOrAdd(path, static p => Read($"sql/{p}.sql"));

    /// <summary>Paths below <c>sql/</c> that begin with <paramref name="folder"/>, without <c>.sql</c>, in
    /// order.</summary>
    public static IReadOnlyList<string> In(string folder) =>
        [.. typeof(SqlFile).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith($"sql/{folder}/", StringComparison.Ordinal))
            .Select(name => name["sql/".Length..^".sql".Length])
            .Order(StringComparer.Ordinal)];

    static string Read(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new FileNotFoundException($"{name} is not built into the program");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
