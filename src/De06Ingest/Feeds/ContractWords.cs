namespace De06Ingest.Feeds;

/// <summary>Every word that a contract may use, by place. <c>deploy/feeds/feed.schema.json</c> tells editors the
/// same.</summary>
static class ContractWords
{
    /// <summary>The citizen's fields and their kinds; a contract cannot choose another kind for them.</summary>
    public static IReadOnlyDictionary<string, ColumnKind> CitizenFields { get; } = new Dictionary<string, ColumnKind>
    {
        ["recordNo"] = ColumnKind.Key,
        ["personalId"] = ColumnKind.PersonalId,
        ["legacyId"] = ColumnKind.LegacyId,
        ["name"] = ColumnKind.PersonName,
        ["birthDate"] = ColumnKind.BirthDate,
        ["sex"] = ColumnKind.Sex,
        ["phone"] = ColumnKind.Phone,
        ["homeUnit"] = ColumnKind.Unit,
        ["status"] = ColumnKind.Code,
    };

    /// <summary>The words of each mapping: "" is the top of the file, <c>pull.page</c> the mapping under pull,
    /// page.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> At = new Dictionary<string, string[]>
    {
        [""] =
        [
            "feed", "title", "title-en", "owner", "role", "schedule", "fresh-within", "pull", "decode", "read",
            "extent", "period", "unit", "sequence", "deleted", "source-time", "key", "subject", "one-per", "purpose",
            "legal-basis", "retain", "forbid", "ignore", "fields", "extra", "compare", "active-when",
            "phone-wrong-when", "check", "adults-only-when", "paid-on", "dead-when", "witness", "suggest",
            "one-account-per-phone", "match", "link", "one-to-one", "unit-map", "unit-name", "limits",
            "on-new-column", "examples",
        ],
        ["pull"] =
        [
            "kind", "path", "glob", "ready", "stable-for", "parts", "url", "secret", "timeout", "page", "proof",
        ],
        ["pull.page"] = ["parameter", "size", "size-parameter"],
        ["decode"] = ["packing", "encoding"],
        ["read"] = ["format", "separator", "multiline", "header", "stop", "rows", "explode"],
        ["read.header"] = ["find", "rows"],
        ["period"] = ["column", "file-name", "above"],
        ["unit"] = ["column", "file-name", "above"],
        ["source-time"] = ["from", "pattern", "column"],
        ["fields"] = [.. CitizenFields.Keys],
        ["fields.*"] = ["from", "formats", "codes", "required", "optional", "mask", "note"],
        ["extra.*"] = ["from", "type", "formats", "codes", "required", "optional", "mask", "note"],
        ["link.*"] = ["column", "kind"],
        ["unit-map"] = ["until", "before", "after"],
        ["limits"] =
        [
            "refused-share", "refused-least", "row-drop", "mismatch-share", "people-per-phone", "record-bytes",
            "extract-bytes", "pack-ratio",
        ],
        ["examples.*"] = ["row", "record", "refused", "faults"],
    };

    /// <summary>The types of extra columns.</summary>
    public static IReadOnlyDictionary<string, ColumnKind> Kinds { get; } = Enum.GetValues<ColumnKind>()
        .ToDictionary(k => KebabCase(k.ToString()), k => k);

    /// <summary>What may be compared with the reference; all but <c>alive</c> are citizen's fields.</summary>
    public static IReadOnlyList<string> Compared { get; } =
        ["name", "birthDate", "sex", "phone", "homeUnit", "alive"];

    /// <summary>Rules that a contract may ask for under <c>check</c>: the codes of their kinds.</summary>
    public static IReadOnlyList<string> Checked => Mismatches.MismatchRules.OnRequest;

    /// <summary>Fields that a feed may witness, and for which a value may be suggested.</summary>
    public static IReadOnlyList<string> Witnessed { get; } = ["phone", "birthDate", "name", "homeUnit"];

    /// <summary>How an attribute may be compared in a linkage.</summary>
    public static IReadOnlyList<string> LinkKinds { get; } =
        ["auto", "none", .. Matching.Comparing.LinkKinds.Words.Keys];

    public static IReadOnlyDictionary<string, FeedRole> Roles { get; } = Named<FeedRole>();
    public static IReadOnlyDictionary<string, MatchBy> MatchWays { get; } = Named<MatchBy>();
    public static IReadOnlyDictionary<string, PullKind> PullKinds { get; } = Named<PullKind>();
    public static IReadOnlyDictionary<string, PullReady> ReadyWays { get; } = Named<PullReady>();
    public static IReadOnlyDictionary<string, PullProof> Proofs { get; } = Named<PullProof>();
    public static IReadOnlyDictionary<string, Packing> Packings { get; } = Named<Packing>();
    public static IReadOnlyDictionary<string, ReadFormat> Formats { get; } = Named<ReadFormat>();
    public static IReadOnlyDictionary<string, SourceTimeFrom> SourceTimes { get; } = Named<SourceTimeFrom>();
    public static IReadOnlyDictionary<string, OnNewColumn> NewColumnWays { get; } = Named<OnNewColumn>();

    public static IReadOnlyDictionary<string, TextEncoding> Encodings { get; } = new Dictionary<string, TextEncoding>
    {
        ["auto"] = TextEncoding.Auto,
        ["utf-8"] = TextEncoding.Utf8,
        ["utf-16"] = TextEncoding.Utf16,
        ["windows-1258"] = TextEncoding.Windows1258,
        ["tcvn3"] = TextEncoding.Tcvn3,
        ["vni"] = TextEncoding.Vni,
        ["viscii"] = TextEncoding.Viscii,
        ["mojibake"] = TextEncoding.Mojibake,
    };

    /// <summary>Columns that every clean table has, and names that PostgreSQL keeps for itself.</summary>
    public static IReadOnlySet<string> SystemColumns { get; } = new HashSet<string>(
    [
        .. Publishing.CleanColumns.ReservedNames, "tableoid", "xmin", "cmin", "xmax", "cmax", "ctid",
    ]);

    /// <summary>The word for a value of an enumeration: <c>MoneyVnd</c> is <c>money-vnd</c>.</summary>
    public static string KebabCase(string name) => Values.LowerCaseWords.Of(name);

    static Dictionary<string, T> Named<T>()
        where T : struct, Enum => Enum.GetValues<T>().ToDictionary(v => KebabCase(v.ToString()), v => v);
}
