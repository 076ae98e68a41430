using Dapper;
using De06Ingest.Database;
using De06Ingest.Feeds;
using De06Ingest.Publishing.Figures;
using De06Ingest.Reporting;
using De06Ingest.Units;
using Npgsql;

namespace De06Ingest.Publishing;

/// <summary>What the command line asks of the units: lists, relatives, imports, and figures on another map.</summary>
/// <param name="database">Connections.</param>
/// <param name="indicators">Definitions of the figures.</param>
/// <param name="contracts">Contracts, the reference among them.</param>
/// <param name="province">Code of the served province; null to let the data say.</param>
/// <param name="today">Day that decides which map is in force.</param>
sealed class AdminUnits(
    NpgsqlDataSource database, Lazy<IReadOnlyList<IndicatorDefinition>> indicators,
    Lazy<IReadOnlyList<FeedContract>> contracts, string? province, DateOnly today) : IAdminUnits
{
    public async Task<IReadOnlyList<UnitRow>> List(
        string? map, string? parent, string? level, CancellationToken stop)
    {
        await using var connection = await database.OpenConnectionAsync(stop);
        map ??= (await new UnitTable(connection).Read()).InForce(today)?.Name;
        return await Rows(connection, map, null, parent, level);
    }

    public async Task<IReadOnlyList<UnitRow>> Show(string code, string? map, CancellationToken stop)
    {
        await using var connection = await database.OpenConnectionAsync(stop);
        var maps = await new UnitTable(connection).Read();
        var found = new List<UnitRow>();
        foreach (var row in await Rows(connection, map, code, null, null))
        {
            var (own, unit) = (maps.Find(row.Map)!, maps.Find(row.Map)!.Find(code)!);
            found.Add(row with { Relation = "itself" });
            foreach (var other in maps.All.Where(m => m != own))
            {
                var relation = other.InForceFrom > own.InForceFrom ? "successor" : "predecessor";
                var relatives = maps.Relatives(unit, other).Select(u => u.Code).ToHashSet();
                found.AddRange((await Rows(connection, other.Name, null, null, null))
                    .Where(r => relatives.Contains(r.Code)).Select(r => r with { Relation = relation }));
            }
        }

        return found;
    }

    public async Task<UnitImport> Import(string file, string? map, string? earlier, CancellationToken stop)
    {
        await using var connection = await database.OpenConnectionAsync(stop);
        var (lists, changed) = await new UnitTable(connection).Import(file, map, earlier);
        return new(lists.Units.Count, lists.Steps.Count, changed, lists.Problems, lists.Kind);
    }

    public async Task<IReadOnlyList<IndicatorRow>> Figures(
        string? map, IndicatorFilter filter, CancellationToken stop)
    {
        await using var connection = await database.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        // Two dozen feeds are restated: what their rows are like is soon seen well enough.
        await connection.ExecuteAsync(
            "set local jit = off; set local work_mem = '128MB'; set local default_statistics_target = 10");
        var maps = await new UnitTable(connection).Read();
        var inForce = maps.InForce(today);
        var target = map is null ? inForce : maps.Find(map) ?? throw new UnitListRefused("unit-map-unknown", map);
        if (target is not null && contracts.Value.FirstOrDefault(c => c.Role == FeedRole.Reference) is { } reference)
        {
            await new RestatedRows(connection, reference).ReadAddresses(maps, target);
        }

        var feeds = await PublishedFeeds.Read(connection);
        var period = filter.Period is { } text ? FigurePeriod.Parse(text) : null;
        var table = new IndicatorTable([.. indicators.Value.Where(d => IsAsked(d, filter, period, feeds))], province);
        var cells = await table.Count(
            connection, new UnitScope(maps, null, inForce), target, filter.Code, period);
        await transaction.CommitAsync(stop);
        return
        [
            .. from c in cells
                   .OrderBy(c => c.Definition.Code, StringComparer.Ordinal)
                   .ThenByDescending(c => c.Cell.Period, StringComparer.Ordinal)
                   .ThenBy(c => c.Cell.Unit, StringComparer.Ordinal)
               where filter.Unit is null || c.Cell.Unit == filter.Unit
               let newest = feeds.NewestData(c.Definition)
               select Row(c.Definition, c.Cell, maps, target) with { AsOf = newest, DataUntil = newest },
        ];
    }

    static bool IsAsked(
        IndicatorDefinition definition, IndicatorFilter filter, FigurePeriod? period, PublishedFeeds feeds) =>
        period is not { } asked || filter.Code is not null || (definition.IsToldOf(asked)
            && !(filter.OnlyUnkept && feeds.NewestDay(definition) is { } day && definition.Kept(day).Contains(asked)));

    public async Task MustHave(string unit, string? code, string? map, CancellationToken stop)
    {
        if (UnitElsewhere.Is(unit))
        {
            return;
        }

        await using var connection = await database.OpenConnectionAsync(stop);
        if (map is null)
        {
            await PublishedReports.Place(connection, unit, stop);
        }

        var maps = await new UnitTable(connection).Read();
        var known = (map is null ? maps.InForce(today) : maps.Find(map))?.Find(unit);
        if (known is null && map is not null)
        {
            throw new UnitUnknown(unit, map);
        }

        if (known?.Level != "province" && indicators.Value.Any(d => d.Code == code && d.OnlyProvince))
        {
            throw new FigureUnknown("figure-province-only", code!);
        }
    }

    public async Task<FigureUnknown?> WhyNone(IndicatorFilter filter, CancellationToken stop)
    {
        await using var connection = await database.OpenConnectionAsync(stop);
        var feeds = await PublishedFeeds.Read(connection);
        var period = filter.Period is { } text ? FigurePeriod.Parse(text) : null;
        var asked = indicators.Value.Where(d => filter.Code is null || d.Code == filter.Code).ToList();
        if (asked is [var one])
        {
            var absence = feeds.Absence(one);
            return (period is { } its ? absence.Before(its) : null)
                ?? absence.Of(period, feeds.NewestDay(one) is null ? null : await FigureRows.First(connection, one));
        }

        var newest = asked.Select(feeds.NewestDay).Max();
        return asked.Count == 0 ? null
            : (newest, period) is not ({ } day, { } other) ? new("figure-none-counted")
            : other.First > day ? new("figure-period-ahead", day, other)
            : new("figure-none-of-any", other, day);
    }

    static IndicatorRow Row(IndicatorDefinition definition, FigureCell cell, UnitMaps maps, UnitMap? map)
    {
        var elsewhere = UnitElsewhere.Parse(cell.Unit) is { } other ? maps.Find(other.Map)?.Find(other.Code) : null;
        return new()
        {
            Code = definition.Code,
            Title = definition.Title,
            TitleEn = definition.TitleEn,
            Numerated = definition.Numerator,
            Basis = definition.Basis,
            Counts = definition.Counts.ToString().ToLowerInvariant(),
            LowerIsBetter = definition.LowerIsBetter,
            Unit = cell.Unit,
            UnitName = cell.Unit.Length > 0 && cell.Unit.All(char.IsAsciiDigit) ? map?.Find(cell.Unit)?.Name : null,
            NameElsewhere = elsewhere?.Name,
            LevelElsewhere = elsewhere?.Level,
            Period = cell.Period,
            Value = definition.Value(cell),
            State = cell.State,
            Numerator = cell.Numerator,
            Denominator = cell.Denominator,
            Reported = cell.Reported,
            Expected = cell.Expected,
            Shows = definition.ShownAs(),
            Class = definition.Class,
        };
    }

    static async Task<List<UnitRow>> Rows(
        NpgsqlConnection connection, string? map, string? code, string? parent, string? level) =>
        (await connection.QueryAsync<UnitRow>(
            SqlFile.Text("reporting/units"), new { map, code, parent, level })).AsList();
}
