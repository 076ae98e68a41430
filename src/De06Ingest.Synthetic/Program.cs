using System.Diagnostics;
using De06Ingest.Synthetic;
using De06Ingest.Synthetic.Linkage;
using De06Ingest.Synthetic.Scenarios;
using De06Ingest.Synthetic.Sectors;

const string Usage =
    "Usage: de06-synthetic OUT [--citizens N] [--seed S] [--map 2025-07|2023-04] [--days 1-3]\n" +
    "       de06-synthetic linkage --out DIR [--citizens N] [--rows M] [--seed S] [--ids 0.9] [--strangers 0.05]\n" +
    "       de06-synthetic sectors --out DIR [--citizens N] [--seed S]\n" +
    "       de06-synthetic scenario NAME --out DIR [--seed S] [--scale 0.05]\n" +
    "Example: de06-synthetic .demo/province --citizens 50000 --seed 42\n" +
    "         de06-synthetic linkage --citizens 20000 --rows 10000 --ids 0 --out .demo/truth\n";

try
{
    var clock = Stopwatch.StartNew();
    var said = args switch
    {
        ["linkage", .. var options] => TruthSetOf(new Arguments(
            options, "--out", "--citizens", "--rows", "--seed", "--ids", "--strangers")),
        ["sectors", .. var options] => SectorsIn(new Arguments(options, "--out", "--citizens", "--seed")),
        ["scenario", var name, .. var options] =>
            ScenarioIn(name, new Arguments(options, "--out", "--seed", "--scale")),
        [var folder, .. var options] when !folder.StartsWith('-') =>
            ProvinceIn(folder, new Arguments(options, "--citizens", "--seed", "--map", "--days")),
        _ => throw new FormatException("a folder, linkage, or sectors"),
    };
    Console.WriteLine($"{said} ({clock.Elapsed.TotalSeconds:F1} s)");
    return 0;
}
catch (Exception problem) when (problem is ArgumentException or FormatException or OverflowException)
{
    Console.Error.WriteLine(problem.Message);
    Console.Error.Write(Usage);
    return 64;
}

static string ProvinceIn(string folder, Arguments given)
{
    var options = new ProvinceOptions(
        given.Number("--citizens", 50_000), given.Seed, given.Text("--map") ?? "2025-07", given.Number("--days", 3));
    var answers = ProvinceGenerator.Generate(options, folder);
    var open = string.Join(", ", answers.Days.Select(d => $"ngày {d.Day}: {d.OpenMismatches.Count}"));
    return $"{options.Citizens} người dân, hạt giống {options.Seed}; sai lệch đang mở {open}";
}

static string ScenarioIn(string name, Arguments given)
{
    var scenario = ScenarioGenerator.Named(name);
    var scale = given.Share("--scale", 1);
    if (scale is not (> 0 and <= 1))
    {
        throw new FormatException("--scale: above 0, at most 1");
    }

    var folder = given.Text("--out") ?? throw new FormatException("--out DIR is needed");
    ScenarioGenerator.Generate(scenario, folder, given.Seed, scale);
    return $"{scenario.Name}, hạt giống {given.Seed}";
}

static string SectorsIn(Arguments given)
{
    var options = new SectorsOptions(given.Number("--citizens", 20_000), given.Seed);
    SectorFiles.Generate(options, given.Text("--out") ?? throw new FormatException("--out DIR is needed"));
    return $"{options.Citizens} người dân, {SectorSpec.All.Count} nguồn";
}

static string TruthSetOf(Arguments given)
{
    var options = new TruthSetOptions(
        given.Number("--citizens", 20_000), given.Number("--rows", 10_000), given.Seed,
        given.Share("--ids", 0.9), given.Share("--strangers", 0.05));
    var tally = TruthSet.Generate(options, given.Text("--out") ?? throw new FormatException("--out DIR is needed"));
    var clean = tally.RowsByErrors[0];
    return $"{options.Citizens} người dân, {tally.Rows} dòng: {tally.Pairs} có trong dân cư, "
        + $"{tally.Strangers} không; {tally.Rows - clean} dòng có lỗi";
}
