using De06Ingest.Commands;
using De06Ingest.Synthetic.Linkage;
using De06Ingest.Tests.Support;

namespace De06Ingest.Tests.Commands.Linkage;

/// <summary>A truth set of 800 rows about 2,000 citizens on disk, and the command line in front of it.</summary>
public sealed class LinkageFolder : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("de06-truth-").FullName;

    public LinkageFolder() => TruthSet.Generate(new TruthSetOptions(2_000, 800, 42), folder);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    public string PathOf(string file) => Path.Combine(folder, file);

    /// <summary>Runs a verb on the two files; the words are followed by where the files are.</summary>
    internal async Task<(int Code, string Output, string Error)> RunOnFiles(params string[] words) =>
        await Run([.. words, "--reference", PathOf("reference.csv"), "--reference-contract",
            PathOf("reference.yaml"), "--feed", PathOf("feed.csv"), "--feed-contract", PathOf("feed.yaml")]);

    internal static async Task<(int Code, string Output, string Error)> Run(params string[] words)
    {
        await using var parts = new FakeParts();
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        var code = await CommandLine.Run(words, parts, output, error, terminal: null);
        return (code, output.ToString(), error.ToString());
    }
}
