using De06Ingest.Feeds;
using Npgsql;

namespace De06Ingest.Intake.Pull;

/// <summary>Picks where an extract comes from: files that the operator names, else what the contract says.</summary>
sealed class Sources(NpgsqlDataSource database, Spool spool, string inbox, string? trustedCa, TimeProvider time)
{
    /// <summary>The next extract, archived; null when there is nothing new.</summary>
    public async Task<Extract?> Fetch(FeedContract contract, RunOptions options, CancellationToken stop)
    {
        if (!options.DryRun)
        {
            return await Fetch(contract, options, spool, stop);
        }

        var passing = spool.Passing();
        try
        {
            var extract = await Fetch(contract, options, new Spool(passing), stop);
            return extract is null ? Without(passing) : extract.WithoutArchive() with { PassingFolder = passing };
        }
        catch
        {
            Without(passing);
            throw;
        }
    }

    static Extract? Without(string passing)
    {
        Directory.Delete(passing, recursive: true);
        return null;
    }

    async Task<Extract?> Fetch(FeedContract contract, RunOptions options, Spool into, CancellationToken stop)
    {
        if (options.Files.Count > 0)
        {
            return await new FileSource(options.Files, options.SourceTime, into).Fetch(contract, stop);
        }

        var extract = contract.Pull.Kind == PullKind.Folder
            ? await new FolderSource(inbox, into, time, await TakenBefore(contract, stop)).Fetch(contract, stop)
            : await FetchHttps(contract, into, stop);
        return options.SourceTime is { } stated && extract is not null ? extract with { AsOf = stated } : extract;
    }

    async Task<Extract?> FetchHttps(FeedContract contract, Spool into, CancellationToken stop)
    {
        using var handler = HttpsSource.Handler(trustedCa);
        using var http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        return await new HttpsSource(http, into, new Secrets(), time).Fetch(contract, stop);
    }

    /// <summary>Files that a run has brought to rest; one whose run failed, or that was written anew, is taken
    /// again.</summary>
    async Task<Func<string, long, DateTimeOffset, bool>> TakenBefore(FeedContract contract, CancellationToken stop)
    {
        var taken = new Dictionary<(string, long), DateTime>();
        await using var command = database.CreateCommand(Database.SqlFile.Text("publishing/taken_files"));
        command.Parameters.AddWithValue("feed", contract.Feed);
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop))
        {
            taken[(reader.GetString(0), reader.GetInt64(1))] = reader.GetDateTime(2);
        }

        // PostgreSQL keeps microseconds, a file system less than that.
        return (name, bytes, time) => taken.TryGetValue((name, bytes), out var last)
            && time.UtcDateTime < last.AddMicroseconds(1);
    }
}
