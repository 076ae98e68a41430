using System.Xml.Linq;
using De06Ingest.Tests.Support;

namespace De06Ingest.Tests;

/// <summary>The projects of mutation testing are part of no build and compile the sources of others by link: a file
/// that was moved would be missed there by nobody.</summary>
public sealed class MutationProjectTests
{
    [Theory]
    [InlineData("Subject")]
    [InlineData("Tests")]
    public void Every_linked_file_is_there(string project)
    {
        var folder = Repository.Folder($"tests/Mutation/{project}");
        var text = XDocument.Load(Path.Combine(folder, project + ".csproj"));
        var program = text.Descendants("Program").SingleOrDefault()?.Value;
        var linked = text.Descendants()
            .Where(e => e.Name.LocalName is "Compile" or "EmbeddedResource" or "ProjectReference")
            .SelectMany(e => new[] { e.Attribute("Include")?.Value, e.Attribute("Exclude")?.Value })
            .OfType<string>()
            .SelectMany(paths => paths.Split(
                ';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            .Select(path => path.Replace("$(Program)", program, StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(linked);
        Assert.All(linked, path => Assert.True(IsThere(folder, path), path));
    }

    /// <summary>A form such as Snapshot*.cs must find one file at least.</summary>
    static bool IsThere(string folder, string path)
    {
        var at = Path.GetFullPath(Path.Combine(folder, Path.GetDirectoryName(path)!.Replace("**", "")));
        return Directory.Exists(at) && Directory.EnumerateFiles(
            at, Path.GetFileName(path), path.Contains("**", StringComparison.Ordinal)
                ? SearchOption.AllDirectories : SearchOption.TopDirectoryOnly).Any();
    }
}
