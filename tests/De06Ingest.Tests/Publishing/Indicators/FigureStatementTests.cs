using De06Ingest.Publishing.Figures;
using De06Ingest.Tests.Support;

namespace De06Ingest.Tests.Publishing.Indicators;

/// <summary>What every figure says of single rows, against <c>Cases/*.txt</c>.</summary>
public sealed class FigureStatementTests(FigureTables tables) : IClassFixture<FigureTables>
{
    static readonly IReadOnlyDictionary<string, IndicatorDefinition> Definitions =
        IndicatorFiles.Load(Repository.Folder("deploy/indicators")).ToDictionary(d => d.Code);

    public static TheoryData<string> Codes => [.. FigureCase.All.Keys];

    [Fact]
    public void Every_figure_is_counted_by_hand() =>
        Assert.Equal(Definitions.Keys.Order(), FigureCase.All.Keys.Order());

    [Theory]
    [MemberData(nameof(Codes))]
    public async Task Counts_every_record_as_by_hand(string code)
    {
        var found = await tables.Ask(Definitions[code], FigureCase.All[code]);

        Assert.Equal(InOrder(FigureCase.All[code].Records), InOrder(found));
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public async Task Names_each_record_once_and_each_cause_in_the_definition(string code)
    {
        var definition = Definitions[code];
        var found = await tables.Ask(definition, FigureCase.All[code]);

        Assert.Equal(found.Count, found.DistinctBy(r => r.Record).Count());
        Assert.Empty(found.Select(r => r.Cause).OfType<string>().Except(definition.Causes.Keys));
        Assert.Equal(definition.Counts == FigureCounting.ToDate, definition.Columns.Contains("reached"));
        Assert.Equal(definition.ItemCounts != ItemRule.None, definition.Columns.Contains("item"));
        Assert.All(found, r => Assert.True(r.Reached is null || r.Numerator != 0, $"{code} {r.Record}"));
    }

    static IEnumerable<string> InOrder(IEnumerable<CaseRecord> records) =>
        records.OrderBy(r => r.Record, StringComparer.Ordinal).Select(r => $"{r}");
}
