using Dapper;
using De06Ingest.Database;
using De06Ingest.Feeds;
using De06Ingest.Intake.Normalise;
using De06Ingest.Intake.Pull;
using De06Ingest.Publishing;
using De06Ingest.Units;
using De06Ingest.Values;
using Npgsql;

namespace De06Ingest;

/// <summary>On which map a run's unit codes are: what a person confirmed, what the contract says, what is published, or
/// the map in force; and whether the codes themselves speak for another.</summary>
sealed class RunMap(
    FlowParts parts, FeedContract contract, RunOptions options, NpgsqlConnection connection, CurrentState? current,
    long runId)
{
    Confirmed? confirmed;

    /// <summary>What units mean in the run, once <see cref="Find"/> has looked.</summary>
    public UnitScope Units { get; private set; } = UnitScope.None;

    /// <summary>The extract's codes are on the map of those that readers see.</summary>
    public bool IsAsPublished =>
        Units.Stated is null || current?.UnitMap is null || current.UnitMap == Units.Number;

    /// <summary>Nothing is known of the feed's map: neither its contract nor a published state says one.</summary>
    public bool MayTakeFound => current is null && contract.UnitMap is null && !options.DryRun;

    /// <exception cref="ExtractRefused">The contract names a map that is not known.</exception>
    /// <param name="asOf">Time that the extract describes, or when it came.</param>
    /// <param name="found">What the codes of a feed's first extract spoke for, when its contract is silent.</param>
    public async Task Find(DateTimeOffset asOf, UnitMap? found)
    {
        var maps = await parts.Units(connection);
        if (maps.InForce(parts.Today) is not { } inForce)
        {
            return;
        }

        if (!contract.HasUnits)
        {
            // Figures of a feed without units are the province's.
            Units = new(maps, null, inForce);
            return;
        }

        confirmed = await connection.QuerySingleOrDefaultAsync<Confirmed?>(
            SqlFile.Text("publishing/confirmed_map"),
            new { feed = contract.Feed, as_of = asOf.ToUniversalTime(), said = contract.UnitMap?.Text ?? "" });
        var said = options.Release?.UnitMap ?? found?.Name ?? confirmed?.Map;
        var stated = said is not null ? maps.Find(said)
            : contract.UnitMap is null or { IsByEvidence: true }
                ? current?.UnitMap is { } last ? maps.Find((byte)last) ?? inForce : inForce
            : UnitScope.SaidBy(contract.UnitMap, VietnamTime.DayOf(asOf), maps);
        Units = new(maps, stated ?? throw new ExtractRefused("unit-map-unknown", said ?? contract.UnitMap!.Text),
            inForce);
    }

    /// <summary>Codes or names speak for another map than the one on which they were read, or contradict each other,
    /// or the contract leaves all to them; and nobody has said so.</summary>
    public async Task<UnitEvidence?> Doubts(PassResult pass)
    {
        if (Units.Stated is not { } stated || options.Release?.UnitMap is not null)
        {
            return null;
        }

        var rows = new Dictionary<int, long>();
        foreach (var ((unit, length), counted) in pass.Workers.SelectMany(w => w.Tally))
        {
            if (unit != SectorRecord.Unknown)
            {
                var slot = UnitSlot.Of(unit, length);
                rows[slot] = rows.GetValueOrDefault(slot) + counted.Records;
            }
        }

        var names = UnitNames.Sum(pass.Workers.Select(w => w.Names).OfType<UnitNames>());
        var evidence = UnitEvidence.Against(rows, names, stated, Units.Maps, pass.Counts.Unchanged)
            ?? (contract.UnitMap is { IsByEvidence: true } && confirmed is null ? new(stated, stated.Name) : null);

        // A person was asked just this before.
        evidence = evidence?.Map.Name == confirmed?.Found ? null : evidence;
        if (evidence is not null)
        {
            await connection.ExecuteAsync("update core.run set found_map = @Name where run_id = @runId",
                new { evidence.Map.Name, runId });
        }

        return evidence;
    }

    /// <summary>What a person confirmed of the feed last.</summary>
    /// <param name="Map">The map.</param>
    /// <param name="Found">What codes and names spoke for then.</param>
    sealed record Confirmed(string Map, string? Found);
}
