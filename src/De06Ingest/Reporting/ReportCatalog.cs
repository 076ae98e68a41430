using System.Text.RegularExpressions;
using De06Ingest.Database;

namespace De06Ingest.Reporting;

/// <summary>A report that people ask for by name: its statement is <c>sql/reporting/reports/NAME.sql</c>, its title,
/// what it answers and who reads it are <c>report.NAME…</c> in the messages.</summary>
/// <param name="Name">Stable name.</param>
sealed partial record ReportDefinition(string Name)
{
    /// <summary>Rows are of units, so that one unit and all below it can be asked for.</summary>
    public bool ByUnit { get; init; } = true;

    /// <summary>Rows are of persons: names and numbers are masked unless clear ones are asked for.</summary>
    public bool Personal { get; init; }

    /// <summary>Rests on every feed, whatever clean tables the statement names.</summary>
    public bool OnEveryFeed { get; init; }

    public string Statement => SqlFile.Text("reporting/reports/" + Name);

    /// <summary>Names of the clean tables that the statement reads: the report is as good as these feeds.</summary>
    public IReadOnlyList<string> Tables =>
        [.. CleanView().Matches(Statement).Select(m => m.Groups[1].Value).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>The statement with something else in the place of one clean view.</summary>
    public static string Replace(string statement, string table, string by) =>
        CleanView().Replace(statement, view => view.Groups[1].Value == table ? by : view.Value);

    [GeneratedRegex(@"\bapi(?:_full)?\.clean_(\w+)")]
    private static partial Regex CleanView();
}

/// <summary>Every report there is: to add one, write its statement, its texts and a line here.</summary>
static class ReportCatalog
{
    public static IReadOnlyList<ReportDefinition> All { get; } =
    [
        new("still-limited") { OnEveryFeed = true },
        new("lists-not-taken"),
        new("late-work"),
        new("overdue-dossiers"),
        new("entry-errors"),
        new("low-activity-services"),
        new("procedures-missing") { ByUnit = false },
        new("people-away") { Personal = true },
        new("people-away-by-unit"),
        new("helpers-list") { Personal = true },
        new("beneficiaries-without-account") { Personal = true },
        new("borrowers") { Personal = true },
        new("cleaned-share") { OnEveryFeed = true },
        new("sync-lag") { ByUnit = false, OnEveryFeed = true },
        new("sync-lag-records"),
        new("outages") { ByUnit = false, OnEveryFeed = true },
        new("lgsp-failures") { ByUnit = false },
        new("targets"),
        new("figure-checks") { OnEveryFeed = true },
        new("outside-values"),
        new("published-series"),
        new("press-sheet"),
    ];

    public static IReadOnlyList<string> Names { get; } = [.. All.Select(r => r.Name)];

    public static ReportDefinition? Find(string name) => All.FirstOrDefault(r => r.Name == name);
}
