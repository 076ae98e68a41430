using System.Security.Cryptography;
using De06Ingest.Feeds;

namespace De06Ingest.Intake.Pull;

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
            throw new SpoolFull($"byte {Bytes}", failure);
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
        if (Redaction.IsNeeded(contract, delivered))
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
            var unarchived = new Spooled(delivered with { Path = "" }, Task.CompletedTask, isNew: false);
            refused.Unarchived = Delivery.Of(
                contract, [unarchived], delivered.Name, TimeProvider.System.GetUtcNow(), "none", []);
            throw;
        }
        catch (IOException failure) when (failure is not SpoolFull && Spool.IsFull(failure))
        {
            throw new SpoolFull("", failure);
        }
        finally
        {
            File.Delete(redacted);
        }
    }
}
