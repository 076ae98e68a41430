using De06Ingest.Feeds;

namespace De06Ingest.Intake.Pull;

/// <summary>Where extracts of a feed come from.</summary>
interface ISource
{
    /// <summary>The next extract, archived in the spool; null when there is nothing new.</summary>
    /// <exception cref="SourceUnavailable">Trying later may help.</exception>
    /// <exception cref="ExtractRefused">What was delivered cannot be used.</exception>
    /// <exception cref="DeliveryIncomplete">There will be something new.</exception>
    /// <exception cref="SpoolFull">There is no room to keep it.</exception>
    Task<Extract?> Fetch(FeedContract contract, CancellationToken stop);
}

/// <summary>Parts of a delivery have come, and others have not: it waits.</summary>
/// <param name="detail">What is there of what there should be, as <c>1, 3 ≠ 1–3</c>.</param>
sealed class DeliveryIncomplete(string detail) : Exception($"parts-waiting {detail}")
{
    public string Detail => detail;
}

/// <summary>Secrets by the names that contracts use.</summary>
interface ISecrets
{
    /// <summary>The secret, or null when there is none of this name.</summary>
    string? Get(string name);
}

/// <summary>The spool's folder is not there and cannot be made.</summary>
sealed class SpoolUnwritable(string folder, Exception inner) : IOException($"spool-unwritable {folder}", inner)
{
    public string Code { get; } = "spool-unwritable";
    public string Folder => folder;
}

/// <summary>The spool's disk has no room left; nothing was kept.</summary>
/// <param name="detail">Bytes needed and free.</param>
/// <param name="inner">The write that failed, if one did.</param>
sealed class SpoolFull(string detail, Exception? inner = null) : IOException($"spool-full {detail}", inner)
{
    public string Code { get; } = "spool-full";
    public string Detail => detail;
}
