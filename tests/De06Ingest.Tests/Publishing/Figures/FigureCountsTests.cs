using De06Ingest.Publishing;
using De06Ingest.Publishing.Figures;
using De06Ingest.Tests.Support;
using De06Ingest.Tests.Units;
using Npgsql;

namespace De06Ingest.Tests.Publishing.Figures;

/// <summary>From records to the cells of all periods, with records written out as values.</summary>
public sealed class FigureCountsTests(PostgresServer server)
{
    const string Two = "21025";
    const string Other = "21040";

    [Fact]
    public async Task A_period_counts_the_records_of_its_days()
    {
        var cells = await Cells(new() { Code = "t", Statement = Records(
            ("21025", "2024-01-31", null, 1, 1, null), ("21025", "2024-02-01", null, 0, 1, null),
            ("21040", "2024-04-01", null, 1, 1, null), ("", "2024-02-10", null, 1, 1, null)) }, "2024-06-30");

        Assert.Equal("1/1", cells[(Two, "2024-01")]);
        Assert.Equal("0/1", cells[(Two, "2024-02")]);
        Assert.Equal("1/2", cells[(Two, "2024-Q1")]);
        Assert.Equal("1/1", cells[(Other, "2024-Q2")]);
        Assert.Equal("2/3", cells[("51", "2024-Q1")]); // with the record that names no unit
        Assert.Equal("3/4", cells[("51", "2024-H1")]);
        Assert.Equal("3/4", cells[("51", "2024-9M")]);
        Assert.Equal("3/4", cells[("51", "2024")]);
        Assert.Equal("0/0 not-applicable", cells[(Other, "2024-01")]);
        Assert.False(cells.ContainsKey(("51", "2024-05"))); // nothing at all in that month
        Assert.False(cells.ContainsKey(("51", "all")));
    }

    [Fact]
    public async Task A_state_to_date_counts_a_record_from_its_day_and_in_the_numerator_from_the_day_it_was_reached()
    {
        var cells = await Cells(new() { Code = "t", Counts = FigureCounting.ToDate, Statement = Records(
            (Two, "2020-05-01", "2024-03-11", 1, 1, null), (Two, "2024-02-01", "2024-01-15", 1, 1, null),
            (Two, null, null, 0, 1, null), (Two, "2024-02-05", null, 0, 1, null)) }, "2024-06-30");

        Assert.Equal("0/2", cells[(Two, "2024-01")]); // reached before its own day: counts from that on
        Assert.Equal("1/4", cells[(Two, "2024-02")]);
        Assert.Equal("2/4", cells[(Two, "2024-Q1")]);
        Assert.Equal("2/4", cells[(Two, "all")]);
        Assert.Equal("1/4", (await Cells(Definition("t", FigureCounting.ToDate, Records(
            (Two, "2020-05-01", "2024-03-11", 1, 1, null), (Two, "2024-02-01", "2024-01-15", 1, 1, null),
            (Two, null, null, 0, 1, null), (Two, "2024-02-05", null, 0, 1, null))), "2024-06-30",
            FigurePeriod.Parse("2024-03-10")))[(Two, "2024-03-10")]);
    }

    [Fact]
    public async Task A_state_to_date_holds_nothing_of_days_to_come()
    {
        var cells = await Cells(Definition("t", FigureCounting.ToDate, Records(
            (Two, "2024-01-05", "2024-07-01", 1, 1, null), (Two, "2040-07-01", null, 0, 1, null))), "2024-06-30");

        Assert.Equal(("0/1", "0/1"), (cells[(Two, "2024")], cells[(Two, "all")]));
    }

    [Fact]
    public async Task The_latest_list_stands_for_the_whole_period()
    {
        var cells = await Cells(new() { Code = "t", Counts = FigureCounting.Latest, Statement = Records(
            (Two, "2024-01-31", null, 1, 1, null), (Two, "2024-02-29", null, 0, 1, null),
            (Two, "2024-02-29", null, 1, 1, null)) }, "2024-03-20");

        Assert.Equal(("1/1", "1/2", "1/2", "1/2"), (cells[(Two, "2024-01")], cells[(Two, "2024-02")],
            cells[(Two, "2024-Q1")], cells[(Two, "all")]));
        Assert.False(cells.ContainsKey((Two, "2024-03")));
    }

