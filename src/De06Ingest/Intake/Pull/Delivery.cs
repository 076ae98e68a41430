using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using De06Ingest.Feeds;

namespace De06Ingest.Intake.Pull;

/// <summary>What a sender says about an extract beside it: rows, hash and as-of time.</summary>
/// <param name="Rows">Number of rows, or null.</param>
/// <param name="Sha256">Hash of the file as sent, lower-case hex, or null.</param>
/// <param name="AsOf">As-of time, or null.</param>
sealed record Manifest(long? Rows, string? Sha256, DateTimeOffset? AsOf)
{
    /// <exception cref="ExtractRefused"><c>manifest-broken</c>: it is no JSON object of this shape.</exception>
    public static Manifest Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            return new Manifest(
                root.TryGetProperty("rows", out var rows) ? rows.GetInt64() : null,
                root.TryGetProperty("sha256", out var sha) ? sha.GetString()!.ToLowerInvariant() : null,
                root.TryGetProperty("asOf", out var asOf) ? Time(asOf.GetString()!) : null);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            throw new ExtractRefused("manifest-broken");
        }
    }

    /// <exception cref="SourceUnavailable"><c>manifest-mismatch</c>: the file is not the one the manifest was written
    /// for.</exception>
    public void Check(ExtractFile file)
    {
        if (Sha256 is not null && Sha256 != file.Sha256)
        {
            throw new SourceUnavailable("manifest-mismatch", file.Name);
        }
    }

    // Without a zone it is Vietnam's time.
    static DateTimeOffset Time(string text) =>
        DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind)
            is { Kind: DateTimeKind.Unspecified } local
            ? new SliceName(local, null, null).AsOf!.Value
            : DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}

/// <summary>Makes one <see cref="Extract"/> of the files of a delivery.</summary>
static class Delivery
{
    /// <param name="contract">Says where period, unit and as-of time stand.</param>
    /// <param name="files">The archived files in part order.</param>
    /// <param name="name">What the sender calls the whole.</param>
    /// <param name="receivedAt">When it came, or the file's time.</param>
    /// <param name="proof">length, manifest, stable, done or none.</param>
    /// <param name="manifests">The manifests that came with the files.</param>
    public static Extract Of(
        FeedContract contract,
        IReadOnlyList<Spooled> files,
        string name,
        DateTimeOffset receivedAt,
        string proof,
        IReadOnlyList<Manifest> manifests)
    {
        var asOf = contract.SourceTime.From switch
        {
            SourceTimeFrom.FileName => Said(contract.SourceTime.Pattern, name)?.AsOf,
            SourceTimeFrom.Manifest => manifests.Max(m => m.AsOf),
            _ => null,
        };
        return new Extract(
            contract.Feed,
            [.. files.Select(f => f.File)],
            Hash(files),
            files.Sum(f => f.File.Bytes),
            name,
            receivedAt,
            proof)
        {
            AsOf = asOf,
            Period = Said(contract.Extent.Period?.FileName, name)?.Period,
            Unit = Said(contract.Extent.Unit?.FileName, name)?.Unit,
            PromisedRows = manifests.Count == files.Count ? manifests.Sum(m => m.Rows) : null,
            Durable = Task.WhenAll(files.Select(f => f.Durable)),
        };
    }

    /// <summary>A delivery that was archived before.</summary>
    public static Extract Again(
        FeedContract contract, IReadOnlyList<ExtractFile> files, string sha256, string name, DateTimeOffset receivedAt,
        string proof) =>
        new(contract.Feed, files, sha256, files.Sum(f => f.Bytes), name, receivedAt, proof)
        {
            Period = Said(contract.Extent.Period?.FileName, name)?.Period,
            Unit = Said(contract.Extent.Unit?.FileName, name)?.Unit,
        };

    static SliceName? Said(string? pattern, string name) =>
        string.IsNullOrEmpty(pattern) ? null : new SliceNames(pattern).Match(name);

    static string Hash(IReadOnlyList<Spooled> files) => files.Count == 1
        ? files[0].File.Sha256
        : Convert.ToHexStringLower(SHA256.HashData(
            Encoding.ASCII.GetBytes(string.Join('\n', files.Select(f => f.File.Sha256)))));
}
