using De06Ingest.Commands;
using De06Ingest.Commands.Demo;

namespace De06Ingest.Tests.Commands.Demo;

public sealed class DemoFolderTests : IDisposable
{
    readonly string root = Directory.CreateTempSubdirectory("de06-demo-").FullName;

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public void Leaves_a_folder_of_somebody_else_alone()
    {
        var theirs = Path.Combine(root, "data", "mine.txt");
        Directory.CreateDirectory(Path.GetDirectoryName(theirs)!);
        File.WriteAllText(theirs, "mine");

        var problem = Assert.Throws<ConfigurationProblem>(() => new DemoFolder(root).StartAnew());

        Assert.Equal("demo-folder", problem.Code);
        Assert.Equal("mine", File.ReadAllText(theirs));
        Assert.Single(Directory.GetFileSystemEntries(root));
    }

    [Fact]
    public void Starts_anew_and_keeps_the_cluster()
    {
        var folder = new DemoFolder(root);
        folder.StartAnew();
        Directory.CreateDirectory(folder.Cluster);
        var old = Path.Combine(folder.Out, "old.csv");
        File.WriteAllText(old, "");

        new DemoFolder(root).StartAnew();

        Assert.False(File.Exists(old));
        Assert.True(Directory.Exists(folder.Cluster));
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
            File.GetUnixFileMode(folder.Out));
    }
}
