using De06Ingest.Database;
using De06Ingest.Tests.Support;

namespace De06Ingest.Tests.Database;

public sealed class SnapshotTests
{
    const ulong Kind = 42;
    static readonly Guid Publish = Guid.NewGuid();

    [Fact]
    public void Gives_back_the_arrays_that_were_written()
    {
        using var folder = new TempFolder();
        var path = Write(folder);

        var snapshot = Snapshot.Open(path, Kind, Publish, sizes: 2)!;

        Assert.Equal([3, 2], snapshot.Sizes.ToArray());
        Assert.Equal([1, 2, 3], snapshot.Take<long>(3).Span.ToArray());
        Assert.Equal([4, 5], snapshot.Take<byte>(2).Span.ToArray());
        Assert.True(snapshot.IsSound());
    }

    [Fact]
    public void Is_not_sound_before_all_of_it_was_taken()
    {
        using var folder = new TempFolder();
        var snapshot = Snapshot.Open(Write(folder), Kind, Publish, sizes: 2)!;

        snapshot.Take<long>(3);

        Assert.False(snapshot.IsSound());
    }

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(-1)]
    public void Gives_nothing_where_a_length_cannot_be(int length)
    {
        using var folder = new TempFolder();
        var snapshot = Snapshot.Open(Write(folder), Kind, Publish, sizes: 2)!;

        Assert.Equal(0, snapshot.Take<long>(length).Length);
        Assert.False(snapshot.IsSound());
    }

    [Fact]
    public void Is_of_one_kind_and_one_publish()
    {
        using var folder = new TempFolder();
        var path = Write(folder);

        Assert.Null(Snapshot.Open(path, Kind + 1, Publish, sizes: 2));
        Assert.Null(Snapshot.Open(path, Kind, Guid.NewGuid(), sizes: 2));
    }

    [Fact]
    public void Is_none_where_nothing_can_be_read()
    {
        using var folder = new TempFolder();
        var (empty, other) = (Path.Combine(folder.Path, "empty"), Path.Combine(folder.Path, "none"));
        File.WriteAllText(empty, "");

        Assert.All([empty, other, folder.Path, Path.Combine(empty, "below-a-file")],
            path => Assert.Null(Snapshot.Open(path, Kind, Publish, sizes: 2)));
    }

    [Fact]
    public void Is_none_for_who_may_not_read_it()
    {
        Assert.SkipWhen(Environment.IsPrivilegedProcess, "root may read every file");
        using var folder = new TempFolder();
        var path = Write(folder);
        File.SetUnixFileMode(path, UnixFileMode.None);

        Assert.Null(Snapshot.Open(path, Kind, Publish, sizes: 2));
    }

    static string Write(TempFolder folder)
    {
        var path = Path.Combine(folder.Path, "one.snapshot");
        SnapshotFile.Replace(path, file =>
        {
            var snapshot = new SnapshotWriter(file, Kind, Publish, [3, 2]);
            snapshot.Write<long>([1, 2, 3]);
            snapshot.Write<byte>([4, 5]);
            snapshot.Complete();
        });
        return path;
    }
}
