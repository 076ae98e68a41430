using De06Ingest.Bench;
using De06Ingest.Database;

BenchOptions options;
try
{
    options = BenchOptions.Parse(args);
    _ = options.Data ?? throw new FormatException("--data DIR is needed");
}
catch (FormatException wrong)
{
    await Console.Error.WriteLineAsync(wrong.Message + "\n\n" + BenchOptions.Usage);
    return 64;
}

using var ctrlC = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    ctrlC.Cancel();
};

var stop = ctrlC.Token;
var work = options.Work ?? Path.Combine(Path.GetTempPath(), "de06-bench-" + Guid.NewGuid().ToString("N")[..8]);
var clusterFolder = Path.Combine(work, "postgres");
Directory.CreateDirectory(work);
try
{
    await using var cluster = options.Connection is null
        ? await LocalCluster.Start(clusterFolder, new() { SharedBuffers = "2GB" }, stop)
        : null;
    if (cluster is not null)
    {
        await cluster.CreateDatabase("bench", stop: stop);
    }

    var connection = options.Connection ?? cluster!.ConnectionString("bench");
    var baselines = new Baselines(connection, options.Data!, work);
    await baselines.Prepare(stop);

    // In turn, not one after the other: what else the machine does then falls on all alike.
    Measured[] all = [baselines.Copy(), baselines.SetBased()];
    var chosen = all.Where(m => m.Name == "R" || options.Only.Count == 0 || options.Only.Contains(m.Name)).ToList();
    var table = new BenchTable();
    for (var run = 1; run <= options.Runs; run++)
    {
        foreach (var measured in chosen)
        {
            var (sample, output) = await measured.Run(stop);
            table.Add(measured.Name, sample);
            if (run == options.Runs && measured.Check is { } check)
            {
                await check(output, stop);
            }
        }
    }

    if (options.Json)
    {
        table.WriteJson(Console.Out);
    }
    else
    {
        table.WriteText(Console.Out);
        Console.WriteLine("sql found " + baselines.Found);
    }

    return 0;
}
finally
{
    if (options.Work is null)
    {
        await LocalCluster.Remove(clusterFolder);
        Directory.Delete(work, recursive: true);
    }
}
