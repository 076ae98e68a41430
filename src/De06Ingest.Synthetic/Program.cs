using System.Diagnostics;
using De06Ingest.Synthetic;

const string Usage =
    "Usage: de06-synthetic OUT [--citizens N] [--seed S] [--map 2025-07|2023-04] [--days 1-3]\n" +
    "Example: de06-synthetic .demo/province --citizens 50000 --seed 42\n";

var folder = args.FirstOrDefault(a => !a.StartsWith('-'));
if (folder is null || folder != args[0] || args.Length % 2 == 0)
{
    Console.Error.Write(Usage);
    return 64;
}

try
{
    var options = new ProvinceOptions(
        int.Parse(Option("--citizens", "50000")), ulong.Parse(Option("--seed", "42")), Option("--map", "2025-07"),
        int.Parse(Option("--days", "3")));
    RefuseUnknown();
    var clock = Stopwatch.StartNew();
    var answers = ProvinceGenerator.Generate(options, folder);
    var open = string.Join(", ", answers.Days.Select(d => $"ngày {d.Day}: {d.OpenMismatches.Count}"));
    var seconds = clock.Elapsed.TotalSeconds;
    Console.WriteLine(
        $"{options.Citizens} người dân, hạt giống {options.Seed}; sai lệch đang mở {open} ({seconds:F1} s)");
    return 0;
}
catch (Exception problem) when (problem is ArgumentException or FormatException or OverflowException)
{
    Console.Error.WriteLine(problem.Message);
    Console.Error.Write(Usage);
    return 64;
}

string Option(string name, string otherwise)
{
    var at = Array.IndexOf(args, name);
    return at < 0 ? otherwise : args[at + 1];
}

void RefuseUnknown()
{
    var known = new[] { "--citizens", "--seed", "--map", "--days" };
    var unknown = args.Skip(1).Where((_, i) => i % 2 == 0).FirstOrDefault(a => !known.Contains(a));
    if (unknown is not null)
    {
        throw new FormatException($"unknown option {unknown}");
    }
}
