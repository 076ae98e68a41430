using De06Ingest.Reporting;

namespace De06Ingest.Feeds;

/// <summary>
/// What one sector system sends and what we make of it, in the order in which data passes: pull, decode, read,
/// extent, key, columns, comparison, limits. One YAML file in <c>deploy/feeds</c> is one contract.
/// </summary>
/// <remarks>A contract is data: it is read once by <see cref="FeedCatalog"/>, checked as a whole, and never
/// changes.</remarks>
sealed record FeedContract
{
    /// <summary>Name of the feed, <c>lower-case-words</c>; also names its clean table (with underscores).</summary>
    public required string Feed { get; init; }

    /// <summary>Vietnamese title, for people.</summary>
    public required string Title { get; init; }

    /// <summary>The agency that owns the sector system.</summary>
    public required string Owner { get; init; }

    public FeedRole Role { get; init; } = FeedRole.Sector;

    /// <summary>Quartz cron expression in Asia/Ho_Chi_Minh, or null when the feed is only run by hand.</summary>
    public string? Schedule { get; init; }

    /// <summary>How old the published as-of may be before the feed counts as stale.</summary>
    public TimeSpan FreshWithin { get; init; } = TimeSpan.FromHours(36);

    public PullSpec Pull { get; init; } = new();
    public DecodeSpec Decode { get; init; } = new();
    public ReadSpec Read { get; init; } = new();
    public ExtentSpec Extent { get; init; } = new();
    public SourceTimeSpec SourceTime { get; init; } = new();

    /// <summary>Column names (and <c>period</c> / <c>unit</c>) whose values identify the row.</summary>
    public required IReadOnlyList<string> Key { get; init; }

    /// <summary>Column names that say who the row is about; the key when the contract is silent.</summary>
    public required IReadOnlyList<string> Subject { get; init; }

    /// <summary>A later row with the same value of this column in one slice is a duplicate subject; null for no such
    /// rule.</summary>
    public string? OnePer { get; init; }

    public string Purpose { get; init; } = "";
    public string LegalBasis { get; init; } = "";

    /// <summary>How long superseded rows, refusals and archived extracts are kept.</summary>
    public TimeSpan Retain { get; init; } = TimeSpan.FromDays(90);

    /// <summary>Headers that must not be kept: their cells are dropped before the archive is written.</summary>
    public IReadOnlyList<string> Forbid { get; init; } = [];

    /// <summary>Headers that the source is known to send and nobody wants: never read, and no new columns.</summary>
    public IReadOnlyList<string> Ignore { get; init; } = [];

    /// <summary>The citizen's fields first, then the extra columns, in the order of the file.</summary>
    public required IReadOnlyList<ColumnSpec> Columns { get; init; }

    /// <summary>What is compared with the reference: name, birthDate, sex, phone, homeUnit, alive.</summary>
    public IReadOnlyList<string> Compare { get; init; } = [];

    /// <summary>The row counts as active (for "deceased but active") when this holds; always when null.</summary>
    public ColumnCondition? ActiveWhen { get; init; }

    /// <summary>The source itself says that the phone is wrong when this holds.</summary>
    public ColumnCondition? PhoneWrongWhen { get; init; }

    /// <summary>Further rules of the feed by the codes of their kinds: rules that are not a comparison with the
    /// reference, and rules across the set.</summary>
    public IReadOnlyList<string> Check { get; init; } = [];

    /// <summary>The row is a benefit that only adults may get; null when every row is.</summary>
    public ColumnCondition? AdultsOnlyWhen { get; init; }

    /// <summary>Column with the day of the payment; null for the period of the slice.</summary>
    public string? PaidOn { get; init; }

    /// <summary>Which rows say that their citizen is dead; null when the feed registers no deaths.</summary>
    public DeathRows? DeadWhen { get; init; }

    /// <summary>Fields of which this feed may testify what is right, each with the column that says since when; null
    /// where nobody knows.</summary>
    public IReadOnlyDictionary<string, string?> Witness { get; init; } = new Dictionary<string, string?>();

    /// <summary>Fields for whose mismatches a right value is to be suggested.</summary>
    public IReadOnlyList<string> Suggest { get; init; } = [];

    /// <summary>A phone holds one account of this feed at most.</summary>
    public bool OneAccountPerPhone { get; init; }

