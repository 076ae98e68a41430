using Npgsql;
using Quartz;

namespace De06Ingest.Feeds;

/// <summary>
/// The scheduler's own tables, in schema <c>quartz</c>. The statements are those that Quartz carries inside itself,
/// so they fit the version that is built in; each creates only what is missing, so they can be applied at every
/// migration.
/// </summary>
static class QuartzSchema
{
    /// <summary>Prefix of the scheduler's tables, with the schema.</summary>
    public const string TablePrefix = "quartz.qrtz_";

    const string Resource = "Quartz.Impl.AdoJobStore.Schema.create_postgres.sql";

    /// <summary>Creates what is missing. Runs inside the caller's transaction when there is one.</summary>
    public static async Task Apply(NpgsqlConnection connection, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(Statements(), connection);
        await command.ExecuteNonQueryAsync(stop);
    }

    /// <summary>
    /// The statements, with our prefix in their places: {0} is the prefix, {1} the same without schema.
    /// </summary>
    public static string Statements()
    {
        using var stream = typeof(IJob).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"This version of Quartz carries no {Resource}.");
        var text = new StreamReader(stream).ReadToEnd();
        return "create schema if not exists quartz;\n" + text
            .Replace("{0}", TablePrefix, StringComparison.Ordinal)
            .Replace("{1}", TablePrefix.Split('.')[1], StringComparison.Ordinal);
    }
}
