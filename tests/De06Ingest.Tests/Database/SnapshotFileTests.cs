using De06Ingest.Database;
using De06Ingest.Tests.Support;

namespace De06Ingest.Tests.Database;

public sealed class SnapshotFileTests
{
    [Fact]
    public void Stands_alone_of_its_kind_and_is_for_the_owner_only()
    {
        using var folder = new TempFolder();
        var path = Path.Combine(folder.Path, "cache", "two.rows");
        SnapshotFile.Replace(Path.Combine(folder.Path, "cache", "one.rows"), file => file.WriteByte(1));
        SnapshotFile.Replace(path, file => file.WriteByte(2));

        Assert.Equal([path], Directory.GetFiles(Path.Combine(folder.Path, "cache")));
        Assert.Equal([2], File.ReadAllBytes(path));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
    }

    [Fact]
    public void A_write_that_breaks_off_leaves_the_older_one()
    {
        using var folder = new TempFolder();
        var path = Path.Combine(folder.Path, "one.rows");
        SnapshotFile.Replace(path, file => file.WriteByte(1));

        Assert.False(SnapshotFile.Replace(path, _ => throw new IOException("full")));
        Assert.Equal([path], Directory.GetFiles(folder.Path));
        Assert.Equal([1], File.ReadAllBytes(path));
    }

    [Fact]
    public void Is_not_written_where_a_file_stands_for_its_folder()
    {
        using var folder = new TempFolder();
        File.WriteAllText(Path.Combine(folder.Path, "cache"), "");

        Assert.False(SnapshotFile.Replace(Path.Combine(folder.Path, "cache", "one.rows"), file => file.WriteByte(1)));
    }
}
