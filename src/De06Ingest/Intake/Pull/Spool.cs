using System.Runtime.InteropServices;
using System.Security.Cryptography;
using De06Ingest.Feeds;
using Microsoft.Win32.SafeHandles;

// The program runs on Linux only, as its Dockerfile and unit say.
#pragma warning disable CA1416

namespace De06Ingest.Intake.Pull;

/// <summary>A file that the spool has taken.</summary>
/// <param name="File">The archived file and the hash of what was delivered.</param>
/// <param name="Durable">Ends when file and folder are safe on the disk; runs beside the pass over the file.</param>
/// <param name="IsNew">The same bytes had not been archived before.</param>
sealed record Spooled(ExtractFile File, Task Durable, bool IsNew);

/// <summary>
/// The folder in which every delivery is archived under the hash of its bytes, readable to this account only.
/// </summary>
/// <remarks>
/// A delivery is written as <c>*.part</c> and renamed when it is whole, so a name without that ending is a whole file.
/// Names are ours, never the sender's. Forcing 200 MB to a disk takes as long as reading them; so the force is a task
/// of its own, and a run awaits it before it publishes.
/// </remarks>
sealed partial class Spool
{
    const int ChunkBytes = 1 << 20;
    const long Reserve = 16 << 20;
    const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    readonly string root;

    /// <param name="root">The folder; made with mode 0700 when it is not there.</param>
    public Spool(string root)
    {
        this.root = Path.GetFullPath(root);
        Directory.CreateDirectory(this.root, OwnerOnly | UnixFileMode.UserExecute);
    }

    /// <summary>Name of a folder in the spool for one dry run.</summary>
    public string Passing() => Path.Combine(root, $"dry-{Guid.NewGuid():N}");

    /// <summary>Removes what earlier processes left unfinished. Only for the start, when nothing is being
    /// pulled.</summary>
    public int DeletePartials()
    {
        foreach (var left in Directory.GetDirectories(root, "dry-*")
            .Where(f => Directory.GetCreationTimeUtc(f) < DateTime.UtcNow.AddDays(-1)))
        {
            Directory.Delete(left, recursive: true);
        }

        var partials = Directory.GetFiles(root, "*.part", SearchOption.AllDirectories);
        Array.ForEach(partials, File.Delete);
        return partials.Length;
    }

    /// <summary>Archives a delivery, without its forbidden columns; the hash is that of the bytes delivered.</summary>
    /// <param name="contract">The feed it belongs to.</param>
    /// <param name="name">What the sender called it.</param>
    /// <param name="content">The delivered bytes.</param>
    /// <param name="expected">How many they should be, for the check of free space; 0 when unknown.</param>
    /// <param name="stop">Cancels; nothing is kept then.</param>
    public async Task<Spooled> Take(
        FeedContract contract, string name, Stream content, long expected, CancellationToken stop)
    {
        CheckSpace(contract.Forbid.Count > 0 ? 2 * expected : expected);
        await using var part = Begin(contract, expected);
        var buffers = (new byte[ChunkBytes], new byte[ChunkBytes]);
        while (true)
        {
            var read = await content.ReadAtLeastAsync(buffers.Item1, ChunkBytes, throwOnEndOfStream: false, stop);
            if (read == 0)
            {
                return await part.Complete(name);
            }

            await part.Write(buffers.Item1.AsMemory(0, read));
            buffers = (buffers.Item2, buffers.Item1);
        }
    }

    /// <summary>Archives a file of this machine. One whose bytes are archived already is only hashed, not written
    /// again.</summary>
    public async Task<Spooled> TakeFile(FeedContract contract, string path, CancellationToken stop)
    {
        await using var content = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        var name = Path.GetFileName(path);
        if (contract.Forbid.Count == 0 && HasOfSize(contract.Feed, content.Length))
        {
            var sha256 = Convert.ToHexStringLower(await SHA256.HashDataAsync(content, stop));
            var archived = Path.Combine(root, contract.Feed, sha256);
            if (File.Exists(archived) && new FileInfo(archived).Length == content.Length)
            {
                var file = new ExtractFile(archived, name, content.Length, sha256);
                return new Spooled(file, Task.Run(() => Force(archived), stop), IsNew: false);
            }

            content.Position = 0;
        }

        return await Take(contract, name, content, content.Length, stop);
    }

    bool HasOfSize(string feed, long bytes)
    {
        var folder = new DirectoryInfo(Path.Combine(root, feed));
        return folder.Exists && folder.EnumerateFiles().Any(f => f.Length == bytes);
    }

