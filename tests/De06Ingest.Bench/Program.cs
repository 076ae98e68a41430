using De06Ingest.Bench;
using De06Ingest.Database;

BenchOptions options;
try
{
    options = BenchOptions.Parse(args);
}
catch (FormatException wrong)
{
    await Console.Error.WriteLineAsync(wrong.Message + "\n\n" + BenchOptions.Usage);
    return 64;
}

if (options.Learn.Count > 0)
{
    Console.Write(EvidenceLearning.Yaml(
        options.Learn, options.Citizens, options.Rows, De06Ingest.Commands.Linkage.LinkageFiles.ModelFile(null).Model));
    return 0;
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
    var data = options.Data is null
        ? Dataset.Synthetic(options.Citizens, options.Seed, Path.Combine(work, "province"))
        : Dataset.Of(options.Data, Path.Combine(work, "feeds"));
    var baselines = new Baselines(connection, data, work);
    await baselines.Prepare(stop);
    var product = new Product(connection, data, work);
    await product.Prepare(stop);

    // In turn, not one after the other: what else the machine does then falls on all alike. What a thing costs may
    // depend on what ran before it, so every turn has an order of its own; only what starts from the state that
    // another leaves follows it.
    Measured[][] all = [[baselines.Copy()], [.. baselines.SetBased()],
        [product.Full(), product.Same(), product.Delta()], [.. product.Searched()],
        [new EvidenceWork(options.Citizens, options.Rows, options.Seed, work).Match()]];
    var chosen = all.Select(group => group.Where(options.Wants).ToArray()).ToArray();
    var order = new Random(options.Seed);
    var server = await ServerProcessor.Of(connection, stop);
    var table = new BenchTable([.. chosen.SelectMany(group => group).Select(measured => measured.Name)]);
    for (var run = 1; run <= options.Runs; run++)
    {
        order.Shuffle(chosen);
        foreach (var measured in chosen.SelectMany(group => group))
        {
            var (sample, output) = await measured.Run(
                stop, settle: () => baselines.WaitForVacuum(stop), server.Seconds);
            table.Add(measured.Name, sample);
            if (measured.Check is { } check)
            {
                await check(output, stop);
            }
        }
    }

    (options.Json ? table.WriteJson : (Action<TextWriter>)table.WriteText)(Console.Out);
    var differences = Counts.Differences(product.Found, data.Expected ?? baselines.Found);
    foreach (var difference in differences)
    {
        await Console.Error.WriteLineAsync(difference);
    }

    return differences.Count == 0 ? 0 : 1;
}
finally
{
    if (options.Work is null)
    {
        await LocalCluster.Remove(clusterFolder);
        Directory.Delete(work, recursive: true);
    }
}
