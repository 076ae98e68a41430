using De06Ingest.Intake.Pull;
using De06Ingest.Tests.Support;
using Npgsql;

namespace De06Ingest.Tests.Intake.Pull;

public sealed class SourcesTests : IDisposable
{
    readonly TempFolder folder = new();
    readonly NpgsqlDataSource nowhere = NpgsqlDataSource.Create("Host=127.0.0.1;Port=1");

    public void Dispose()
    {
        nowhere.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task A_dry_run_reads_a_file_at_hand_where_it_stands_and_copies_nothing()
    {
        var (extract, path) = await Dry();

        await extract.Settled();

        Assert.Empty(Directory.GetFiles(extract.PassingFolder!, "*", SearchOption.AllDirectories));
        Assert.Equal([path, path], [extract.Files[0].Path, extract.FromArchive().Files[0].Path]);
    }

    [Fact]
    public async Task A_dry_run_notices_that_a_file_at_hand_has_changed()
    {
        var (extract, path) = await Dry();

        File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddSeconds(2));

        Assert.Equal("file-changed", (await Assert.ThrowsAsync<SourceUnavailable>(extract.Settled)).Code);
    }

    async Task<(Extract Extract, string Path)> Dry()
    {
        var path = Path.Combine(folder.Path, "sent.csv");
        await File.WriteAllTextAsync(path, "a,b");
        var spool = new Spool(Path.Combine(folder.Path, "spool"));
        var sources = new Sources(nowhere, spool, folder.Path, null, TimeProvider.System);
        return ((await sources.Fetch(
            Some.Contract("a"), new RunOptions { Files = [path], DryRun = true }, default))!, path);
    }
}
