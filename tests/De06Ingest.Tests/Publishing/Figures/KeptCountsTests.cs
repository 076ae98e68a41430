using De06Ingest.Publishing.Figures;
using De06Ingest.Reporting;
using De06Ingest.Mismatches;
using De06Ingest.Tests.Support;
using static De06Ingest.Tests.Support.FlowContracts;

namespace De06Ingest.Tests.Publishing.Figures;

/// <summary>Counts that are kept from publish to publish.</summary>
public sealed class KeptCountsTests(PostgresServer server)
{
    const string Wrong = "0912999999";

    static readonly IndicatorDefinition WrongPhones = new()
    {
        Code = "wrong-phones",
        Counts = FigureCounting.ToDate,
        Periods = [],
        Statement =
            """
            -- Accounts with a wrong phone / accounts of level 2.
            -- psql
            -- one row each of: accounts
            select t.home_unit as unit, t.record_id as record, null::date as day, null::date as reached,
                   (m.kind is not null)::integer::bigint as numerator,
                   (t.level = '2')::integer::bigint as denominator
            from api_full.clean_accounts t
            left join core.mismatch m on m.feed = 'accounts' and m.state = 'open' and m.kind = 'phone-differs'
              and m.subject_id = t.record_id
            """,
    };

    static readonly IndicatorDefinition LevelOfCitizens = new()
    {
        Code = "level-of-citizens",
        Counts = FigureCounting.ToDate,
        Periods = [],
        Statement =
            """
            -- Citizens with an account of level 2 / citizens.
            -- psql
            -- one row each of: accounts, population
            select p.home_unit as unit, p.record_id as record, null::date as day, null::date as reached,
                   coalesce(t.level = '2' and not t.is_duplicate, false)::integer::bigint as numerator,
                   1::bigint as denominator
            from api_full.clean_population p left join api_full.clean_accounts t on t.record_id = p.record_id
            """,
    };

    static readonly IndicatorDefinition Monthly =
        new() { Code = "t", Periods = [PeriodKind.Month], CompareWith = "previous-year" };

    [Fact]
    public void Days_of_the_past_are_told_by_their_period_and_days_to_come_one_by_one()
    {
        var days = FigureDays.Of(Monthly, new(2026, 8, 10));

        Assert.Equal(new DateOnly(2023, 12, 31), days.Firsts[0]);
        Assert.Contains(new DateOnly(2026, 8, 1), days.Firsts);
        Assert.DoesNotContain(new DateOnly(2026, 8, 2), days.Firsts);
        Assert.DoesNotContain(new DateOnly(2026, 8, 10), days.Firsts);
        Assert.Equal(
            Enumerable.Range(1, FigureDays.Ahead + 1).Select(n => new DateOnly(2026, 8, 10).AddDays(n)),
            days.Firsts.Where(day => day > new DateOnly(2026, 8, 10)));
    }

    [Fact]
    public void Days_that_a_running_period_is_held_against_are_told_one_by_one()
    {
        var days = FigureDays.Of(Monthly with { CompareWith = "same-period-last-year" }, new(2026, 8, 10)).Firsts;

        Assert.Equal(
            Enumerable.Range(0, FigureDays.Ahead).Select(n => new DateOnly(2025, 8, 11).AddDays(n)),
            days.Where(day => day > new DateOnly(2025, 8, 10) && day < new DateOnly(2025, 11, 11)));
    }

    [Fact]
    public void A_regime_month_that_begins_in_the_year_before_has_days_of_its_own()
    {
        var days = FigureDays.Of(Monthly with { Periods = [PeriodKind.RegimeMonth] }, new(2026, 8, 10));

        Assert.Equal([new(2023, 12, 14), new(2023, 12, 15), new(2024, 1, 15)], days.Firsts.Take(3));
    }

    [Fact]
    public void The_newest_of_several_lists_is_found_only_when_each_day_is_told()
    {
        var days = FigureDays.Of(Monthly with { Counts = FigureCounting.Latest }, new(2026, 8, 10));

        Assert.Contains(new DateOnly(2024, 2, 29), days.Firsts);
    }

    [Fact]
    public void A_publish_moves_the_periods_whose_records_changed_and_those_that_go_on()
    {
        var changed = new HashSet<DateOnly> { new(2026, 5, 1) };

        Assert.Equal(["2026-05"], Moved(FigureCounting.InPeriod, new(2026, 8, 9), new(2026, 8, 10)));
        Assert.Equal(["2026-05", "2026-08"], Moved(FigureCounting.InPeriod, new(2026, 7, 31), new(2026, 8, 1)));
        Assert.Equal(
            ["2026-05", "2026-06", "2026-07", "2026-08", "all"],
            Moved(FigureCounting.ToDate, new(2026, 8, 10), new(2026, 8, 10)));

        IEnumerable<string> Moved(FigureCounting counts, DateOnly before, DateOnly until) =>
            (Monthly with { Counts = counts }).Moved(before, until, changed).Select(p => $"{p}");
    }

