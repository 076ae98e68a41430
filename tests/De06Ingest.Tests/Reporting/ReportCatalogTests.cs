using De06Ingest.Database;
using De06Ingest.Reporting;
using De06Ingest.Tests.Reporting.Reports;
using De06Ingest.Tests.Support;

namespace De06Ingest.Tests.Reporting;

/// <summary>Catalogue, statements and texts of the reports belong together.</summary>
public sealed class ReportCatalogTests(PostgresServer server)
{
    [Fact]
    public void Every_statement_is_a_report_and_every_report_a_statement() => Assert.Equal(
        SqlFile.In("reporting/reports"),
        ReportCatalog.All.Select(r => "reporting/reports/" + r.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void A_report_says_rightly_whether_it_is_by_unit_and_about_persons() => Assert.All(ReportCatalog.All, r =>
    {
        Assert.Equal(r.ByUnit, r.Statement.Contains(":unit", StringComparison.Ordinal));
        Assert.Equal(r.Personal, r.Statement.Contains(":clear", StringComparison.Ordinal));
    });

    [Fact]
    public void Knows_the_feeds_of_a_report_by_its_statement() => Assert.Equal(
        ["delegated_procedures", "police_dossiers", "portal_dossiers", "published_procedures", "service_catalogue",
            "service_dossiers"], ReportCatalog.Find("procedures-missing")!.Tables);

    [Fact]
    public async Task Every_report_and_column_has_its_texts()
    {
        await using var bench = await ReportBench.Start(server);
        foreach (var report in ReportCatalog.All)
        {
            var answer = await bench.Read(report.Name);
            string[] keys =
            [
                $"report.{report.Name}", $"report.{report.Name}.answers", $"report.{report.Name}.readers",
                .. answer.Columns.Select(c => "report-column." + c),
            ];
            Assert.All(keys, key => Assert.NotNull(Messages.For(Language.Vi).Find(key)));
        }
    }

    [Fact]
    public async Task Every_title_of_a_figure_or_feed_stands_in_english_as_well()
    {
        await using var bench = await ReportBench.Start(server);
        var titled = new List<string>();
        foreach (var report in ReportCatalog.All)
        {
            var columns = (await bench.Read(report.Name)).Columns;
            var titles = columns.Where(c => c is "figure" or "against_figure" or "matter_subject"
                or "feed_title" or "basis_title").ToList();
            Assert.All(titles, title => Assert.Contains(title + "_en", columns));
            titled.AddRange(titles);
        }

        Assert.Equal(11, titled.Count);
    }
}
