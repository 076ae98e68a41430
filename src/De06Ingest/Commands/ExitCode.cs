using De06Ingest.Reporting;

namespace De06Ingest.Commands;

/// <summary>How <c>de06</c> tells a script what happened: the codes of sysexits.h.</summary>
static class ExitCode
{
    public const int Ok = 0;

    /// <summary>A figure of a scenario is not what was published.</summary>
    public const int Differs = 1;

    /// <summary>The command line is wrong.</summary>
    public const int Usage = 64;

    /// <summary>The extract was refused or held, or a contract's example failed.</summary>
    public const int BadData = 65;

    /// <summary>The sector system did not deliver.</summary>
    public const int Upstream = 69;

    /// <summary>A defect of the program.</summary>
    public const int Defect = 70;

    /// <summary>A file cannot be created.</summary>
    public const int CannotCreate = 73;

    /// <summary>Reading or writing failed.</summary>
    public const int InputOutput = 74;

    /// <summary>Nothing is wrong that time does not mend: the feed is leased, the database is away.</summary>
    public const int TryLater = 75;

    /// <summary>Settings, contracts or the database's schema are not as they must be.</summary>
    public const int Configuration = 78;

    /// <summary>Stopped from the keyboard, as a shell counts it.</summary>
    public const int Interrupted = 130;

    /// <summary>The code for the way a run ended.</summary>
    public static int Of(RunReport report) => report.State switch
    {
        "published" or "unchanged" or "superseded" or "discarded" => Ok,
        "held" or "refused" => OfRefusal(report.Cause),
        _ => OfCause(report.Cause),
    };

    /// <summary>
    /// The code for a refused extract; what the source answered instead of one is the source's fault.
    /// </summary>
    public static int OfRefusal(string? cause) => cause is not null && IsOfSource(cause) ? Upstream : BadData;

    /// <summary>The code for why a source did not deliver: its fault, or ours in how it is set up.</summary>
    public static int OfSource(string code) => code switch
    {
        "secret-missing" or "url-not-https" or "folder-missing" => Configuration,
        "file-missing" or "file-not-plain" => InputOutput,
        _ => Upstream,
    };

    /// <summary>The code for why a run failed.</summary>
    public static int OfCause(string? cause) => cause switch
    {
        "feed-leased" or "database-away" or "fence-lost" or "reference-moved" or "table-in-use" => TryLater,
        "spool-full" or "spool-unwritable" or "disk-full" or "io" or "file-missing" or "file-not-plain" =>
            InputOutput,
        "file-denied" => CannotCreate,
        "schema-behind" or "secret-missing" or "url-not-https" or "folder-missing" => Configuration,
        "stopped" => Interrupted,
        not null when IsOfSource(cause) => Upstream,
        not null when IsOfExtract(cause) => BadData,
        _ => Defect,
    };

    static bool IsOfSource(string cause) =>
        cause.StartsWith("source-", StringComparison.Ordinal) || cause.StartsWith("http-", StringComparison.Ordinal)
        || cause is "tls-untrusted" or "length-missing" or "manifest-mismatch";

    static bool IsOfExtract(string cause) =>
        cause.StartsWith("extract-", StringComparison.Ordinal) || cause.StartsWith("is-", StringComparison.Ordinal)
        || cause is "header-only" or "encoding-wrong" or "column-missing" or "header-duplicate" or "separator-wrong"
            or "json-broken";
}