    /// <summary>Attributes by which rows without a sure id are linked; null: all that both sides have.</summary>
    public IReadOnlyList<LinkSpec>? Link { get; init; }

    /// <summary>A record of the reference belongs to one row of this feed at most.</summary>
    public bool OneToOne { get; init; }

    /// <summary>How citizens are found.</summary>
    public MatchBy Match { get; init; }

    /// <summary>Rows whose personal id leads to nobody are looked for by the rest of what they say.</summary>
    public bool UsesEvidence => Match == MatchBy.Evidence && Role == FeedRole.Sector && IndexOf("name") >= 0
        && Columns.Any(c => c.Name is "birthDate" or "legacyId" or "phone" or "homeUnit");

    public LimitSpec Limits { get; init; } = new();

    /// <summary>Map of the unit codes; null: the one in force, unless the codes speak for another.</summary>
    public UnitMapSpec? UnitMap { get; init; }

    /// <summary>What a header that the contract does not know does to the extract.</summary>
    public OnNewColumn OnNewColumn { get; init; } = OnNewColumn.Warn;

    public IReadOnlyList<ContractExample> Examples { get; init; } = [];

    /// <summary>SHA-256, lower-case hex, of the parts of the contract that decide what a row becomes.</summary>
    public required string Hash { get; init; }

    /// <summary>Table that stands for the clean table during a dry run whose contract has gained columns; null
    /// otherwise.</summary>
    public string? Shadow { get; init; }

    /// <summary>Where the contract was read from, for messages.</summary>
    public string File { get; init; } = "";

    /// <summary>Name of the clean table and views: the feed's name with underscores.</summary>
    public string TableName => Feed.Replace('-', '_');

    /// <summary>True when rows are about citizens of the reference, with whom they are matched and
    /// compared.</summary>
    public bool IsMatched => Role == FeedRole.Sector;

    /// <summary>True when the row is the subject, so that one row stands for one subject.</summary>
    public bool SubjectIsKey => Subject.SequenceEqual(Key);

    /// <summary>SQL column of the home unit, by which records are counted; null when the feed has none.</summary>
    public string? UnitColumn => Columns.FirstOrDefault(c => c.Name == "homeUnit")?.SqlName;

    /// <summary>Some column holds unit codes, or a slice is named by one.</summary>
    public bool HasUnits => Extent.ByUnit || Columns.Any(c => c.Kind == ColumnKind.Unit);

    /// <summary>Whether readers of <c>api</c> see a column masked: where rows are about citizens, whatever identifies
    /// one or is free text; in a register, what the contract says names a household or a case.</summary>
    public bool Masks(ColumnSpec column) => column.CanMask && (column.Mask ?? Role != FeedRole.Register);

    /// <summary>The same of the keys of records.</summary>
    public bool MasksRecords => Role != FeedRole.Register || Columns.Any(c => Key.Contains(c.Name) && Masks(c));

    /// <summary>Index in <see cref="Columns"/> of the column with this contract name, or -1.</summary>
    public int IndexOf(string name)
    {
        for (var i = 0; i < Columns.Count; i++)
        {
            if (Columns[i].Name == name)
            {
                return i;
            }
        }

        return -1;
    }
}

/// <summary>How the citizen of a row is found: by the personal id alone, or by evidence where that leads to
/// nobody.</summary>
enum MatchBy { Evidence, PersonalId }

enum OnNewColumn { Warn, Hold }

/// <summary>One column of the clean table and the headers (or JSON paths) that it may come under.</summary>
/// <param name="Name">Contract name, camelCase; the SQL column is its snake_case form.</param>
/// <param name="Kind">How the cell is read and what type it gets.</param>
/// <param name="From">Header aliases (CSV) or dotted paths (JSON), tried in order.</param>
sealed record ColumnSpec(string Name, ColumnKind Kind, IReadOnlyList<string> From)
{
    /// <summary>Accepted date forms (dd/MM/yyyy, yyyyMMdd, MM/yyyy, yyyy, …); empty for the usual ones.</summary>
    public IReadOnlyList<string> Formats { get; init; } = [];

    /// <summary>The source's words and our codes: "TK" → "account". Compared without case and outer space.</summary>
    public IReadOnlyDictionary<string, string> Codes { get; init; } = new Dictionary<string, string>();

    /// <summary>An empty or unusable cell refuses the row.</summary>
    public bool Required { get; init; }

