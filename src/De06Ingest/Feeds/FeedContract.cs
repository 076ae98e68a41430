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

    /// <summary>The same in English; empty when there is none.</summary>
    public string TitleEn { get; init; } = "";

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

    /// <summary>Column that names the unit beside its code and says nothing else; null when there is none.</summary>
    public string? UnitName { get; init; }

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

    /// <summary>SQL column that says who a row is about.</summary>
    public string SubjectColumn => SubjectIsKey ? "record_id" : "subject_id";

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
