using System.Security.Cryptography;
using System.Text;

namespace De06Ingest.Matching;

/// <summary>The match model of runs: its hash at once, its content when it is first needed.</summary>
/// <param name="file">Name of the file, for messages.</param>
/// <param name="yaml">Its text.</param>
sealed class MatchModelFile(string file, string yaml)
{
    readonly Lazy<MatchModel> model = new(() => MatchModelReader.Read(file, yaml));

    /// <summary>SHA-256 of the text, lower-case hex: links of another model are looked for again.</summary>
    public string Hash { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(yaml)));

    /// <exception cref="AggregateException">The file cannot be used; holds one
    /// <see cref="Feeds.ContractException"/> for each problem.</exception>
    public MatchModel Model => model.Value;

    /// <summary>The model that the program carries: <c>deploy/match-model.yaml</c>.</summary>
    public static MatchModelFile Carried()
    {
        const string name = "match-model.yaml";
        using var text = new StreamReader(typeof(MatchModelFile).Assembly.GetManifestResourceStream(name)!);
        return new(name, text.ReadToEnd());
    }
}
