using Dapper;
using De06Ingest.Feeds;
using Npgsql;

namespace De06Ingest.Publishing;

/// <summary>A contract now asks for rows that cannot stand beside those that readers see under its name: another type
/// of a column, another extent, subject or key. Views only ever gain columns, so a new name is needed.</summary>
/// <param name="code">Stable code, such as <c>contract-changed-type</c>.</param>
/// <param name="detail">What was and what is asked for now.</param>
sealed class ContractChanged(string code, string detail) : Exception($"{code} {detail}")
{
    public string Code { get; } = code;
    public string Detail { get; } = detail;

    /// <summary>A whole extract replaces every record, whatever its key; a slice or a delta would leave records under
    /// the old key, or of the old slices, beside those under the new.</summary>
    /// <exception cref="ContractChanged">The contract has another key, or other slices, than what is
    /// published.</exception>
    public static async Task Check(NpgsqlConnection connection, FeedContract contract, CurrentState? current)
    {
        if (contract.Extent.IsSliced && await connection.ExecuteScalarAsync<bool>(
            """
            select exists (select from core.slice s where s.feed = @Feed
              and ((s.period is not null) <> @ByPeriod or (s.unit is not null) <> @ByUnit))
            """, new { contract.Feed, contract.Extent.ByPeriod, contract.Extent.ByUnit }))
        {
            throw new ContractChanged("contract-changed-extent", "full of […] → full of […]");
        }

        if (current?.Key is { } key && !contract.Extent.IsWhole && !key.SequenceEqual(contract.Key))
        {
            throw new ContractChanged(
                "contract-changed-key", $"{string.Join(", ", key)} → {string.Join(", ", contract.Key)}");
        }
    }

    /// <summary>An extent in the words of contracts.</summary>
    public static string Extent(bool isSliced, bool isDelta) =>
        isDelta ? "delta" : isSliced ? "full of […]" : "full";
}
