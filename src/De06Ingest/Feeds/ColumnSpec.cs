namespace De06Ingest.Feeds;

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
