using Dapper;
using De06Ingest.Units;
using Npgsql;

namespace De06Ingest.Publishing.Figures;

/// <summary>
/// Owns core.figure_count: what the records of figures come to, kept from publish to publish, so that one which moves
/// few rows counts only the records that rest on them: what was kept, and them as they are, less them as they were.
/// </summary>
/// <param name="connection">Connection of the publish.</param>
/// <param name="feeds">How the feeds stand, this publish included.</param>
/// <param name="map">Map of the home units; null to leave them as stated.</param>
/// <param name="units">Units of the cells.</param>
/// <param name="moved">Rows that this publish moves; null when that is not known.</param>
/// <remarks>Kept counts are used only where every feed stands as they left it; otherwise all is counted
/// anew.</remarks>
sealed class KeptCounts(
    NpgsqlConnection connection, PublishedFeeds feeds, UnitMap? map, UnitTree units, MovedRows? moved)
{
    readonly FigureRows rows = new(connection);
    readonly string signature = units.Signature;
    readonly List<(IndicatorDefinition Definition, KeptSums Kept)> now = [];

    /// <summary>Counts a figure from all of its records.</summary>
    public async Task<RefreshedCounts> Count(IndicatorDefinition definition)
    {
        var until = feeds.NewestDay(definition)!.Value;
        var (days, sums) = (FigureDays.Of(definition, until), new FigureSums());
        await sums.Add(connection, FigureCounts.Counting(definition, await rows.Now(definition, feeds, map), days));
        if (definition.SingleRows.Count > 0)
        {
            now.Add((definition, new(days, until, until, sums.ToBytes())));
        }

        return new(new(definition, sums, until), null, []);
    }

    /// <summary>A publish of a feed moved mismatches only, of kinds that the other figures do not count: their counts
    /// hold for it too.</summary>
    public static Task Confirm(NpgsqlConnection connection, string feed, long runBefore, long runId) =>
        connection.ExecuteAsync(
            """
            update core.figure_count set runs = jsonb_set(runs, array[@feed], to_jsonb(@runId))
            where (runs ->> @feed)::bigint = @runBefore
            """, new { feed, runBefore, runId });

    /// <summary>A person moved a mismatch of this feed: figures that count mismatches are counted anew by the next
    /// publish. Waits for one that is counting.</summary>
    public static async Task Forget(NpgsqlConnection connection, string feed)
    {
        await IndicatorTable.Hold(connection);
        await connection.ExecuteAsync(
            "delete from core.figure_count where reads_ledger and jsonb_exists(runs, @feed)", new { feed });
    }

    bool MayMove(IndicatorDefinition definition) =>
        moved is not null && definition.SingleRows.ContainsKey(moved.Feed)
        && (!definition.ReadsLedger || moved.TellsLedger && definition.Feeds.Count == 1)
        && (map is null || definition.Feeds.All(f => feeds.GenerationOnOtherMap(f, map) is null));

    /// <summary>Moves what was kept of figures before this publish, where it can be moved.</summary>
    /// <param name="definitions">Figures.</param>
    /// <param name="take">Gets each that is moved, while the server counts the next.</param>
    /// <returns>The figures that were moved.</returns>
    public async Task<IReadOnlyList<IndicatorDefinition>> Move(
        IEnumerable<IndicatorDefinition> definitions, Action<IndicatorDefinition, RefreshedCounts> take)
    {
        var movable = definitions.Where(MayMove).ToList();
        var before = movable.Count > 0 ? await ReadKept(movable) : [];
        var moving = movable.FindAll(d => before.ContainsKey(d.Code));
        if (moving.Count == 0)
        {
            return moving;
        }

        var gathering = rows.Gather(moving, feeds, moved!);
        var sums = moving.ConvertAll(d => FigureSums.FromBytes(before[d.Code].Sums));
        await gathering;
        var countings = moving.Select(d => FigureCounts.Moving(d,
            FigureRows.Of(d, moved!, before: true), FigureRows.Of(d, moved!, before: false), before[d.Code].Days));
        await FigureSums.Read(connection, countings, (at, change) =>
        {
            var (definition, kept, until) =
                (moving[at], before[moving[at].Code], feeds.NewestDay(moving[at])!.Value);
            sums[at].Add(change);
            now.Add((definition, kept with { Until = until, Sums = sums[at].ToBytes() }));
            take(definition, new(
                new(definition, sums[at], until), definition.Moved(kept.Until, until, change.DaysThatCount()),
                [.. definition.Kept(kept.Until).Except(definition.Kept(until))]));
        });
        return moving;
    }

    /// <summary>Only what is of the runs that readers saw, and tells enough days apart, can be moved.</summary>
    async Task<Dictionary<string, KeptSums>> ReadKept(List<IndicatorDefinition> movable)
    {
        var before = new Dictionary<string, KeptSums>();
        await using var command = new NpgsqlCommand(
            """
            select c.code, c.firsts, c.counted_until, c.until, c.counts
            from unnest(@codes, @hashes, @runs, @untils) as now (code, hash, runs, until)
            join core.figure_count c on c.code = now.code and c.definition_hash = now.hash
              and c.units = @units and c.runs = now.runs::jsonb
              and now.until between c.until and c.counted_until + @ahead
            """, connection);
        command.Parameters.AddWithValue("codes", movable.Select(d => d.Code).ToArray());
        command.Parameters.AddWithValue("hashes", movable.Select(d => d.Hash()).ToArray());
        command.Parameters.AddWithValue("runs", movable.Select(d => Runs(d, moved!.RunBefore)).ToArray());
        command.Parameters.AddWithValue("untils", movable.Select(d => feeds.NewestDay(d)!.Value).ToArray());
        command.Parameters.AddWithValue("units", signature);
        command.Parameters.AddWithValue("ahead", FigureDays.Ahead);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            before[reader.GetString(0)] = new(
                new(reader.GetFieldValue<DateOnly[]>(1)), reader.GetFieldValue<DateOnly>(2),
                reader.GetFieldValue<DateOnly>(3), reader.GetFieldValue<byte[]>(4));
        }

        return before;
    }

    /// <summary>Keeps the counts of all figures that were counted.</summary>
    public async Task Save()
    {
        if (now.Count == 0)
        {
            return;
        }

        await using var command = new NpgsqlCommand(
            """
            insert into core.figure_count
              (code, definition_hash, units, firsts, counted_until, until, runs, reads_ledger, counts)
            select code, hash, @units, firsts::date[], counted_until, until, runs::jsonb, reads_ledger, counts
            from unnest(@codes, @hashes, @firsts, @counted_until, @until, @runs, @reads_ledger, @counts)
              as n (code, hash, firsts, counted_until, until, runs, reads_ledger, counts)
            on conflict (code) do update
            set definition_hash = excluded.definition_hash, units = excluded.units, firsts = excluded.firsts,
                counted_until = excluded.counted_until, until = excluded.until, runs = excluded.runs,
                reads_ledger = excluded.reads_ledger, counts = excluded.counts
            """, connection);
        command.Parameters.AddWithValue("units", signature);
        command.Parameters.AddWithValue("codes", now.Select(n => n.Definition.Code).ToArray());
        command.Parameters.AddWithValue("hashes", now.Select(n => n.Definition.Hash()).ToArray());
        command.Parameters.AddWithValue("firsts", now.Select(n => n.Kept.Days.ToString()).ToArray());
        command.Parameters.AddWithValue("counted_until", now.Select(n => n.Kept.CountedUntil).ToArray());
        command.Parameters.AddWithValue("until", now.Select(n => n.Kept.Until).ToArray());
        command.Parameters.AddWithValue("runs", now.Select(n => Runs(n.Definition)).ToArray());
        command.Parameters.AddWithValue("reads_ledger", now.Select(n => n.Definition.ReadsLedger).ToArray());
        command.Parameters.AddWithValue("counts", now.Select(n => n.Kept.Sums).ToArray());
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Run of every feed of a figure; of the publish's own feed this one, if stated.</summary>
    string Runs(IndicatorDefinition definition, long? own = null)
    {
        var runs = new Dictionary<string, long>(feeds.Runs(definition));
        if (own is { } run)
        {
            runs[moved!.Feed] = run;
        }

        return "{" + string.Join(",", runs.Select(r => $"\"{r.Key}\":{r.Value}")) + "}";
    }

    /// <param name="Days">Days that are told apart.</param>
    /// <param name="CountedUntil">Day of the data when all was counted.</param>
    /// <param name="Until">Day of the data now.</param>
    /// <param name="Sums">The counts, as <see cref="FigureSums.ToBytes"/> writes them.</param>
    sealed record KeptSums(FigureDays Days, DateOnly CountedUntil, DateOnly Until, byte[] Sums);
}

/// <summary>Counts of a figure, and what a publish changes of its cells.</summary>
/// <param name="Counts">The counts.</param>
/// <param name="Moved">Kept periods whose values may have moved; null for all.</param>
/// <param name="Gone">Periods that were kept and are no more.</param>
sealed record RefreshedCounts(
    FigureCounts Counts, IReadOnlyList<FigurePeriod>? Moved, IReadOnlyList<FigurePeriod> Gone);
