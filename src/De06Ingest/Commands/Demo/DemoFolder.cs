namespace De06Ingest.Commands.Demo;

/// <summary>The folder of a demo. A mark in it tells it from a folder of somebody's own, whose files are never
/// touched.</summary>
sealed class DemoFolder(string root)
{
    const string MarkName = ".de06-demo";

    public string Root { get; } = root;

    public string Cluster => Path.Combine(Root, "pg");

    public string Data => Path.Combine(Root, "data");

    public string Spool => Path.Combine(Root, "spool");

    public string Out => Path.Combine(Root, "out");

    /// <summary>Settings for a shell.</summary>
    public string Environment => Path.Combine(Root, "de06.env");

    /// <summary>Makes the folder ready for a demo from the start; the PostgreSQL of an earlier one is kept.</summary>
    /// <exception cref="ConfigurationProblem">The folder holds files that are not a demo's.</exception>
    public void StartAnew()
    {
        Directory.CreateDirectory(Root);
        var mark = Path.Combine(Root, MarkName);
        if (!File.Exists(mark) && Directory.EnumerateFileSystemEntries(Root).Any())
        {
            throw new ConfigurationProblem("demo-folder", Root);
        }

        File.WriteAllText(mark, "");
        foreach (var made in new[] { Data, Spool, Out }.Where(Directory.Exists))
        {
            Directory.Delete(made, recursive: true);
        }

        // Work lists name people, so that only this account may read them.
        Directory.CreateDirectory(Out, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Directory.CreateDirectory(Data);
    }

    /// <summary>The folder <c>deploy</c>, found upward from the program or from where the visitor stands.</summary>
    /// <exception cref="ConfigurationProblem">There is none.</exception>
    public static string Deploy()
    {
        foreach (var start in new[] { AppContext.BaseDirectory, Directory.GetCurrentDirectory() })
        {
            for (var at = new DirectoryInfo(start); at is not null; at = at.Parent)
            {
                var deploy = Path.Combine(at.FullName, "deploy");
                if (Directory.Exists(Path.Combine(deploy, "feeds")))
                {
                    return deploy;
                }
            }
        }

        throw new ConfigurationProblem("feeds-folder-missing", "deploy/feeds");
    }
}
