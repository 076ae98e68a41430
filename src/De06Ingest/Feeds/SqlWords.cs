using System.Collections.Frozen;

namespace De06Ingest.Feeds;

/// <summary>Words that PostgreSQL takes for its own wherever they stand, so that no column can be called so.</summary>
/// <remarks>Reserved, and reserved but for functions and types, in <c>pg_get_keywords()</c> of PostgreSQL 15 to
/// 17.</remarks>
static class SqlWords
{
    public static FrozenSet<string> Reserved { get; } = (
        "all analyse analyze and any array as asc asymmetric authorization binary both case cast check "
        + "collate collation column concurrently constraint create cross current_catalog current_date "
        + "current_role current_schema current_time current_timestamp current_user default deferrable desc "
        + "distinct do else end except false fetch for foreign freeze from full grant group having ilike in "
        + "initially inner intersect into is isnull join lateral leading left like limit localtime "
        + "localtimestamp natural not notnull null offset on only or order outer overlaps placing primary "
        + "references returning right select session_user similar some symmetric system_user table tablesample "
        + "then to trailing true union unique user using variadic verbose when where window with")
        .Split(' ').ToFrozenSet(StringComparer.Ordinal);
}