    /// <summary>The header may be absent; otherwise its absence holds the extract.</summary>
    public bool Optional { get; init; }

    /// <summary>Whether readers of <c>api</c> see it masked; null leaves it to the kind and the feed's role.</summary>
    public bool? Mask { get; init; }

    /// <summary>There is a mask for values of this kind.</summary>
    public bool CanMask => IdentifiesPerson || Kind is ColumnKind.Key or ColumnKind.DossierCode or ColumnKind.Text;

    /// <summary>A value of this kind is a person's, whatever the contract says.</summary>
    public bool IdentifiesPerson => Kind is ColumnKind.PersonalId or ColumnKind.LegacyId or ColumnKind.PersonName
        or ColumnKind.BirthDate or ColumnKind.Phone or ColumnKind.SocialInsurance or ColumnKind.HealthCard
        or ColumnKind.TaxCode;

    /// <summary>True for a citizen's field (under <c>fields:</c>), false for an extra column.</summary>
    public bool IsCitizenField { get; init; }

    /// <summary>One sentence for the column's comment in PostgreSQL and for the data dictionary.</summary>
    public string Note { get; init; } = "";

    /// <summary>The SQL column name.</summary>
    public string SqlName =>
        string.Concat(Name.Select(c => char.IsUpper(c) ? "_" + char.ToLowerInvariant(c) : c.ToString()));
}

/// <summary>How a cell is read. The citizen's kinds have value types of their own in <c>Values</c>.</summary>
enum ColumnKind
{
    /// <summary>Text as sent, trimmed, NFC.</summary>
    Text,

    /// <summary>A business key: trimmed text, compared byte by byte (collate "C").</summary>
    Key,

    /// <summary>One of the contract's codes.</summary>
    Code,
    Integer,

    /// <summary>Whole đồng, with or without thousands separators, stored as bigint.</summary>
    MoneyVnd,
    Date,

    /// <summary>Date and time, stored as timestamp with time zone; a form without zone is Asia/Ho_Chi_Minh.</summary>
    Timestamp,
    Boolean,
    PersonalId,
    LegacyId,
    PersonName,

    /// <summary>Birth date with precision, stored as a range of two date columns, <c>_from</c> and
    /// <c>_to</c>.</summary>
    BirthDate,
    Sex,
    Phone,

    /// <summary>Code of an administrative unit.</summary>
    Unit,

    /// <summary>Social insurance code, ten digits; stored as text, as the three below.</summary>
    SocialInsurance,
    HealthCard,
    TaxCode,
    DossierCode,
}

/// <summary>Rows that register a death: those for which the condition holds, or all.</summary>
readonly record struct DeathRows(ColumnCondition? When);

/// <summary>One attribute of a linkage.</summary>
/// <param name="Attribute">The word under which the other side has the same attribute.</param>
/// <param name="Column">Contract name of the column.</param>
/// <param name="Kind">How values are compared, a word of <see cref="ContractWords.LinkKinds"/>; <c>auto</c> lets the
/// values decide, <c>none</c> leaves the column out.</param>
sealed record LinkSpec(string Attribute, string Column, string Kind);

/// <summary>True when the column's code is one of these.</summary>
sealed record ColumnCondition(string Column, IReadOnlyList<string> Codes);

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

/// <summary>What part of the feed one extract covers.</summary>
sealed record ExtentSpec
{
    public bool IsDelta { get; init; }

    /// <summary>An extract is the whole of one or more reporting periods.</summary>
    public bool ByPeriod { get; init; }

    /// <summary>An extract is the whole of one or more administrative units.</summary>
    public bool ByUnit { get; init; }

    public bool IsSliced => ByPeriod || ByUnit;

    /// <summary>An extract is the whole feed: neither a slice of it nor what changed.</summary>
    public bool IsWhole => !IsSliced && !IsDelta;

    /// <summary>File name or lines above the header say which slice a file is, so that a file without rows is a slice
    /// in which there is nobody.</summary>
    public bool IsNamedByFile => IsSliced && Period?.Column is null && Unit?.Column is null;

    /// <summary>An extract without rows says something: nothing changed, or nobody is in this slice.</summary>
    public bool MayBeEmpty => IsDelta || IsNamedByFile;

    /// <summary>Where the period is read: a column, the file name or a line above the header.</summary>
    public SliceSource? Period { get; init; }

