using System.Text.Json;
using Dapper;
using De06Ingest.Database;
using De06Ingest.Feeds;
using De06Ingest.Intake.Pull;
using Npgsql;

namespace De06Ingest.Publishing;

/// <summary>A run that a check of the whole extract held: readers keep the last good state until a person releases or
/// discards what came.</summary>
sealed record HeldRun
{
    /// <summary>What a person may set aside. Without a needed column, or under a header that stands twice, there is
    /// nothing to publish.</summary>
    static readonly string[] Releasable =
        ["refused-share", "row-drop", "mismatch-share", "new-column", "promised-rows", "unit-map", "as-of-ahead"];

    public required long RunId { get; init; }
    public required string Feed { get; init; }
    public required string State { get; init; }
    public string? Cause { get; init; }
    public string? Decision { get; init; }

    /// <summary>Map that the unit codes speak for.</summary>
    public string? FoundMap { get; init; }
    public string? Sha256 { get; init; }
    public string? SourceName { get; init; }
    public DateTimeOffset? ReceivedAt { get; init; }
    public DateTimeOffset? AsOf { get; init; }
    public string? Proof { get; init; }
    public string? Files { get; init; }

    /// <exception cref="DecisionRefused">There is no such run, or it is not held, or was decided before.</exception>
    public static async Task<HeldRun> Find(NpgsqlDataSource database, long runId, CancellationToken stop)
    {
        await using var connection = await database.OpenConnectionAsync(stop);
        var run = await connection.QuerySingleOrDefaultAsync<HeldRun>(new CommandDefinition(
            SqlFile.Text("publishing/held_run"), new { run_id = runId }, cancellationToken: stop));
        return run is null ? throw new DecisionRefused("run-unknown", $"{runId}")
            : run.State != "held" || run.Decision is not null ? throw new DecisionRefused("run-not-held", $"{runId}")
            : run;
    }

    /// <summary>The extract as it lies in the archive.</summary>
    /// <exception cref="DecisionRefused">It cannot be published, or the archive no longer has it.</exception>
    public Extract Extract(FeedContract contract)
    {
        if (!Releasable.Contains(Cause))
        {
            throw new DecisionRefused("run-not-releasable", Cause ?? "");
        }

        var files = JsonSerializer.Deserialize<List<ExtractFile>>(Files!)!;
        return files.Find(f => !File.Exists(f.Path)) is { } missing
            ? throw new DecisionRefused("archive-missing", missing.Name)
            : Delivery.Again(contract, files, Sha256!, SourceName!, ReceivedAt!.Value, Proof!) with { AsOf = AsOf };
    }

    public async Task Discard(NpgsqlDataSource database, HeldDecision said, CancellationToken stop)
    {
        await using var connection = await database.OpenConnectionAsync(stop);
        _ = await connection.ExecuteScalarAsync<long?>(new CommandDefinition(
            SqlFile.Text("publishing/discard_run"), new { run_id = RunId, by = said.By, reason = said.Reason },
            cancellationToken: stop))
            ?? throw new DecisionRefused("run-not-held", $"{RunId}");
    }
}
