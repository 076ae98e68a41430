using Dapper;
using De06Ingest.Feeds;
using De06Ingest.Intake.Pull;
using De06Ingest.Matching;
using De06Ingest.Mismatches.Across;
using De06Ingest.Publishing;
using De06Ingest.Publishing.Figures;
using De06Ingest.Units;
using De06Ingest.Values;
using Npgsql;

namespace De06Ingest;

/// <summary>What every run of every feed shares: the database, the contracts, the figures, the reference in
/// memory.</summary>
/// <param name="Database">Connections.</param>
/// <param name="Contracts">Every contract, reference feeds first.</param>
/// <param name="Indicators">Definitions of the figures.</param>
/// <param name="References">The reference index.</param>
/// <param name="Pull">Fetches an extract as the contract or the options say.</param>
sealed record FlowParts(
    NpgsqlDataSource Database,
    IReadOnlyList<FeedContract> Contracts,
    IReadOnlyList<IndicatorDefinition> Indicators,
    ReferenceTable References,
    Func<FeedContract, RunOptions, CancellationToken, Task<Extract?>> Pull)
{
    byte[]? pseudonymKey;
    (long Version, UnitMaps Maps)? units;

    /// <summary>The match model by which rows are linked whose personal id leads to nobody; null for none.</summary>
    public MatchModelFile? MatchModel { get; init; }

    /// <summary>Hash of the model, when rows of this feed are looked for by evidence.</summary>
    public string? MatchModelOf(FeedContract contract) => contract.UsesEvidence ? MatchModel?.Hash : null;

    /// <summary>Looks for citizens where the personal id leads to nobody; null where that is not asked for.</summary>
    /// <param name="connection">Reads what people decided.</param>
    /// <param name="contract">Contract of the feed.</param>
    /// <param name="reference">The citizens; null before their first publish.</param>
    /// <param name="generation">Generation that readers see; null before the first.</param>
    public async Task<CitizenSearch?> Evidence(
        NpgsqlConnection connection, FeedContract contract, ReferenceIndex? reference, int? generation) =>
        reference is null || MatchModelOf(contract) is null
            ? null
            : new(contract, reference, () => MatchModel!.Model,
                await CitizenLinks.Decisions(connection, contract),
                refs => CitizenLinks.Published(Database, new CleanTable(contract), generation, refs));

    /// <summary>Folder for the row states of published feeds, a cache of the clean tables; null for none.</summary>
    public string? StateFolder { get; init; }

    /// <summary>Rows from which on a feed gets indexes for the rules across the set.</summary>
    public long IndexFrom { get; init; } = AcrossIndexesTable.ManyRows;

    /// <summary>Bytes of refused rows that each worker of a pass keeps in memory.</summary>
    public int RefusalMemory { get; init; } = 32 << 20;

    /// <summary>Code of the province that is served; null to let the data say.</summary>
    public string? Province { get; init; }

    /// <summary>The table of the figures.</summary>
    public IndicatorTable Figures => new(Indicators, Province);

    /// <summary>Says what day it is; another one in tests and in a demo.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Day on which the map in force is looked up.</summary>
    public DateOnly Today => VietnamTime.DayOf(Clock.GetUtcNow());

    /// <summary>Administrative units; read again when the lists have changed.</summary>
    public async Task<UnitMaps> Units(NpgsqlConnection connection)
    {
        var table = new UnitTable(connection);
        var version = await table.Version();
        if (units is not { } known || known.Version != version)
        {
            units = known = (version, await table.Read());
        }

        return known.Maps;
    }

    /// <summary>Number of the map in force today, without reading its units; null when no map is known.</summary>
    public Task<short?> NumberInForce(NpgsqlConnection connection) => connection.ExecuteScalarAsync<short?>(
        "select map_no from core.unit_map where in_force_from <= @today order by in_force_from desc limit 1",
        new { today = Today.ToDateTime(TimeOnly.MinValue) });

    /// <summary>What units mean where no extract is read: in published rows, each with its own map.</summary>
    public async Task<UnitScope> UnitsInForce(NpgsqlConnection connection)
    {
        var maps = await Units(connection);
        return new(maps, null, maps.InForce(Today));
    }

    /// <summary>The key of citizen_ref, read once.</summary>
    public async Task<Pseudonym> Pseudonym(CancellationToken stop)
    {
        if (pseudonymKey is null)
        {
            await using var command = Database.CreateCommand("select key from core.pseudonym_key");
            pseudonymKey = (byte[])(await command.ExecuteScalarAsync(stop))!;
        }

        return new Pseudonym(pseudonymKey);
    }
}
