using System.Text.Json.Serialization;

namespace De06Ingest.Intake.Pull;

/// <summary>One delivery of a feed, archived in the spool and proven complete: one file, or all parts of it.</summary>
/// <param name="Feed">The feed it belongs to.</param>
/// <param name="Files">The archived files in part order; offsets and line numbers count within each.</param>
/// <param name="Sha256">Hash of the delivered bytes (of the parts' hashes when there are several), lower-case
/// hex.</param>
/// <param name="Bytes">Delivered bytes in all.</param>
/// <param name="SourceName">What the sender called it; file name or URL without query.</param>
/// <param name="ReceivedAt">When it came, or the file's time.</param>
/// <param name="Proof">How completeness was shown: length, manifest, stable, done, none.</param>
sealed record Extract(
    string Feed,
    IReadOnlyList<ExtractFile> Files,
    string Sha256,
    long Bytes,
    string SourceName,
    DateTimeOffset ReceivedAt,
    string Proof)
{
    /// <summary>As-of time when the sender's manifest, the file name or the operator states it; else null, and the rows
    /// or the line above the header must.</summary>
    public DateTimeOffset? AsOf { get; init; }

    /// <summary>Reporting period stated by the file name (yyyy-MM or yyyy), or null.</summary>
    public string? Period { get; init; }

    /// <summary>Unit code stated by the file name, or null.</summary>
    public string? Unit { get; init; }

    /// <summary>Number of rows promised by the manifest, or null.</summary>
    public long? PromisedRows { get; init; }

    /// <summary>Ends when the archived files are safe on the disk; <see cref="Settled"/> is awaited before anything is
    /// published from them.</summary>
    public Task Durable => Keeping.Value;
    public Lazy<Task> Keeping { get; init; } = new(Task.CompletedTask);

    /// <summary>Waits until the archive is safe, and makes sure that a file which was read where it stood is the one
    /// that is archived.</summary>
    /// <exception cref="SourceUnavailable"><c>file-changed</c>.</exception>
    public async Task Settled()
    {
        await Durable;
        if (Files.FirstOrDefault(f => f.Changed is { } time && File.GetLastWriteTimeUtc(f.Path) != time) is { } changed)
        {
            throw new SourceUnavailable("file-changed", changed.Name);
        }
    }

    /// <summary>The same extract, read from its archive; once it is settled.</summary>
    public Extract FromArchive() => this with
    {
        Files = [.. Files.Select(f => f.Archive is null
            ? f
            : f with { Path = f.Archive, Archive = null, Changed = null })],
    };

    /// <summary>The same extract of a dry run, which reads a file at hand where it stands to the end.</summary>
    public Extract WithoutArchive() => this with
    {
        Files = [.. Files.Select(f => f with { Archive = null })],
        Keeping = new(Task.CompletedTask),
    };

    /// <summary>Folder that goes with the run, because a dry run archives nothing; null otherwise.</summary>
    public string? PassingFolder { get; init; }
}

/// <summary>The extract of one run on its way: pulled once, perhaps ahead of the run. At the end it waits until the
/// archive of what a run has taken is written, and removes what a dry run had to keep for a while.</summary>
sealed class PassingExtract(Func<Task<Extract?>> pull) : IAsyncDisposable
{
    Task<Extract?>? pulling;
    bool isTaken;

    /// <summary>Begins to pull beside the caller.</summary>
    public void Begin() => pulling = Task.Run(pull);

    /// <summary>The extract; null when the source has nothing new.</summary>
    public Task<Extract?> Pull()
    {
        isTaken = true;
        return pulling ??= pull();
    }

    public async ValueTask DisposeAsync()
    {
        if (pulling is null)
        {
            return;
        }

        await ((Task)pulling).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!pulling.IsCompletedSuccessfully || await pulling is not { } extract)
        {
            return;
        }

        if (isTaken)
        {
            await extract.Durable.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (extract.PassingFolder is { } folder)
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}

/// <summary>One file of an extract.</summary>
/// <param name="Path">Where the bytes can be read.</param>
/// <param name="Name">What the sender called the file.</param>
/// <param name="Bytes">Size of the delivered bytes.</param>
/// <param name="Sha256">Hash of the delivered bytes, lower-case hex.</param>
sealed record ExtractFile(string Path, string Name, long Bytes, string Sha256)
{
    /// <summary>Where the archive will be, while the file is read where it stands; null when that is the archive, or
    /// when there will be none.</summary>
    [JsonIgnore]
    public string? Archive { get; init; }

    /// <summary>When a file that is read where it stands was changed last, UTC; null for the archive.</summary>
    [JsonIgnore]
    public DateTime? Changed { get; init; }
}

/// <summary>
/// The extract as a whole cannot be used. Carries a stable code, and what, why and what to do in both languages
/// through <see cref="Reporting.Messages"/>; holds no personal data.
/// </summary>
/// <param name="code">Stable code such as <c>extract-empty</c>, <c>column-missing</c>.</param>
/// <param name="detail">Names of headers, sizes, offsets: nothing from a cell.</param>
sealed class ExtractRefused(string code, string detail = "") : Exception($"{code} {detail}".TrimEnd())
{
    public string Code { get; } = code;
    public string Detail { get; } = detail;

    /// <summary>The delivery, when it was refused before anything of it was archived: its files have no path. It is
    /// noted, so that it is not fetched again until it changes.</summary>
    public Extract? Unarchived { get; set; }

    /// <summary>The bytes are an extract, but its header is not the contract's: a person decides whether contract or
    /// sender is to change.</summary>
    public bool IsForAPersonToDecide => Code is "column-missing" or "header-duplicate" or "separator-wrong";
}

/// <summary>The source cannot be reached or did not deliver; trying later may help.</summary>
sealed class SourceUnavailable(string code, string detail = "", Exception? inner = null)
    : Exception($"{code} {detail}".TrimEnd(), inner)
{
    public string Code { get; } = code;
    public string Detail { get; } = detail;
}

[JsonSerializable(typeof(IReadOnlyList<ExtractFile>))]
sealed partial class ExtractFilesJson : JsonSerializerContext;
