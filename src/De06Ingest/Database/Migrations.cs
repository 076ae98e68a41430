using System.Security.Cryptography;
using System.Text;
using Dapper;
using De06Ingest.Feeds;
using De06Ingest.Mismatches;
using De06Ingest.Publishing;
using Npgsql;

namespace De06Ingest.Database;

/// <summary>Brings a database to the schema of this program: the files of <c>sql/schema</c>, forward only, in
/// order.</summary>
/// <param name="database">Connections.</param>
/// <param name="units">Folder with the lists of administrative units, or null to leave them as they are.</param>
/// <param name="holidays">File of the decisions that move working days, or null for the law alone.</param>
/// <remarks>One advisory lock keeps two programs from migrating at once; each file is one transaction.</remarks>
sealed class Migrations(
    NpgsqlDataSource database, string? units = null, string? holidays = null) : IMigrations
{
    const long LockKey = 0x64653036_0001;

    /// <summary>Applies what is missing and returns the names of the files that it applied.</summary>
    /// <exception cref="SchemaMismatch">A released file differs from the one that was applied, or the database is
    /// newer than the program.</exception>
    public async Task<IReadOnlyList<string>> Apply(CancellationToken stop)
    {
        await using var connection = await database.OpenConnectionAsync(stop);
        await connection.ExecuteAsync("select pg_advisory_lock(@LockKey)", new { LockKey });
        try
        {
            var done = await Applied(connection);
            var applied = new List<string>();
            foreach (var path in SqlFile.In("schema"))
            {
                var name = path["schema/".Length..];
                var text = SqlFile.Text(path);
                if (done.TryGetValue(name, out var hash))
                {
                    SchemaMismatch.ThrowIf(hash != Hash(text), name);
                    continue;
                }

                await ApplyOne(connection, name, text, stop);
                applied.Add(name);
            }

            await QuartzSchema.Apply(connection, stop);
            await SaveKinds(connection);
            await new UnitTable(connection).Load(units, stop);
            await new CalendarTable(connection).Load(holidays);
            return applied;
        }
        finally
        {
            await connection.ExecuteAsync("select pg_advisory_unlock(@LockKey)", new { LockKey });
        }
    }

    /// <summary>True when every file of this program has been applied and no other.</summary>
    public async Task<bool> IsCurrent(CancellationToken stop)
    {
        await using var connection = await database.OpenConnectionAsync(stop);
        var done = await Applied(connection);
        return SqlFile.In("schema").Select(p => p["schema/".Length..]).ToHashSet().SetEquals(done.Keys);
    }

    public async Task<bool> CanReach(CancellationToken stop)
    {
        try
        {
            await using var connection = await database.OpenConnectionAsync(stop);
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    /// <summary>Brings a database up to date by its connection string; for tests and tools.</summary>
    public static async Task Apply(string connectionString, string? units, CancellationToken stop)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await new Migrations(source, units).Apply(stop);
    }

    static async Task SaveKinds(NpgsqlConnection connection)
    {
        foreach (var kind in MismatchRules.Kinds)
        {
            await connection.ExecuteAsync(SqlFile.Text("mismatches/save_kind"), new
            {
                kind = kind.Code,
                title_vi = kind.TitleVi,
                title_en = kind.TitleEn,
                severity = (short)kind.Severity,
                corrects = kind.Corrects.ToString().ToLowerInvariant(),
                across = !MismatchRules.IsOfThePass(kind.Code),
                field = kind.Field,
            });
        }
    }

    static async Task<Dictionary<string, string>> Applied(NpgsqlConnection connection)
    {
        await connection.ExecuteAsync(SqlFile.Text("schema_version"));
        var rows =
            await connection.QueryAsync<(string Name, string Hash)>("select name, hash from de06_schema_version");
        return rows.ToDictionary(r => r.Name, r => r.Hash);
    }

    static async Task ApplyOne(NpgsqlConnection connection, string name, string text, CancellationToken stop)
    {
        await using var transaction = await connection.BeginTransactionAsync(stop);
        await connection.ExecuteAsync(text, transaction: transaction, commandTimeout: 0);
        await connection.ExecuteAsync(
            "insert into de06_schema_version (name, hash) values (@name, @hash)",
            new { name, hash = Hash(text) }, transaction);
        await transaction.CommitAsync(stop);
    }

    static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

/// <summary>The database holds another schema than the program expects; the operator must update one of them.</summary>
sealed class SchemaMismatch(string file) : Exception($"schema file {file} differs from the one that was applied")
{
    public static void ThrowIf(bool differs, string file)
    {
        if (differs)
        {
            throw new SchemaMismatch(file);
        }
    }
}
