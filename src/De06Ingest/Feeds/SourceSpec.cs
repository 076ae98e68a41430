namespace De06Ingest.Feeds;

/// <summary>Where extracts come from. Secrets are named, never written here.</summary>
sealed record PullSpec
{
    public PullKind Kind { get; init; } = PullKind.Folder;

    /// <summary>Folder to look in, relative to <c>De06:Inbox</c> when not absolute.</summary>
    public string Path { get; init; } = "";

    /// <summary>File name pattern with * and ?.</summary>
    public string Glob { get; init; } = "*";

    /// <summary>How to know that a file is whole: stable (size and time unchanged), done-file, or manifest.</summary>
    public PullReady Ready { get; init; } = PullReady.Stable;

    /// <summary>For <see cref="PullReady.Stable"/>: how long a file must have been quiet.</summary>
    public TimeSpan StableFor { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Part numbering in the file name, such as <c>_{part}of{parts}</c>; null when a file is an
    /// extract.</summary>
    public string? Parts { get; init; }

    public string? Url { get; init; }

    /// <summary>Name of the secret that holds the bearer token.</summary>
    public string? Secret { get; init; }
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Query parameter that carries the page number (first page 1); null for a single response.</summary>
    public string? PageParameter { get; init; }

    /// <summary>Rows asked for per page, sent as <see cref="PageSizeParameter"/>.</summary>
    public int PageSize { get; init; } = 1000;
    public string PageSizeParameter { get; init; } = "size";

    /// <summary>
    /// What shows that a download is complete: <c>length</c> (Content-Length), <c>manifest</c> (URL + ".manifest" or a
    /// <c>.manifest</c> beside the file, JSON with rows, sha256, asOf) or <c>none</c>.
    /// </summary>
    public PullProof Proof { get; init; } = PullProof.None;
}

enum PullKind { Folder, Https }

enum PullReady { Stable, Done }

enum PullProof { None, Length, Manifest }

sealed record DecodeSpec
{
    public Packing Packing { get; init; } = Packing.Auto;

    /// <summary>auto, utf-8, utf-16, windows-1258, tcvn3, vni, viscii or mojibake.</summary>
    public TextEncoding Encoding { get; init; } = TextEncoding.Auto;
}

enum Packing { Auto, None, Gzip, Zip }

enum TextEncoding { Auto, Utf8, Utf16, Windows1258, Tcvn3, Vni, Viscii, Mojibake }

sealed record ReadSpec
{
    public ReadFormat Format { get; init; } = ReadFormat.Csv;
    public char Separator { get; init; } = ',';

    /// <summary>Line breaks inside quotes belong to the cell. Off unless the source is known to write them.</summary>
    public bool Multiline { get; init; }

    /// <summary>Header cells by which the header line is found below a letterhead; empty: the first line is the
    /// header.</summary>
    public IReadOnlyList<string> HeaderFind { get; init; } = [];

    /// <summary>Number of header lines; two-tier headers are joined as "upper lower".</summary>
    public int HeaderRows { get; init; } = 1;

    /// <summary>A line whose first non-empty cell begins with one of these ends the rows (totals,
    /// signatures).</summary>
    public IReadOnlyList<string> Stop { get; init; } = [];

    /// <summary>JSON: dotted path of the array of rows; empty for NDJSON or a top-level array.</summary>
    public string Rows { get; init; } = "";

    /// <summary>JSON: dotted path, inside a row, of an array whose items each become a row; empty for none.</summary>
    public string Explode { get; init; } = "";
}

enum ReadFormat { Csv, Json, Ndjson }