    /// <summary>Begins a delivery that comes in pieces. Unless completed it is removed when disposed.</summary>
    public SpoolPart Begin(FeedContract contract, long expected = 0)
    {
        CheckSpace(expected);
        var folder = Path.Combine(root, contract.Feed);
        Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);
        return new SpoolPart(contract, folder);
    }

    void CheckSpace(long expected)
    {
        var free = new DriveInfo(root).AvailableFreeSpace;
        if (free < expected + Math.Min(Reserve, expected + 1))
        {
            throw new SpoolFull($"{expected} > {free}");
        }
    }

    /// <summary>Opens a new file for writing that only this account can read.</summary>
    internal static FileStream Create(string path) => new(path, new FileStreamOptions
    {
        Mode = FileMode.CreateNew,
        Access = FileAccess.Write,
        BufferSize = 0,
        UnixCreateMode = OwnerOnly,
    });

    /// <summary>True when a write failed for want of room (ENOSPC, EDQUOT).</summary>
    internal static bool IsFull(IOException failure) => (failure.HResult & 0xffff) is 28 or 122;

    /// <summary>Forces a file and the entry of its folder to the disk.</summary>
    internal static void Force(string path)
    {
        using (var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite))
        {
            RandomAccess.FlushToDisk(file);
        }

        // .NET does not open folders.
        var folder = OpenFolder(Path.GetDirectoryName(path)!, 0);
        if (folder >= 0)
        {
            using var handle = new SafeFileHandle(folder, ownsHandle: true);
            _ = SyncFolder(folder);
        }
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenFolder(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    private static partial int SyncFolder(nint folder);
}

/// <summary>A delivery that is being written: hashed on one thread while the other writes.</summary>
sealed class SpoolPart : IAsyncDisposable
{
    readonly FeedContract contract;
    readonly string folder;
    readonly string path;
    readonly FileStream file;
    readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    Task hashing = Task.CompletedTask;

    public SpoolPart(FeedContract contract, string folder)
    {
        this.contract = contract;
        this.folder = folder;
        path = Path.Combine(folder, $"{Guid.NewGuid():N}.part");
        file = Spool.Create(path);
    }

    public long Bytes { get; private set; }

    /// <summary>Appends bytes. They must stay as they are until the next call.</summary>
    public async ValueTask Write(ReadOnlyMemory<byte> bytes)
    {
        await hashing;
        hashing = Task.Run(() => hash.AppendData(bytes.Span));
        try
        {
            file.Write(bytes.Span);
        }
        catch (IOException failure) when (Spool.IsFull(failure))
        {
            throw new SpoolFull($"@{Bytes}", failure);
        }

        Bytes += bytes.Length;
    }

    /// <summary>Gives the delivery its name, and begins to force it to the disk.</summary>
    /// <param name="name">What the sender called it.</param>
    public async Task<Spooled> Complete(string name)
    {
        await hashing;
        await file.DisposeAsync();
        var sha256 = Convert.ToHexStringLower(hash.GetHashAndReset());
        var delivered = new ExtractFile(path, name, Bytes, sha256);
        var final = Path.Combine(folder, sha256);
        var isNew = !File.Exists(final);
        if (contract.Forbid.Count > 0)
        {
            WriteRedacted(delivered, final);
        }
        else
        {
            File.Move(path, final, overwrite: true);
        }

        return new Spooled(delivered with { Path = final }, Task.Run(() => Spool.Force(final)), isNew);
    }

    public async ValueTask DisposeAsync()
    {
        await hashing;
        await file.DisposeAsync();
        hash.Dispose();
        File.Delete(path);
    }

    void WriteRedacted(ExtractFile delivered, string final)
    {
        var redacted = Path.Combine(folder, $"{Guid.NewGuid():N}.part");
        try
        {
            using (var copy = Spool.Create(redacted))
            {
                Redaction.Copy(contract, delivered, copy);
            }

            File.Move(redacted, final, overwrite: true);
        }
        catch (ExtractRefused refused)
        {
            var unarchived = new Spooled(delivered with { Path = "" }, Task.CompletedTask, IsNew: false);
            refused.Unarchived = Delivery.Of(
                contract, [unarchived], delivered.Name, TimeProvider.System.GetUtcNow(), "none", []);
            throw;
        }
        catch (IOException failure) when (failure is not SpoolFull && Spool.IsFull(failure))
        {
            throw new SpoolFull("redaction", failure);
        }
        finally
        {
            File.Delete(redacted);
        }
    }
}
