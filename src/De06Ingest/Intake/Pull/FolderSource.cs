using System.IO.Enumeration;
using De06Ingest.Feeds;

namespace De06Ingest.Intake.Pull;

/// <summary>A folder into which a sector puts its extracts. Files are only read: what becomes of them is the sender's
/// affair.</summary>
/// <param name="inbox">Folder that relative paths of contracts start from.</param>
/// <param name="spool">Where extracts are archived.</param>
/// <param name="time">For the quiet time of a file.</param>
/// <param name="alreadyTaken">Whether a file of this name, size and time has been taken before.</param>
sealed class FolderSource(
    string inbox, Spool spool, TimeProvider time, Func<string, long, DateTimeOffset, bool> alreadyTaken) : ISource
{
    static readonly string[] Companions = [".done", ".manifest", ".part", ".tmp"];

    /// <summary>The oldest delivery by name that is whole and new; the rest waits for the next call.</summary>
    /// <exception cref="DeliveryIncomplete">Nothing is, and of something new parts are missing.</exception>
    public async Task<Extract?> Fetch(FeedContract contract, CancellationToken stop)
    {
        foreach (var delivery in Deliveries(contract))
        {
            if (delivery.TrueForAll(f => IsReady(f, contract.Pull))
                && !delivery.TrueForAll(f => alreadyTaken(f.Name, f.Length, Time(f)))
                && await Take(contract, delivery, stop) is { } extract)
            {
                return extract;
            }
        }

        return contract.Pull.Parts is { } parts && new PartNames(parts).Fault(NewNames(contract)) is { } lacking
            ? throw new DeliveryIncomplete(lacking)
            : null;
    }

    IEnumerable<string> NewNames(FeedContract contract) =>
        Files(contract).Where(f => !alreadyTaken(f.Name, f.Length, Time(f))).Select(f => f.Name);

    IEnumerable<List<FileInfo>> Deliveries(FeedContract contract) => contract.Pull.Parts is { } parts
        ? new PartNames(parts).Whole(Files(contract), f => f.Name)
        : Files(contract).Select(f => new List<FileInfo> { f });

    IEnumerable<FileInfo> Files(FeedContract contract)
    {
        var folder = new DirectoryInfo(Path.Combine(inbox, contract.Pull.Path));
        if (!folder.Exists)
        {
            throw new SourceUnavailable("folder-missing", contract.Pull.Path);
        }

        return folder.EnumerateFiles()
            .Where(f => f.LinkTarget is null
                && !f.Name.StartsWith('.')
                && !Companions.Contains(f.Extension)
                && FileSystemName.MatchesSimpleExpression(contract.Pull.Glob, f.Name))
            .OrderBy(f => f.Name, StringComparer.Ordinal);
    }

    bool IsReady(FileInfo file, PullSpec pull)
    {
        var isWhole = pull.Ready == PullReady.Done
            ? File.Exists(file.FullName + ".done") || File.Exists(Path.ChangeExtension(file.FullName, ".done"))
            : time.GetUtcNow() - Time(file) >= pull.StableFor;
        return isWhole && (pull.Proof != PullProof.Manifest || File.Exists(file.FullName + ".manifest"));
    }

    async Task<Extract?> Take(FeedContract contract, List<FileInfo> delivery, CancellationToken stop)
    {
        var files = new List<Spooled>();
        var manifests = new List<Manifest>();
        foreach (var file in delivery)
        {
            try
            {
                if (await Copy(contract, file, stop) is not { } copy)
                {
                    return null;
                }

                files.Add(copy);
            }
            catch (ExtractRefused refused) when (refused.Unarchived is { } part)
            {
                refused.Unarchived = part with
                {
                    SourceName = delivery[0].Name,
                    Files = [.. delivery.Select(f => new ExtractFile("", f.Name, f.Length, part.Sha256))],
                    Bytes = delivery.Sum(f => f.Length),
                    ReceivedAt = delivery.Max(Time),
                };
                throw;
            }

            if (contract.Pull.Proof == PullProof.Manifest)
            {
                manifests.Add(Manifest.Parse(await File.ReadAllBytesAsync(file.FullName + ".manifest", stop)));
                manifests[^1].Check(files[^1].File);
            }
        }

        var proof = contract.Pull.Proof == PullProof.Manifest ? "manifest"
            : contract.Pull.Ready == PullReady.Done ? "done" : "stable";
        return Delivery.Of(contract, files, delivery[0].Name, delivery.Max(Time), proof, manifests);
    }

    // A file that changed while it was copied is not whole yet; it waits.
    async Task<Spooled?> Copy(FeedContract contract, FileInfo file, CancellationToken stop)
    {
        var (length, changed) = (file.Length, file.LastWriteTimeUtc);
        var copy = await spool.TakeFile(contract, file.FullName, stop);

        file.Refresh();
        if (file.Exists && file.Length == length && file.LastWriteTimeUtc == changed && copy.File.Bytes == length)
        {
            return copy;
        }

        await copy.Durable;
        if (copy.IsNew)
        {
            File.Delete(copy.File.Path);
        }

        return null;
    }

    static DateTimeOffset Time(FileInfo file) => new(file.LastWriteTimeUtc);
}