    [Theory]
    [InlineData("Some", false, "2/3")]
    [InlineData("Some", true, "2/4")]
    [InlineData("Majority", false, "1/3")]
    [InlineData("All", false, "1/3")]
    public async Task An_item_counts_once_by_what_all_its_records_come_to(string rule, bool listed, string province)
    {
        var items = new IndicatorDefinition { ItemCounts = Enum.Parse<ItemRule>(rule), ListedItems = listed };
        var cells = await Cells(items with { Code = "t", Statement = Records(
            (Two, "2024-01-05", null, 1, 1, "A"), (Other, "2024-01-06", null, 1, 1, "A"),
            (Two, "2024-01-05", null, 1, 1, "B"), (Other, "2024-01-06", null, 0, 1, "B"), // half is not more than half
            (Two, "2024-01-05", null, 0, 1, "C"), ("", null, null, 0, 0, "D")) }, "2024-06-30");

        Assert.Equal(province, cells[("51", "2024-01")]);
    }

    [Fact]
    public async Task A_number_may_be_zero_where_a_share_has_nothing_to_divide_by()
    {
        var records = Records((Two, "2024-01-05", null, 3, 1, null));
        var number = await Cells(Definition("t", default, records) with { Shows = FigureForm.Number }, "2024-06-30");
        Assert.Equal(("3/1", "0/0"), (number[(Two, "2024-01")], number[(Other, "2024-01")]));

        var province = await Cells(Definition("t", default, records) with { OnlyProvince = true }, "2024-06-30");
        Assert.Equal(["51"], province.Keys.Select(k => k.Item1).Distinct());
    }

    [Fact]
    public void A_value_takes_the_form_of_its_figure()
    {
        var rounded = Definition("t", default, "");
        Assert.Equal((74.42m, 74.41m), (rounded.Value(32, 43), (rounded with { Truncates = true }).Value(32, 43)));
        Assert.Null(rounded.Value(1, 0));
        Assert.Equal(5m, (rounded with { Shows = FigureForm.Money }).Value(5, 0));
        Assert.Null((rounded with { Shows = FigureForm.Rank }).Value(0, 0));
        Assert.Equal(3.5m, (rounded with { Shows = FigureForm.Days }).Value(7, 2));
    }

    [Fact]
    public void A_definition_holds_from_and_to_a_day()
    {
        var figure = Definition("t", default, "") with
        {
            ValidFrom = new(2024, 3, 1), ValidTo = new(2024, 4, 30), Periods = [PeriodKind.Month],
        };
        Assert.Equal(["2024-03", "2024-04"], figure.Kept(new(2024, 6, 30)).Select(p => $"{p}"));
        Assert.Equal(figure.Hash(), IndicatorDefinition.FromJson(figure.ToJson()).Hash());
    }

    static IndicatorDefinition Definition(string code, FigureCounting counts, string statement) =>
        new() { Code = code, Counts = counts, Statement = statement };

    async Task<Dictionary<(string, string), string>> Cells(
        IndicatorDefinition definition, string asOf, FigurePeriod? only = null)
    {
        var database = new PostgresDatabase(server);
        await database.InitializeAsync();
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);
        await using var connection = await source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        var day = DateOnly.Parse(asOf);
        var counts = await FigureCounts.Read(connection, definition, definition.Statement,
            only is { } asked ? FigureDays.Of(definition, asked, day) : FigureDays.Of(definition, day), day);
        var tree = new UnitTree(UnitFixture.Maps, UnitFixture.Map("2025-07"), ["51"]);
        return new FigureCells(definition, tree, _ => new HashSet<string>())
            .Build(counts, only is { } period ? [period] : definition.Kept(day))
            .ToDictionary(c => (c.Unit, c.Period),
                c => $"{c.Numerator}/{c.Denominator}{(c.State == "value" ? "" : " " + c.State)}");
    }

    /// <summary>A statement whose records are written out.</summary>
    static string Records(
        params (string Unit, string? Day, string? Reached, int Numerator, int Denominator, string? Item)[] records) =>
        "select v.unit as unit, '' as record, v.day as day, "
        + (records.Any(r => r.Reached is not null) ? "v.reached as reached, " : "")
        + (records.Any(r => r.Item is not null) ? "v.item as item, " : "")
        + "v.n as numerator, v.d as denominator from (values "
        + string.Join(", ", records.Select(r => $"('{r.Unit}', {Day(r.Day)}, {Day(r.Reached)}, {r.Numerator}, "
            + $"{r.Denominator}, {(r.Item is null ? "null::text" : $"'{r.Item}'")})"))
        + ") v (unit, day, reached, n, d, item)";

    static string Day(string? day) => day is null ? "null::date" : $"'{day}'::date";
}
