using Dapper;
using De06Ingest.Database;
using De06Ingest.Feeds;
using De06Ingest.Units;
using Npgsql;

namespace De06Ingest.Publishing;

/// <summary>Owns core.unit, core.unit_map, core.unit_step, core.unit_owner and what is made from them: the units of
/// each map and the law between maps.</summary>
sealed class UnitTable(NpgsqlConnection connection)
{
    /// <summary>Makes the tables hold every list of the folder and of its folder <c>steps</c>; units that are in no
    /// list stay.</summary>
    /// <param name="folder">Folder of CSV files; null does nothing.</param>
    /// <param name="stop">Ends between files.</param>
    public async Task Load(string? folder, CancellationToken stop)
    {
        if (folder is null || !Directory.Exists(folder))
        {
            return;
        }

        var steps = Path.Combine(folder, "steps");
        var files = Directory.GetFiles(folder, "*.csv").Order(StringComparer.Ordinal)
            .Concat(Directory.Exists(steps) ? Directory.GetFiles(steps, "*.csv").Order(StringComparer.Ordinal) : []);
        long changed = 0;
        foreach (var file in files)
        {
            stop.ThrowIfCancellationRequested();
            var lists = UnitListReader.ReadFile(file, null, null);
            changed += lists.Problems.Count == 0
                ? await Save(lists)
                : throw ContractProblems.FailureOf(lists.Problems);
        }

        if (changed > 0)
        {
            await Settle();
        }
    }

    /// <summary>Takes one file, ours or an official one: the whole of it, or nothing when a row has a
    /// problem.</summary>
    /// <param name="file">The file.</param>
    /// <param name="map">Map of the list; when null, the one that the file's name states.</param>
    /// <param name="earlier">Earlier map of a conversion table; when null, the newest one before it.</param>
    /// <exception cref="UnitListRefused">The file is no list of units.</exception>
    public async Task<(UnitLists Lists, long Changed)> Import(string file, string? map, string? earlier)
    {
        map ??= UnitListReader.MapOf(Path.GetFileName(file));
        earlier ??= map is null ? null : await connection.ExecuteScalarAsync<string?>(
            "select max(map) from core.unit_map where map < @map", new { map });
        await using var transaction = await connection.BeginTransactionAsync();
        var lists = UnitListReader.ReadFile(file, map, earlier);
        if (lists.Problems.Count > 0)
        {
            return (lists, 0);
        }

        var changed = await Save(lists with { Units = await OnMapsDay(lists.Units) });
        if (changed > 0)
        {
            await Settle();
        }

        await transaction.CommitAsync();
        return (lists, changed);
    }

    /// <summary>An official list states no days: its units are in force from the day of the map that is
    /// known.</summary>
    async Task<IReadOnlyList<Unit>> OnMapsDay(IReadOnlyList<Unit> units)
    {
        var days = (await connection.QueryAsync<(string Map, DateTime From)>(
            "select map, in_force_from from core.unit_map")).ToDictionary(m => m.Map, m => Day(m.From));
        return
        [
            .. units.Select(u => u.ValidFrom == UnitListReader.FirstDayOf(u.Map) && days.TryGetValue(u.Map, out var day)
                ? u with { ValidFrom = day } : u),
        ];
    }

    /// <summary>Counts changes of the lists; a reader that knows an older version reads again.</summary>
    public Task<long> Version() => connection.ExecuteScalarAsync<long>("select version from core.unit_state");

