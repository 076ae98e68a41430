using System.Runtime.InteropServices;
using System.Security.Cryptography;
using De06Ingest.Feeds;
using Microsoft.Win32.SafeHandles;

// The program runs on Linux only, as its Dockerfile and unit say.
#pragma warning disable CA1416

namespace De06Ingest.Intake.Pull;

/// <summary>A file that the spool has taken.</summary>
/// <param name="File">The archived file and the hash of what was delivered.</param>
/// <param name="Keeping">Ends when file and folder are safe on the disk; begins at the latest when it is asked
/// for.</param>
/// <param name="IsNew">The same bytes had not been archived before.</param>
sealed record Spooled(ExtractFile File, Lazy<Task> Keeping, bool IsNew)
{
    public Spooled(ExtractFile file, Task durable, bool isNew)
        : this(file, new Lazy<Task>(durable), isNew)
    {
    }

    public Task Durable => Keeping.Value;
}

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
        try
        {
            Directory.CreateDirectory(this.root, OwnerOnly | UnixFileMode.UserExecute);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SpoolUnwritable(this.root, e);
        }
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
        await using var content = Open(path);
        if (HasOfSize(contract.Feed, content.Length) && !Redaction.IsNeeded(contract, AsIs(path)))
        {
            var sha256 = await Hash(content, stop);
            if (Archived(contract, path, content.Length, sha256) is { } archived)
            {
                return archived;
            }

            content.Position = 0;
        }

        return await Take(contract, Path.GetFileName(path), content, content.Length, stop);
    }

    /// <summary>As <see cref="TakeFile"/>, but the pass reads the file itself, and the archive is written when it is
    /// asked for.</summary>
    /// <remarks>For files that the operator names: a share or a sender's folder is read once only. That the file
    /// stayed the same from the hash to the end of the pass is what <see cref="Extract.Settled"/> makes
    /// sure of.</remarks>
    public async Task<Spooled> TakeBeside(FeedContract contract, string path, CancellationToken stop)
    {
        var changed = File.GetLastWriteTimeUtc(path);
        await using var content = Open(path);
        if (Redaction.IsNeeded(contract, AsIs(path)))
        {
            return await Take(contract, Path.GetFileName(path), content, content.Length, stop);
        }

        var (bytes, sha256) = (content.Length, await Hash(content, stop));
        if (Archived(contract, path, bytes, sha256) is { } archived)
        {
            return archived;
        }

        CheckSpace(bytes);
        var file = new ExtractFile(path, Path.GetFileName(path), bytes, sha256)
        {
            Archive = Place(contract, sha256),
            Changed = changed,
        };
        return new Spooled(file, new Lazy<Task>(() => Task.Run(() => Archive(contract, file))), IsNew: true);
    }

    static ExtractFile AsIs(string path) => new(path, Path.GetFileName(path), 0, "");

    void Archive(FeedContract contract, ExtractFile file)
    {
        var folder = Folder(contract);
        var part = Path.Combine(folder, $"{Guid.NewGuid():N}.part");
        try
        {
            // Within the kernel: the bytes need not come into this process again.
            File.Copy(file.Path, part);
            File.SetUnixFileMode(part, OwnerOnly);
            if (File.GetLastWriteTimeUtc(file.Path) != file.Changed)
            {
                // Other bytes must not stand under this hash.
                throw new SourceUnavailable("file-changed", file.Name);
            }

            File.Move(part, file.Archive!, overwrite: true);
        }
        catch (IOException failure) when (IsFull(failure))
        {
            throw new SpoolFull(file.Name, failure);
        }
        finally
        {
            File.Delete(part);
        }

        Force(file.Archive!);
    }

    static FileStream Open(string path) =>
        new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);

    /// <remarks>By the megabyte: the framework's own reading of a stream goes by 4 KiB and takes twice as
    /// long.</remarks>
    static Task<string> Hash(FileStream content, CancellationToken stop) => Task.Run(
        () =>
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var buffer = new byte[ChunkBytes];
            while (content.Read(buffer) is var read and > 0)
            {
                stop.ThrowIfCancellationRequested();
                hash.AppendData(buffer, 0, read);
            }

            return Convert.ToHexStringLower(hash.GetHashAndReset());
        },
        stop);

    Spooled? Archived(FeedContract contract, string path, long bytes, string sha256)
    {
        var archived = Place(contract, sha256);
        return File.Exists(archived) && new FileInfo(archived).Length == bytes
            ? new Spooled(
                new ExtractFile(archived, Path.GetFileName(path), bytes, sha256), Task.Run(() => Force(archived)),
                isNew: false)
            : null;
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
        return new SpoolPart(contract, Folder(contract));
    }

    string Place(FeedContract contract, string sha256) => Path.Combine(root, contract.Feed, sha256);

    string Folder(FeedContract contract)
    {
        var folder = Path.Combine(root, contract.Feed);
        Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);
        return folder;
    }

    void CheckSpace(long expected)
    {
        var free = new DriveInfo(root).AvailableFreeSpace;
        if (free < expected + Math.Min(Reserve, expected + 1))
        {
            throw new SpoolFull($"{expected} > {free} byte");
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
