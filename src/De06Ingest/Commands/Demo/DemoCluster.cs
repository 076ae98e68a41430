using De06Ingest.Database;

namespace De06Ingest.Commands.Demo;

/// <summary>The private PostgreSQL of a demo.</summary>
static class DemoCluster
{
    /// <summary>Makes the folder ready, starts its PostgreSQL and makes an empty database in it.</summary>
    /// <returns>Null when another demo runs in the folder, which is told.</returns>
    public static async Task<LocalCluster?> Start(
        DemoFolder folder, string database, ConsoleOutput console, CancellationToken stop)
    {
        folder.StartAnew();
        var cluster = await LocalCluster.Start(folder.Cluster, new LocalClusterOptions(), stop);
        try
        {
            if (cluster.IsOwner)
            {
                await cluster.DropDatabase(database, stop);
                await cluster.CreateDatabase(database, stop: stop);
                return cluster;
            }
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }

        await cluster.DisposeAsync();
        console.Complain(console.Messages.Cause("demo-running", folder.Root));
        return null;
    }
}
