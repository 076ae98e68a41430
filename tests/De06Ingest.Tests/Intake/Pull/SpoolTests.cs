using System.Diagnostics;
using System.Security.Cryptography;
using De06Ingest.Intake.Pull;
using De06Ingest.Tests.Support;

// The program runs on Linux only.
#pragma warning disable CA1416

namespace De06Ingest.Tests.Intake.Pull;

public sealed class SpoolTests : IDisposable
{
    readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Says_which_folder_cannot_be_made()
    {
        var file = Path.Combine(folder.Path, "taken");
        File.WriteAllText(file, "");

        Assert.Equal(file, Assert.Throws<SpoolUnwritable>(() => new Spool(file)).Folder);
    }

    [Fact]
    public async Task Archives_under_the_hash_of_the_bytes_for_this_account_only()
    {
        var bytes = RandomNumberGenerator.GetBytes(3_500_000);
        var root = Path.Combine(folder.Path, "spool");

        var taken = await new Spool(root).Take(Some.Contract("a"), "sent.csv", new MemoryStream(bytes), 0, default);
        await taken.Durable;

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), taken.File.Sha256);
        Assert.Equal((bytes.Length, "sent.csv"), ((int)taken.File.Bytes, taken.File.Name));
        Assert.Equal(bytes, await File.ReadAllBytesAsync(taken.File.Path));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(taken.File.Path));
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(root));
        Assert.Empty(Directory.GetFiles(root, "*.part", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_file_at_hand_is_read_where_it_stands_while_it_is_archived()
    {
        var path = Path.Combine(folder.Path, "sent.csv");
        await File.WriteAllTextAsync(path, "a,b");
        var taken = await new Spool(Path.Combine(folder.Path, "spool")).TakeBeside(Some.Contract("a"), path, default);

        Assert.Equal(path, taken.File.Path);
        var extract = Delivery.Of(Some.Contract("a"), [taken], "sent.csv", DateTimeOffset.UtcNow, "none", []);
        await extract.Settled();
        var archived = extract.FromArchive().Files[0].Path;
        Assert.Equal(("a,b", taken.File.Sha256), (await File.ReadAllTextAsync(archived), Path.GetFileName(archived)));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(archived));
    }

    [Fact]
    public async Task A_file_that_changes_while_it_is_read_is_not_published()
    {
        var path = Path.Combine(folder.Path, "sent.csv");
        await File.WriteAllTextAsync(path, "a,b");
        var taken = await new Spool(Path.Combine(folder.Path, "spool")).TakeBeside(Some.Contract("a"), path, default);
        var extract = Delivery.Of(Some.Contract("a"), [taken], "sent.csv", DateTimeOffset.UtcNow, "none", []);
        await taken.Durable;

        File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddSeconds(2));

        Assert.Equal("file-changed", (await Assert.ThrowsAsync<SourceUnavailable>(extract.Settled)).Code);
    }

    [Fact]
    public async Task Other_bytes_of_the_same_length_do_not_lie_under_the_hash_of_the_first()
    {
        var (path, root) = (Path.Combine(folder.Path, "sent.csv"), Path.Combine(folder.Path, "spool"));
        await File.WriteAllTextAsync(path, "a,b");
        var taken = await new Spool(root).TakeBeside(Some.Contract("a"), path, default);
        await File.WriteAllTextAsync(path, "c,d");
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddSeconds(2));

        Assert.Equal("file-changed", (await Assert.ThrowsAsync<SourceUnavailable>(() => taken.Durable)).Code);
        Assert.Empty(Directory.GetFiles(root, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Keeps_nothing_of_a_delivery_that_breaks_off()
    {
        var spool = new Spool(folder.Path);

        await Assert.ThrowsAsync<IOException>(() =>
            spool.Take(Some.Contract("a"), "x", new BreakingStream(), 0, default));

        Assert.Empty(Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Refuses_what_the_disk_cannot_hold_before_it_writes()
    {
        var full = await Assert.ThrowsAsync<SpoolFull>(
            () => new Spool(folder.Path).Take(Some.Contract("a"), "x", new MemoryStream(), 1L << 60, default));

        Assert.Equal("spool-full", full.Code);
    }

    [Fact]
    public async Task A_disk_that_fills_up_leaves_no_part_behind()
    {
        var disk = Directory.CreateDirectory(Path.Combine(folder.Path, "disk")).FullName;
        Assert.SkipWhen(Run("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk) != 0,
            "No right to mount a small disk.");
        try
        {
            var content = new MemoryStream(new byte[8 << 20]);

            await Assert.ThrowsAsync<SpoolFull>(
                () => new Spool(disk).Take(Some.Contract("a"), "x", content, 0, default));

            Assert.Empty(Directory.GetFiles(disk, "*", SearchOption.AllDirectories));
        }
        finally
        {
            Run("umount", disk);
        }
    }

    static int Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) 
            {
                RedirectStandardError = true,
                UseShellExecute = false,
            })!;
            process.WaitForExit();
            return process.ExitCode;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return -1;
        }
    }

    sealed class BreakingStream : MemoryStream
    {
        int reads;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            reads++ < 3 ? ValueTask.FromResult(buffer.Length) : throw new IOException("The line went dead.");
    }
}
