using System.Text.Json;
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
/// <param name="moved">Rows that this publish moves; null when that is not known.</param>
/// <remarks>Kept counts are used only where every feed stands as they left it; otherwise all is counted
/// anew.</remarks>
sealed class KeptCounts(NpgsqlConnection connection, PublishedFeeds feeds, UnitMap? map, MovedRows? moved)
{
    readonly FigureRows rows = new(connection);

    /// <summary>Counts of a figure as this publish leaves them.</summary>
    public async Task<FigureCounts> Read(IndicatorDefinition definition)
    {
        var until = feeds.NewestDay(definition)!.Value;
        var keeps = definition.SingleRowFeeds.Count > 0;
        if (keeps && MayMove(definition) && await Kept(definition, until) is var (days, kept))
        {
            await kept.Add(connection, await Counting(before: false));
            await kept.Add(connection, $"""
                select b.unit, b.item, b.day, -b.numerator, -b.denominator, -b.records
                from ({await Counting(before: true)}) b
                """);
            await connection.ExecuteAsync(
                "update core.figure_count set runs = @runs::jsonb, counts = @counts where code = @Code",
                new { definition.Code, runs = Runs(definition), counts = kept.ToBytes() });
            return new(definition, kept, until);

            async Task<string> Counting(bool before) => FigureCounts.Counting(
                definition, await rows.Of(definition, feeds, moved!, before), days);
        }

        var anew = FigureDays.Of(definition, until);
        var sums = new FigureSums();
        await sums.Add(
            connection, FigureCounts.Counting(definition, await rows.Now(definition, feeds, map), anew));
        if (keeps)
        {
            await Keep(definition, anew, until, sums);
        }

        return new(definition, sums, until);
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
        moved is not null && definition.SingleRowFeeds.Contains(moved.Feed)
        && (!definition.ReadsLedger || moved.TellsLedger && definition.Feeds.Count == 1)
        && (map is null || definition.Feeds.All(f => feeds.GenerationOnOtherMap(f, map) is null));

    /// <summary>Counts from before this publish, and the days that they tell apart; null when they are not
    /// those.</summary>
    async Task<(FigureDays Days, FigureSums Sums)?> Kept(IndicatorDefinition definition, DateOnly until)
    {
        await using var command = new NpgsqlCommand(
            """
            select firsts, counts from core.figure_count
            where code = @code and definition_hash = @hash and map_no is not distinct from @map
              and runs = @before::jsonb and @until between until and until + @ahead
            """, connection);
        command.Parameters.AddWithValue("code", definition.Code);
        command.Parameters.AddWithValue("hash", definition.Hash());
        command.Parameters.AddWithValue("map", (object?)(short?)map?.Number ?? DBNull.Value);
        command.Parameters.AddWithValue("before", Runs(definition, moved!.RunBefore));
        command.Parameters.AddWithValue("until", until);
        command.Parameters.AddWithValue("ahead", FigureDays.Ahead);
        await using var reader = await command.ExecuteReaderAsync();
        return await reader.ReadAsync()
            ? (new FigureDays(reader.GetFieldValue<DateOnly[]>(0)), FigureSums.FromBytes(reader.GetFieldValue<byte[]>(1)))
            : null;
    }

    Task Keep(IndicatorDefinition definition, FigureDays days, DateOnly until, FigureSums sums) =>
        connection.ExecuteAsync(
            """
            insert into core.figure_count
              (code, definition_hash, map_no, firsts, until, runs, reads_ledger, counts)
            values (@Code, @hash, @map, @days::date[], @until::date, @runs::jsonb, @ReadsLedger, @counts)
            on conflict (code) do update
            set definition_hash = excluded.definition_hash, map_no = excluded.map_no, firsts = excluded.firsts,
                until = excluded.until, runs = excluded.runs, reads_ledger = excluded.reads_ledger,
                counts = excluded.counts
            """,
            new
            {
                definition.Code,
                hash = definition.Hash(),
                map = (short?)map?.Number,
                days = days.ToString(),
                until = $"{until:yyyy-MM-dd}",
                runs = Runs(definition),
                definition.ReadsLedger,
                counts = sums.ToBytes(),
            });

    /// <summary>Run of every feed of a figure, of the publish's own feed as stated.</summary>
    string Runs(IndicatorDefinition definition, long? own = null) => JsonSerializer.Serialize(
        feeds.Runs(definition).ToDictionary(r => r.Key, r => r.Key == moved?.Feed && own is { } run ? run : r.Value));
}
