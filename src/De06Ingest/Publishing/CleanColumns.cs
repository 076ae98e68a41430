using De06Ingest.Feeds;

namespace De06Ingest.Publishing;

/// <summary>A column of a clean table.</summary>
/// <param name="Name">SQL name.</param>
/// <param name="Type">SQL type, with collation and "not null".</param>
/// <param name="Note">What it holds, for its comment.</param>
readonly record struct CleanColumn(string Name, string Type, string Note);

/// <summary>The columns of a feed's clean table, from its contract: those of the system first.</summary>
static class CleanColumns
{
    /// <summary>System columns that every clean table has, or has when the contract calls for them.</summary>
    static readonly CleanColumn[] OfSystem =
    [
        new("generation", "integer not null", "Generation of the row; readers see the current one."),
        new("record_id", "text collate \"C\" not null", "Key of the record: its parts joined by \"|\"."),
        new("row_hash", "bigint not null", "Fingerprint of the row as it came; an equal one is not read again."),
        new("run_id", "bigint not null", "Run that wrote this version."),
        new("line_no", "bigint not null", "Line of the extract of that run."),
        new("slice", "text collate \"C\" not null", "Period and unit of the extract that the row belongs to."),
        new("subject_id", "text collate \"C\" not null", "Who the record is about."),
        new("row_order", "bigint not null", "Sequence or time that orders the versions of the record."),
        new("citizen_ref", "uuid", "Keyed pseudonym of the citizen."),
        new("unmatched", "text",
            "Why no citizen was found: id-missing, id-malformed, not-in-reference, id-of-another, no-reference."),
        new("duplicate_of", "text collate \"C\"", "Earlier record of the same subject; this one is not compared."),
        new("faults", "text[]", "Cells that could not be read: column:code:raw. Personal data."),
        new("unit_map", "smallint", "Map that the row's unit codes are on, a number of core.unit_map."),
    ];

    /// <summary>Names that a contract's column may not take.</summary>
    public static IReadOnlySet<string> ReservedNames { get; } = OfSystem.Select(c => c.Name).ToHashSet();

    /// <summary>In the order of <see cref="CleanRow"/>.</summary>
    public static List<CleanColumn> Of(FeedContract contract)
    {
        var columns = OfSystem.Where(c => c.Name switch
        {
            "slice" => contract.Extent.IsSliced,
            "subject_id" => !contract.SubjectIsKey,
            "row_order" => contract.Extent.IsDelta,
            "unit_map" => contract.HasUnits,
            _ => true,
        }).ToList();
        foreach (var column in contract.Columns)
        {
            if (column.Kind == ColumnKind.BirthDate)
            {
                columns.Add(new(column.SqlName + "_from", "date", Note(column) + " First day that fits."));
                columns.Add(new(column.SqlName + "_to", "date", Note(column) + " Last day that fits."));
            }
            else
            {
                columns.Add(new(column.SqlName, SqlType(column.Kind), Note(column)));
            }
        }

        return columns;
    }

    static string SqlType(ColumnKind kind) => kind switch
    {
        ColumnKind.Integer or ColumnKind.MoneyVnd => "bigint",
        ColumnKind.Date => "date",
        ColumnKind.Timestamp => "timestamptz",
        ColumnKind.Boolean => "boolean",
        ColumnKind.Text or ColumnKind.PersonName => "text",
        _ => "text collate \"C\"",
    };

    /// <summary>What a column holds, for comments.</summary>
    public static string Note(ColumnSpec column) =>
        column.Note.Length > 0 ? column.Note : $"{string.Join(" / ", column.From)}.";
}
