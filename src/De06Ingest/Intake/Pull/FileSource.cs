using De06Ingest.Feeds;

namespace De06Ingest.Intake.Pull;

/// <summary>Files that the operator names: one extract, in the order given.</summary>
/// <param name="paths">The files; several are the parts of one extract.</param>
/// <param name="sourceTime">As-of time that the operator states, or null.</param>
/// <param name="spool">Where they are archived.</param>
sealed class FileSource(IReadOnlyList<string> paths, DateTimeOffset? sourceTime, Spool spool) : ISource
{
    public async Task<Extract?> Fetch(FeedContract contract, CancellationToken stop)
    {
        if (contract.Pull.Parts is { } parts
            && new PartNames(parts).Fault(paths.Select(path => Path.GetFileName(path))) is { } fault)
        {
            // A part that is left out would be taken for records that are gone.
            throw new ExtractRefused("extract-parts", fault);
        }

        var files = new List<Spooled>();
        foreach (var path in paths)
        {
            if (!File.Exists(path))
            {
                throw new SourceUnavailable("file-missing", Path.GetFileName(path));
            }

            if (!IsPlain(path))
            {
                throw new SourceUnavailable("file-not-plain", Path.GetFileName(path));
            }

            files.Add(await spool.TakeBeside(contract, path, stop));
        }

        var time = paths.Max(p => File.GetLastWriteTimeUtc(p));
        var extract = Delivery.Of(contract, files, files[0].File.Name, new DateTimeOffset(time), "none", []);
        return extract with { AsOf = sourceTime ?? extract.AsOf };
    }

    /// <summary>False for a pipe, which can be read once only; an extract is read where it stands, and again.</summary>
    static bool IsPlain(string path)
    {
        using var file = File.OpenRead(path);
        return file.CanSeek;
    }
}