    [Fact]
    public async Task Moves_with_rows_and_mismatches_and_is_made_anew_when_a_person_decides()
    {
        await using var flow = await Flow.Start(server, Population, Accounts());
        flow.Change(parts => parts with { Indicators = [WrongPhones] });
        await flow.Run("population", Citizens(9), "2026-01-01");
        await Day(flow, 1, wrong: 2);
        Assert.Equal("1/9", await Value(flow));
        Assert.Equal("2026-01-01", await CountedUntil(flow));

        await Day(flow, 2, wrong: 2, changed: 4);
        Assert.Equal("1/8", await Value(flow));
        await Day(flow, 3, wrong: 2, without: 3);
        Assert.Equal("1/8", await Value(flow));
        await Day(flow, 4, changed: 5);
        Assert.Equal("0/8", await Value(flow));
        await Day(flow, 5, wrong: 6);
        Assert.Equal("1/9", await Value(flow));
        Assert.Equal("2026-01-01", await CountedUntil(flow));

        Assert.True(await new MismatchDecisions(flow.Source).Ignore(
            new("accounts", Id(6), "phone-differs"), "Lan", "số của con", default));
        await Day(flow, 6, wrong: 6, changed: 4);
        Assert.Equal("0/8", await Value(flow));
        Assert.Equal("2026-01-06", await CountedUntil(flow));
    }

    [Fact]
    public async Task Counts_of_a_feed_that_moved_without_them_are_made_anew()
    {
        await using var flow = await Flow.Start(server, Population, Accounts());
        await flow.Run("population", Citizens(9), "2026-01-01");
        flow.Change(parts => parts with { Indicators = [WrongPhones] });
        await Day(flow, 1, wrong: 2);
        flow.Change(parts => parts with { Indicators = [] });
        await Day(flow, 2, changed: 4);
        flow.Change(parts => parts with { Indicators = [WrongPhones] });
        await Day(flow, 3, changed: 5);

        Assert.Equal("0/8", await Value(flow));
        Assert.Equal("2026-01-03", await CountedUntil(flow));
    }

    [Fact]
    public async Task Moves_with_rows_of_which_a_column_changed_that_it_reads()
    {
        await using var flow = await Flow.Start(server, Population, Accounts());
        flow.Change(parts => parts with { Indicators = [LevelOfCitizens] });
        await flow.Run("population", Citizens(9), "2026-01-01");
        await Day(flow, 1);
        Assert.Equal("9/9", await Value(flow));

        await Day(flow, 2, wrong: 2);
        Assert.Equal("9/9", await Value(flow));
        await Day(flow, 3, wrong: 5, changed: 4);
        Assert.Equal("8/9", await Value(flow));
        await Day(flow, 4, wrong: 4, without: 3);
        Assert.Equal("8/9", await Value(flow));
        await Day(flow, 5);
        Assert.Equal("9/9", await Value(flow));
        Assert.Equal("2026-01-01", await CountedUntil(flow));
    }

    [Fact]
    public void A_statement_reads_no_column_that_it_does_not_name()
    {
        var statement = FigureStatement.Of("select t.level, t.is_duplicate from api_full.clean_accounts t");

        Assert.True(statement.Reads("level"));
        Assert.True(statement.Reads("duplicate_of"));
        Assert.False(statement.Reads("phone"));
    }

    [Fact]
    public void Statements_that_rest_on_single_rows_name_their_columns() => Assert.All(
        IndicatorFiles.Load(Repository.Folder("deploy/indicators")).Where(d => d.SingleRows.Count > 0),
        d => Assert.DoesNotMatch(@"\.\*|select\s+\*", d.Statement));

    static Task Day(Flow flow, int day, int wrong = 0, int changed = 0, int without = 0) =>
        flow.Run("accounts", Many(AccountsHeader, 9, n => n == without ? ""
            : Account(n, n == wrong ? Wrong : null, n == changed ? "1" : "2")), $"2026-01-0{day}");

    static Task<string> Value(Flow flow) => flow.One<string>(
        "select numerator || '/' || denominator from core.indicator_value where length(unit) = 2 and period = 'all'");

    static Task<string> CountedUntil(Flow flow) =>
        flow.One<string>("select counted_until::text from core.figure_count");
}