    /// <summary>Where the unit is read.</summary>
    public SliceSource? Unit { get; init; }

    /// <summary>Delta: column whose value orders the versions of a record; a lower one never replaces a higher
    /// one.</summary>
    public string? Sequence { get; init; }

    /// <summary>Delta: how a deletion is marked; without it a delta never yields "vanished".</summary>
    public ColumnCondition? Deleted { get; init; }
}

/// <summary>One of: <see cref="Column"/>; <see cref="FileName"/> pattern; <see cref="Above"/> pattern of a line above
/// the header.</summary>
/// <remarks>A pattern is literal text, … or * for anything, and one group in parentheses: a date form such as
/// <c>(yyyy-MM)</c> or <c>(MM/yyyy)</c> for a period, <c>(unit)</c> for a unit code.</remarks>
sealed record SliceSource(string? Column, string? FileName, string? Above);

/// <summary>Where the as-of time of an extract comes from.</summary>
sealed record SourceTimeSpec
{
    public SourceTimeFrom From { get; init; } = SourceTimeFrom.FileTime;

    /// <summary>For file-name and above: pattern with a date form in parentheses, as in
    /// <see cref="SliceSource"/>.</summary>
    public string Pattern { get; init; } = "";

    /// <summary>For column: the newest value of this column.</summary>
    public string Column { get; init; } = "";
}

enum SourceTimeFrom { FileTime, FileName, Manifest, Column, Above }

/// <summary>The map that unit codes are on: one, or one until a day and another from it on.</summary>
/// <param name="Before">Map of extracts that describe a day before <paramref name="Until"/>; null for the one in force
/// then.</param>
/// <param name="Until">First day of the second map; null when there is one map only.</param>
/// <param name="After">The second map, or the only one; null for the one in force from that day on.</param>
sealed record UnitMapSpec(string? Before, DateOnly? Until, string? After)
{
    /// <summary>The spec as one text.</summary>
    public string Text => Until is { } day ? $"{Before} {day:yyyy-MM-dd} {After}" : After!;
}

/// <summary>Beyond these the extract is held and the published state stays.</summary>
sealed record LimitSpec
{
    public double RefusedShare { get; init; } = 0.05;

    /// <summary>Fewer refused rows than this hold the extract only when they are at least half of it.</summary>
    public int RefusedLeast { get; init; } = 20;
    public double RowDrop { get; init; } = 0.30;
    public double MismatchShare { get; init; } = 0.60;

    /// <summary>More people than this with one phone share it; such a number is nobody's own.</summary>
    public int PeoplePerPhone { get; init; } = 5;

    /// <summary>Longest record, bytes; a longer one is refused as <c>row-too-long</c>.</summary>
    public int RecordBytes { get; init; } = 1 << 20;

    /// <summary>Largest unpacked extract, bytes.</summary>
    public long ExtractBytes { get; init; } = 50L << 30;

    /// <summary>Largest ratio of unpacked to packed size.</summary>
    public int PackRatio { get; init; } = 100;
}

/// <summary>A row and what must become of it; run by <c>de06 feeds check</c> and by the tests.</summary>
/// <param name="Row">Header (or JSON path) to cell text.</param>
/// <param name="Record">Contract name to expected text; null when the row must be refused.</param>
/// <param name="Refused">Fault codes expected; empty when the row must be accepted.</param>
/// <param name="Faults">Fault codes expected on an accepted row.</param>
/// <param name="Line">Line in the contract file.</param>
sealed record ContractExample(
    IReadOnlyDictionary<string, string> Row,
    IReadOnlyDictionary<string, string?>? Record,
    IReadOnlyList<string> Refused,
    IReadOnlyList<string> Faults,
    int Line);

/// <summary>A contract, match model, figure or list of units that cannot be used: says file, line, what and what to
/// do. The message is for logs; people read <see cref="In"/>.</summary>
/// <param name="line">Line from 1; 0 when the problem is with the file as a whole.</param>
sealed class ContractException(string file, int line, CodedText problem)
    : Exception(At(file, line, problem.ToString()))
{
    public string File { get; } = file;
    public int Line { get; } = line;
    public CodedText Problem { get; } = problem;

    public string In(Messages messages) => At(File, Line, Problem.In(messages));

    static string At(string file, int line, string problem) =>
        line > 0 ? $"{file}:{line}: {problem}" : $"{file}: {problem}";
}
