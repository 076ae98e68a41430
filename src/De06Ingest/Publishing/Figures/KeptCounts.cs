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

    /// <summary>Counts of a figure as this publish leaves them.</summary>
    public async Task<RefreshedCounts> Read(IndicatorDefinition definition)
    {
        var until = feeds.NewestDay(definition)!.Value;
        var keeps = definition.SingleRows.Count > 0;
        if (keeps && MayMove(definition) && await Kept(definition, until) is { } kept)
        {
            var change = new FigureSums();
            await change.Add(connection, await Counting(before: false));
            await change.Add(connection, await Counting(before: true), sign: -1);
            kept.Sums.Add(change);
            await Keep(definition, kept with { Until = until });
            return new(
                new(definition, kept.Sums, until), definition.Moved(kept.Until, until, change.DaysThatCount()),
                [.. definition.Kept(kept.Until).Except(definition.Kept(until))]);

            async Task<string> Counting(bool before) => FigureCounts.Counting(
                definition, await rows.Of(definition, feeds, moved!, before), kept.Days);
        }

        var anew = new KeptSums(FigureDays.Of(definition, until), until, until, new());
        await anew.Sums.Add(
            connection, FigureCounts.Counting(definition, await rows.Now(definition, feeds, map), anew.Days));
        if (keeps)
        {
            await Keep(definition, anew);
        }

        return new(new(definition, anew.Sums, until), null, []);
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

    /// <summary>Counts from before this publish; null when they are not those, or tell too few days
    /// apart.</summary>
    async Task<KeptSums?> Kept(IndicatorDefinition definition, DateOnly until)
    {
        await using var command = new NpgsqlCommand(
            """
            select firsts, counted_until, until, counts from core.figure_count
            where code = @code and definition_hash = @hash and units = @units and runs = @before::jsonb
              and @until between until and counted_until + @ahead
            """, connection);
        command.Parameters.AddWithValue("code", definition.Code);
        command.Parameters.AddWithValue("hash", definition.Hash());
        command.Parameters.AddWithValue("units", signature);
        command.Parameters.AddWithValue("before", Runs(definition, moved!.RunBefore));
        command.Parameters.AddWithValue("until", until);
        command.Parameters.AddWithValue("ahead", FigureDays.Ahead);
        await using var reader = await command.ExecuteReaderAsync();
        return await reader.ReadAsync()
            ? new(
                new(reader.GetFieldValue<DateOnly[]>(0)), reader.GetFieldValue<DateOnly>(1),
                reader.GetFieldValue<DateOnly>(2), FigureSums.FromBytes(reader.GetFieldValue<byte[]>(3)))
            : null;
    }

    async Task Keep(IndicatorDefinition definition, KeptSums kept)
    {
        await using var command = new NpgsqlCommand(
            """
            insert into core.figure_count
              (code, definition_hash, units, firsts, counted_until, until, runs, reads_ledger, counts)
            values (@code, @hash, @units, @firsts, @counted_until, @until, @runs::jsonb, @reads_ledger, @counts)
            on conflict (code) do update
            set definition_hash = excluded.definition_hash, units = excluded.units, firsts = excluded.firsts,
                counted_until = excluded.counted_until, until = excluded.until, runs = excluded.runs,
                reads_ledger = excluded.reads_ledger, counts = excluded.counts
            """, connection);
        command.Parameters.AddWithValue("code", definition.Code);
        command.Parameters.AddWithValue("hash", definition.Hash());
        command.Parameters.AddWithValue("units", signature);
        command.Parameters.AddWithValue("firsts", kept.Days.Firsts);
        command.Parameters.AddWithValue("counted_until", kept.CountedUntil);
        command.Parameters.AddWithValue("until", kept.Until);
        command.Parameters.AddWithValue("runs", Runs(definition));
        command.Parameters.AddWithValue("reads_ledger", definition.ReadsLedger);
        command.Parameters.AddWithValue("counts", kept.Sums.ToBytes());
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
    /// <param name="Sums">The counts.</param>
    sealed record KeptSums(FigureDays Days, DateOnly CountedUntil, DateOnly Until, FigureSums Sums);
}

/// <summary>Counts of a figure, and what a publish changes of its cells.</summary>
/// <param name="Counts">The counts.</param>
/// <param name="Moved">Kept periods whose values may have moved; null for all.</param>
/// <param name="Gone">Periods that were kept and are no more.</param>
sealed record RefreshedCounts(
    FigureCounts Counts, IReadOnlyList<FigurePeriod>? Moved, IReadOnlyList<FigurePeriod> Gone);
