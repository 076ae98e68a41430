using Microsoft.Extensions.Configuration;

namespace De06Ingest.Commands.Demo;

/// <summary>The settings of a demo: a private database, and the contracts, figures and units of the folder
/// <c>deploy</c>.</summary>
static class DemoSettings
{
    public static Settings Of(string connection, DemoFolder folder, int port)
    {
        var deploy = DemoFolder.Deploy();
        return new Settings(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:De06"] = connection,
            ["De06:Feeds"] = Path.Combine(deploy, "feeds"),
            ["De06:Indicators"] = Path.Combine(deploy, "indicators"),
            ["De06:Units"] = Path.Combine(deploy, "units"),
            ["De06:Spool"] = folder.Spool,
            ["De06:Inbox"] = folder.Data,
            ["De06:Listen"] = $"http://127.0.0.1:{port}",
        }).Build());
    }
}
