namespace De06Ingest.Commands;

/// <summary>Before anything is written: is the database's schema the one that this program knows?</summary>
static class SchemaGate
{
    /// <summary>A database that is away is for the caller to wait for. One that answers with another schema is not:
    /// this program must not write into what an older or newer one has made.</summary>
    /// <exception cref="ConfigurationProblem"><c>schema-behind</c>.</exception>
    public static async Task Check(IParts parts, CancellationToken stop)
    {
        if (await parts.Migrations.CanReach(stop) && !await parts.Migrations.IsCurrent(stop))
        {
            throw new ConfigurationProblem("schema-behind");
        }
    }
}
