using Dapper;
using De06Ingest.Database;
using De06Ingest.Feeds;
using De06Ingest.Intake.Pull;
using De06Ingest.Publishing;
using Npgsql;

namespace De06Ingest;

/// <summary>What readers see of a feed while a run goes on, and how the run's extract stands to it.</summary>
/// <param name="contract">The feed.</param>
/// <param name="connection">Connection of the run.</param>
/// <param name="current">What is published; null when nothing is.</param>
sealed class PublishedState(FeedContract contract, NpgsqlConnection connection, CurrentState? current)
{
    /// <summary>It was read under this contract and by this code.</summary>
    public bool IsUnderThisContract =>
        current?.ContractHash == contract.Hash && current.CodeEpoch == FeedRun.CodeEpoch;

    /// <summary>True when it is these very bytes, under this contract and this code.</summary>
    public Task<bool> HasBytesOf(Extract extract) =>
        !IsUnderThisContract
            ? Task.FromResult(false)
            : connection.ExecuteScalarAsync<bool>(SqlFile.Text("publishing/is_published"),
                new
                {
                    feed = contract.Feed,
                    sha256 = extract.Sha256,
                    delta = contract.Extent.IsDelta,
                    period = extract.Period,
                    unit = extract.Unit,
                });

    /// <summary>Other bytes, and the same rows: readers have nothing new to see.</summary>
    /// <remarks>A second row with one key and other content stands in the ledger only: that it is gone shows in no
    /// row, but for a delta, which would have to bring a newer one.</remarks>
    public async Task<bool> HasRowsOf(PassResult pass) =>
        current is not null && pass.Counts.Changed == 0 && pass.Vanished.Count == 0
        && pass.Deletions.Count == 0 && pass.Findings == 0
        && pass.Covered.All(s => !contract.Extent.IsSliced || pass.SliceRows.ContainsKey(s))
        && (contract.Extent.IsDelta || !await connection.ExecuteScalarAsync<bool>(
            SqlFile.Text("mismatches/has_conflict"), new { feed = contract.Feed }));

    /// <summary>The slices stand as a newer delivery shows them, so that an older one comes too late.</summary>
    /// <param name="extract">The delivery.</param>
    /// <param name="asOf">Its as-of time.</param>
    /// <param name="pass">What was found in it; null when its very bytes are published.</param>
    public Task ConfirmSlices(Extract extract, DateTimeOffset? asOf, PassResult? pass) =>
        !contract.Extent.IsSliced || asOf is null ? Task.CompletedTask
        : connection.ExecuteAsync(SqlFile.Text("publishing/confirm_slices"), new
        {
            feed = contract.Feed,
            as_of = asOf,
            slices = pass?.Covered.Select(s => s.Text).ToArray() ?? [],
            sha256 = pass is null ? extract.Sha256 : null,
            period = extract.Period,
            unit = extract.Unit,
        });

    public bool IsNewerThan(DateTimeOffset? asOf) =>
        contract.Extent.IsWhole && current is not null && asOf < current.ConfirmedAsOf;

    /// <summary>True when it is newer than every slice that came.</summary>
    public bool IsNewerThan(PassResult pass, DateTimeOffset? asOf) =>
        pass.Stale.Count > 0 && pass.Covered.All(pass.Stale.Contains)
        || (contract.Extent.IsSliced && pass.Covered.Count > 0
            && pass.Covered.All(s => pass.SliceAsOf.GetValueOrDefault(s) > asOf));

    /// <summary>Its rows of the slices that came; null when it has none of them.</summary>
    public long? RowsOf(PassResult pass) =>
        !contract.Extent.IsSliced ? current?.Rows
        : pass.Covered.Any(pass.SliceRows.ContainsKey) ? pass.Covered.Sum(s => pass.SliceRows.GetValueOrDefault(s))
        : null;
}