    public async Task<UnitMaps> Read()
    {
        var maps = (await connection.QueryAsync<(string Map, short Number, DateTime From)>(
            "select map, map_no, in_force_from from core.unit_map order by map")).ToList();
        var units = (await connection.QueryAsync<(string Map, string Code, string Level, string? Parent, string Name,
            DateTime? From, DateTime? To)>(
            "select map, code, level, parent, name, valid_from, valid_to from core.unit order by map, code"))
            .ToLookup(u => u.Map, u => new Unit(u.Map, u.Code, u.Level, u.Parent, u.Name)
            {
                ValidFrom = Day(u.From),
                ValidTo = Day(u.To),
            });
        var steps = await connection.QueryAsync<(string, string, string, string, string)>(
            "select from_map, from_code, to_map, to_code, relation from core.unit_step");
        return new(
            maps.Select(m => new UnitMap((byte)m.Number, m.Map, DateOnly.FromDateTime(m.From), units[m.Map])),
            steps.Select(s => new UnitStep(s.Item1, s.Item2, s.Item3, s.Item4, s.Item5)));
    }

    async Task<long> Save(UnitLists lists)
    {
        long changed = 0;
        if (lists.Units is { Count: > 0 } units)
        {
            changed += await connection.ExecuteAsync(SqlFile.Text("publishing/save_unit"), new
            {
                maps = Column(units, u => u.Map),
                codes = Column(units, u => u.Code),
                levels = Column(units, u => u.Level),
                parents = Column(units, u => u.Parent),
                names = Column(units, u => u.Name),
                valid_from = Column(units, u => Date(u.ValidFrom)),
                valid_to = Column(units, u => Date(u.ValidTo)),
                owners = Column(units, u => u.Owner),
            });
        }

        if (lists.Steps is { Count: > 0 } steps)
        {
            changed += await connection.ExecuteAsync(SqlFile.Text("publishing/save_unit_step"), new
            {
                from_maps = Column(steps, s => s.FromMap),
                from_codes = Column(steps, s => s.FromCode),
                to_maps = Column(steps, s => s.ToMap),
                to_codes = Column(steps, s => s.ToCode),
                relations = Column(steps, s => s.Relation),
            });
        }

        return changed + await Save(lists.Owners);
    }

    async Task<long> Save(IReadOnlyList<UnitOwner> owners) => owners.Count == 0 ? 0
        : await connection.ExecuteAsync(SqlFile.Text("publishing/save_unit_owner"), new
        {
            maps = Column(owners, o => o.Map),
            codes = Column(owners, o => o.Code),
            owners = Column(owners, o => o.Owner),
            valid_from = Column(owners, o => Date(o.ValidFrom)),
            valid_to = Column(owners, o => Date(o.ValidTo)),
        });

    /// <summary>What follows from the lists: the maps' days, and where the people of each unit are on every other
    /// map.</summary>
    async Task Settle()
    {
        await connection.ExecuteAsync(SqlFile.Text("publishing/save_unit_map"));
        await connection.ExecuteAsync("delete from core.unit_carry; update core.unit_state set version = version + 1");
        var maps = await Read();
        foreach (var (from, to) in maps.All.SelectMany(f => maps.All.Where(t => t != f).Select(t => (f, t))))
        {
            var carry = maps.Between(from, to);
            var rows = from.Units.Keys.Select(slot => (Slot: slot, To: carry.All(slot)))
                .Where(r => r.To.Count > 0).ToList();
            await connection.ExecuteAsync(
                """
                insert into core.unit_carry (from_no, code, to_no, to_codes)
                select @from_no, n.code, @to_no, string_to_array(n.targets, ' ')
                from unnest(@codes::text[], @targets::text[]) as n (code, targets)
                """,
                new
                {
                    from_no = (short)from.Number,
                    to_no = (short)to.Number,
                    codes = Column(rows, r => UnitSlot.Text(r.Slot)),
                    targets = Column(rows, r => string.Join(' ', r.To.Select(UnitSlot.Text))),
                });
        }

        await connection.ExecuteAsync("analyze core.unit_carry");
    }

    static TColumn[] Column<TRow, TColumn>(IEnumerable<TRow> rows, Func<TRow, TColumn> column) =>
        [.. rows.Select(column)];

    static DateOnly? Day(DateTime? day) => day is { } some ? DateOnly.FromDateTime(some) : null;

    static DateTime? Date(DateOnly? day) => day?.ToDateTime(TimeOnly.MinValue);
}
