using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using De06Ingest.Database;

namespace De06Ingest.Commands.Demo;

/// <summary>
/// The demo from start to end: a private PostgreSQL, a synthetic province, all its deliveries, each on the morning of
/// its day, the telling, and the page, by whose clock it is the last of these mornings.
/// </summary>
sealed class DemoRun(DemoOptions options, ConsoleOutput console)
{
    const string DatabaseName = "de06_demo";
    const int PortsToTry = 100;

    readonly DemoFolder folder = new(options.Folder);
    string connection = "";
    int port;

    /// <summary>Exit code: 65 when the answers are not those of the answer sheet.</summary>
    public async Task<int> Execute(CancellationToken stop)
    {
        if (options.File is { } file && !File.Exists(file))
        {
            throw new FileNotFoundException(file);
        }

        SyntheticProgram.Check(options.Synthetic);
        await using var cluster = await DemoCluster.Start(folder, DatabaseName, console, stop);
        if (cluster is null)
        {
            return ExitCode.TryLater;
        }

        connection = cluster.ConnectionString(DatabaseName);
        port = FreePort(options.Port);
        var story = await DemoProgress.Watch(console, progress => Work(progress, stop));
        var clock = DemoClock.OfMorning(story.LastDay);
        await using var parts = PartsAt(clock);
        var code = await Show(parts, story, stop);
        if (!options.Once)
        {
            await Serve(parts, clock, stop);
        }

        return code;
    }

    /// <summary>The program's parts, by whose clock it is a day of the demo.</summary>
    Wiring PartsAt(DemoClock clock) => new(DemoSettings.Of(connection, folder, port, clock), clock);

    async Task<int> Show(Wiring parts, DemoStory story, CancellationToken stop)
    {
        story.Tell(console, folder, options.Once ? null : $"http://127.0.0.1:{port}/");
        var code = story.IsRight ? ExitCode.Ok : ExitCode.BadData;
        if (options.File is not { } file)
        {
            return code;
        }

        var visitor = new VisitorFile(parts, folder, console);
        return Math.Max(code, await visitor.Try(file, stop));
    }

    async Task<DemoStory> Work(DemoProgress progress, CancellationToken stop)
    {
        var start = Stopwatch.GetTimestamp();
        progress.At("demo.step-province");
        await SyntheticProgram.Run(options.Synthetic, options.Citizens, options.Seed, folder.Data, stop);
        var answers = ProvinceAnswers.Read(folder.Data);
        progress.Expect(answers.Days.Sum(d => d.Deliveries.Count));
        var story = new DemoStory(answers);
        foreach (var day in answers.Days)
        {
            await using var parts = PartsAt(DemoClock.OfMorning(day.AsOf));
            await Work(parts, day, story, progress, stop);
        }

        story.Took = Stopwatch.GetElapsedTime(start);
        return story;
    }

    /// <summary>One day, on its morning.</summary>
    async Task Work(Wiring parts, AnswerDay day, DemoStory story, DemoProgress progress, CancellationToken stop)
    {
        progress.At("demo.step-database");
        await parts.Migrations.Apply(stop);
        var runs = await new ProvinceDays(parts.Runs, parts.Contracts(), folder.Data).Run(day, progress.At, stop);
        story.Add(
            runs,
            await AnswerCheck.Ledger(parts.Database, day, stop),
            await AnswerCheck.Counts(parts.Database, runs, stop),
            await parts.Published.ProvinceFigures(stop));
        if (day.AsOf == story.LastDay)
        {
            progress.At("demo.step-results");
            await new DemoResults(parts, folder, console.Messages).Write(story, stop);
        }
    }

    /// <summary>Serves the page until the visitor stops it.</summary>
    static async Task Serve(Wiring parts, DemoClock clock, CancellationToken stop)
    {
        await using var page = WorkerHost.Build(parts, clock, scheduled: false);
        await page.StartAsync(stop);
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, stop);
        }
        catch (OperationCanceledException)
        {
            await page.StopAsync(CancellationToken.None);
        }
    }

    static int FreePort(int wanted)
    {
        for (var port = wanted; port < Math.Min(wanted + PortsToTry, IPEndPoint.MaxPort); port++)
        {
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken, or not ours to use: the next one.
            }
        }

        throw new ConfigurationProblem("setting-invalid", $"--port {wanted}");
    }
}
