using De06Ingest.Synthetic;

namespace De06Ingest.Bench;

/// <summary>What is run: a reference, a feed in full, the same feed of a later day, and the contracts for
/// both.</summary>
/// <param name="Feeds">Folder of the contracts.</param>
/// <param name="Reference">Reference feed and its file.</param>
/// <param name="Full">Feed and its file.</param>
/// <param name="Delta">File of the later day.</param>
/// <param name="Searched">Feed that takes the full extract too, and looks for citizens by evidence; null for
/// none.</param>
/// <param name="Expected">Open mismatches by kind after the full load; null when the SQL baseline is the judge.</param>
sealed record Dataset(
    string Feeds,
    (string Feed, string File) Reference,
    (string Feed, string File) Full,
    string Delta,
    string? Searched,
    IReadOnlyDictionary<string, long>? Expected)
{
    const string Records = "bench-records";
    const string SearchedRecords = "bench-searched";

    /// <summary>The folder that the shared generator made: reference.csv, feed.csv, feed_day2.csv.</summary>
    /// <param name="folder">That folder.</param>
    /// <param name="feeds">Folder that the contracts are written to.</param>
    public static Dataset Of(string folder, string feeds)
    {
        Directory.CreateDirectory(feeds);
        foreach (var contract in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "feeds")))
        {
            File.Copy(contract, Path.Combine(feeds, Path.GetFileName(contract)), overwrite: true);
        }

        // The same feed under another name, but for how citizens are found.
        var searched = File.ReadAllText(Path.Combine(feeds, Records + ".yaml"))
            .Replace("feed: " + Records, "feed: " + SearchedRecords, StringComparison.Ordinal)
            .Replace("match: personal-id", "match: evidence", StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(feeds, SearchedRecords + ".yaml"), searched);
        return new(
            feeds,
            ("bench-reference", Path.Combine(folder, "reference.csv")),
            (Records, Path.Combine(folder, "feed.csv")),
            Path.Combine(folder, "feed_day2.csv"),
            SearchedRecords,
            null);
    }

    /// <summary>A synthetic province: its population and its eID accounts, with the answer sheet.</summary>
    public static Dataset Synthetic(int citizens, int seed, string folder)
    {
        var options = new ProvinceOptions(citizens, (ulong)seed, Days: 2, Systems: false);
        var answer = ProvinceGenerator.Generate(options, folder);
        const string feed = "eid-accounts";
        string File(int day, string name) => Path.Combine(
            folder, answer.Days[day - 1].Deliveries.First(d => d.Feed == name).File);
        return new(
            Repository.Path("deploy/feeds"),
            ("population", File(1, "population")),
            (feed, File(1, feed)),
            File(2, feed),
            null,
            Counts.OfRun(answer.Days[0].Open[feed]));
    }
}

/// <summary>Where the repository is: the nearest folder above the program that holds the solution.</summary>
static class Repository
{
    public static string Path(string below)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "De06Ingest.sln")))
        {
            folder = folder.Parent;
        }

        return folder is null
            ? throw new DirectoryNotFoundException("De06Ingest.sln stands in no folder above the program")
            : System.IO.Path.Combine(folder.FullName, below);
    }
}
