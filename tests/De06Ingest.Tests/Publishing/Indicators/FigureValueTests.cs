using De06Ingest.Publishing;
using De06Ingest.Publishing.Figures;
using De06Ingest.Tests.Support;
using De06Ingest.Tests.Units;

namespace De06Ingest.Tests.Publishing.Indicators;

/// <summary>From the rows of a case to what the figure says of a period, by each way of counting and each
/// form.</summary>
public sealed class FigureValueTests(FigureTables tables) : IClassFixture<FigureTables>
{
    static readonly DateOnly AsOf = new(2024, 12, 31);

    static readonly IReadOnlyDictionary<string, IndicatorDefinition> Definitions =
        IndicatorFiles.Load(Repository.Folder("deploy/indicators")).ToDictionary(d => d.Code);

    [Theory]
    [InlineData("dossiers-online", "2024-06", "0/3", "0")]
    [InlineData("dossiers-online", "2024-Q3", "1/1", "100")]
    [InlineData("dossiers-online", "2024", "1/4", "25")]
    [InlineData("pension-through-account", "2024-Q2", "3/4", "75")] // the list of June, not of February
    [InlineData("pension-through-account", "2024-Q1", "0/1", "0")]
    [InlineData("eid-activated", "2023-01-31", "0/5", "0")]
    [InlineData("eid-activated", "2023-Q1", "1/5", "20")]
    [InlineData("eid-of-target", "2023", "1/300", "0.33")]
    [InlineData("eid-of-target", "2024", "1/500", "0.2")] // the target of 2024 takes the place of that of 2023
    [InlineData("cards-issued", "2024", "1/2", "50")] // one of the three turns 14 in 2026
    [InlineData("dossiers-overdue", "2023-10-02", "1/4", "25")] // 30 September was a Saturday: due on Monday
    [InlineData("dossiers-overdue", "2023-10-03", "2/4", "50")]
    [InlineData("essential-with-online-dossiers", "2023-H1", "1/2", "50")]
    [InlineData("essential-above-half", "2023-H1", "0/1", "0")] // half is not above half
    [InlineData("essential-whole-online", "2023-H1", "1/1", "1")]
    [InlineData("procedures-paid-online", "2024-Q2", "1/2", "50")]
    [InlineData("procedures-paid-online", "2024-Q1", "0/2", "0")]
    [InlineData("fee-procedures-cashless", "2024", "0/2", "0")]
    [InlineData("policy-bank-households", "all", "2/3", "2")] // two borrowers of a household are one
    [InlineData("policy-bank-balance", "2023-H1", "70000000/3", "70000000")]
    [InlineData("linked-procedure-days", "2024-06", "6/3", "2")]
    [InlineData("linked-procedure-days-statutory", "2024-06", "21/1", "21")]
    [InlineData("tasks-done", "2023-9M", "1/2", "50")]
    [InlineData("tasks-done", "2022", "0/1", "0")]
    [InlineData("papi-rank", "2023", "11/1", "11")]
    [InlineData("publicity-index", "2024-Q1", "912/1800", "50.67")]
    [InlineData("lgsp-success", "2023-09", "1031/1040", "99.1")]
    [InlineData("lgsp-services", "2023-09", "1/2", "1")]
    [InlineData("app-installs-smart", "2023-09", "50/1", "50")] // the counter of the last day, not the sum
    [InlineData("health-records-vneid-linked", "2024-Q1", "1/3", "33.33")]
    [InlineData("cards-collected", "2024-H1", "1/1", "1")]
    public async Task Says_of_the_province(string code, string period, string counts, string value)
    {
        var definition = Definitions[code];
        var asked = FigurePeriod.Parse(period)!.Value;
        var read = await tables.Ask(FigureCase.All[code], connection => FigureCounts.Read(
            connection, definition, definition.Statement, FigureDays.Of(definition, asked, AsOf), AsOf));
        var tree = new UnitTree(UnitFixture.Maps, UnitFixture.Map("2025-07"), ["51"]);
        var cell = new FigureCells(definition, tree, _ => new HashSet<string>()).Build(read, [asked])
            .Single(c => c.Unit == "51");

        Assert.Equal(counts, $"{cell.Numerator}/{cell.Denominator}");
        Assert.Equal(decimal.Parse(value, System.Globalization.CultureInfo.InvariantCulture), definition.Value(cell));
    }
}
