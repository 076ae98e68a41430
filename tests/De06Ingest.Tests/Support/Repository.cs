namespace De06Ingest.Tests.Support;

/// <summary>Files of the repository that tests read where they stand, such as contracts.</summary>
static class Repository
{
    /// <summary>A file, by its path below the repository's root.</summary>
    public static string File(string path) => Folder(path);

    /// <summary>A folder, by its path below the repository's root.</summary>
    /// <exception cref="DirectoryNotFoundException">The tests do not run below the repository.</exception>
    public static string Folder(string path)
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (System.IO.File.Exists(Path.Combine(at.FullName, "De06Ingest.sln")))
            {
                return Path.Combine(at.FullName, path);
            }
        }

        throw new DirectoryNotFoundException($"no De06Ingest.sln above {AppContext.BaseDirectory}");
    }
}
