using De06Ingest.Feeds;
using Npgsql;

namespace De06Ingest.Intake.Pull;

/// <summary>Picks where an extract comes from: files that the operator names, else what the contract says.</summary>
sealed class Sources(NpgsqlDataSource database, Spool spool, string inbox, string? trustedCa, TimeProvider time)
{
    /// <summary>The next extract, archived; null when there is nothing new.</summary>
    public async Task<Extract?> Fetch(FeedContract contract, RunOptions options, CancellationToken stop)
    {
        if (options.Files.Count > 0)
        {
            return await new FileSource(options.Files, options.SourceTime, spool).Fetch(contract, stop);
        }

        var extract = contract.Pull.Kind == PullKind.Folder
            ? await new FolderSource(inbox, spool, time, await TakenBefore(contract, stop)).Fetch(contract, stop)
            : await FetchHttps(contract, stop);
        return options.SourceTime is { } stated && extract is not null ? extract with { AsOf = stated } : extract;
    }

    async Task<Extract?> FetchHttps(FeedContract contract, CancellationToken stop)
    {
        using var handler = HttpsSource.Handler(trustedCa);
        using var http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        return await new HttpsSource(http, spool, new Secrets(), time).Fetch(contract, stop);
    }

    /// <summary>Files that a run has brought to rest; one whose run failed, or that was written anew, is taken again.</summary>
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
