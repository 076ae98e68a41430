using System.Globalization;

namespace De06Ingest.Bench;

/// <summary>What to measure on which data, as given on the command line.</summary>
sealed record BenchOptions
{
    public const string Usage = """
        De06Ingest.Bench --data DIR | --citizens N --seed S
          --data DIR         reference.csv, feed.csv and feed_day2.csv in DIR; without it a synthetic province is made
          --citizens N       citizens in the reference (default 125000)
          --seed S           seed of the synthetic province (default 42)
          --runs N           times that each thing is measured, in turn (default 3)
          --only A,B         measure these alone (R is always measured)
          --connection C     a PostgreSQL to use instead of a private one
          --work DIR         folder for the cluster and prepared files (default: a temporary one, removed)
          --learn A,B        print the citizen's attributes of the match model, learnt on truth sets of these seeds
          --rows N           rows without an id that evidence matches, or rows to learn from (default 50000)
          --json             an array of {name, seconds, ratio, server-seconds, peak-mb} on standard output
        """;

    public string? Data { get; private init; }
    public int Citizens { get; private init; } = 125_000;
    public int Seed { get; private init; } = 42;
    public int Runs { get; private init; } = 3;
    public IReadOnlyList<string> Only { get; private init; } = [];
    public string? Connection { get; private init; }
    public string? Work { get; private init; }
    public bool Json { get; private init; }
    public IReadOnlyList<int> Learn { get; private init; } = [];
    public int Rows { get; private init; } = 50_000;

    /// <summary>True when it is to be measured; R always is.</summary>
    public bool Wants(Measured measured) => measured.Name == "R" || Only.Count == 0 || Only.Contains(measured.Name);

    /// <exception cref="FormatException">An unknown word, or a number that is none.</exception>
    public static BenchOptions Parse(IReadOnlyList<string> arguments)
    {
        var options = new BenchOptions();
        for (var i = 0; i < arguments.Count; i++)
        {
            string Next() => ++i < arguments.Count
                ? arguments[i]
                : throw new FormatException(arguments[i - 1] + " needs a value");
            int Count() => int.Parse(Next(), NumberStyles.None, CultureInfo.InvariantCulture);
            options = arguments[i] switch
            {
                "--data" => options with { Data = Path.GetFullPath(Next()) },
                "--citizens" => options with { Citizens = Count() },
                "--seed" => options with { Seed = Count() },
                "--runs" => options with { Runs = Math.Max(1, Count()) },
                "--only" => options with { Only = Next().Split(',') },
                "--connection" => options with { Connection = Next() },
                "--work" => options with { Work = Path.GetFullPath(Next()) },
                "--learn" => options with
                {
                    Learn = [.. Next().Split(',').Select(s => int.Parse(s, CultureInfo.InvariantCulture))],
                },
                "--rows" => options with { Rows = Count() },
                "--json" => options with { Json = true },
                var other => throw new FormatException("unknown: " + other),
            };
        }

        return options;
    }
}
