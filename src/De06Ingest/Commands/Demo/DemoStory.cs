using De06Ingest.Reporting;

namespace De06Ingest.Commands.Demo;

/// <summary>What happened to the province, day by day, and the ten lines that tell it.</summary>
sealed class DemoStory(ProvinceAnswers answers)
{
    const string WrongPhones = "wrong-phone-rate";

    readonly List<DayRuns> runs = [];
    readonly List<DayCheck> checks = [];
    readonly List<string> differences = [];
    readonly List<decimal?> wrongPhones = [];

    public ProvinceAnswers Answers { get; } = answers;

    public IReadOnlyList<DayCheck> Checks => checks;

    /// <summary>The newest day of the data.</summary>
    public DateOnly LastDay => Answers.Days[^1].AsOf;

    /// <summary>Counts, movements and figures that are not those of the answer sheet.</summary>
    public IReadOnlyList<string> Differences => differences;

    public IEnumerable<RunReport> Runs => runs.SelectMany(r => r.Delivered);

    /// <summary>Everything planted was found, nothing else was reported, and every count is as it must be.</summary>
    public bool IsRight => checks.TrueForAll(c => c.IsRight) && differences.Count == 0;

    public TimeSpan Took { get; set; }

    /// <summary>Name of the work list's unit, and how many phones are on it.</summary>
    public (string Unit, int Phones) WorkList { get; set; } = ("", 0);

    public void Add(
        DayRuns day, DayCheck check, IReadOnlyList<string> different, IReadOnlyList<IndicatorRow> figures)
    {
        runs.Add(day);
        checks.Add(check);
        differences.AddRange(different);
        wrongPhones.Add(figures.FirstOrDefault(f => f.Code == WrongPhones)?.Value);
    }

    /// <param name="console">Where to tell it.</param>
    /// <param name="folder">Where the results are.</param>
    /// <param name="page">Address of the page; null when it is not served.</param>
    public void Tell(ConsoleOutput console, DemoFolder folder, string? page)
    {
        foreach (var line in Lines(console.Messages, folder, page))
        {
            console.Say(line);
        }

        foreach (var difference in differences)
        {
            console.Complain(difference);
        }
    }

    IEnumerable<string> Lines(Messages messages, DemoFolder folder, string? page)
    {
        var forms = messages.Forms;
        yield return messages.Text(
            "demo.province", N(Answers.Citizens), Answers.Seed, N(Runs.Count()), N((long)Took.TotalSeconds),
            forms.Date(LastDay));
        yield return messages.Text(
            "demo.rows", N(Runs.Sum(r => r.RowsIn)), N(Runs.Sum(r => r.Accepted)), N(Runs.Sum(r => r.Refused)),
            N(Runs.Sum(r => r.Duplicate)));
        foreach (var day in checks)
        {
            yield return messages.Text(
                "demo.day", day.Day, N(day.Planted), N(day.Found), N(day.Missed), N(day.WronglyReported));
        }

        foreach (var day in runs.Skip(1))
        {
            yield return messages.Text(
                "demo.moved", day.Day.Day, N(day.Resolved), N(day.Vanished), N(day.Reopened));
        }

        yield return messages.Text("demo.phones", Percent(wrongPhones[0]), Percent(wrongPhones[^1]));
        yield return messages.Text("demo.out", folder.Out, WorkList.Unit, N(WorkList.Phones));
        var look = $". {folder.Environment}; {Path.Combine(AppContext.BaseDirectory, "de06")} mismatches";
        yield return page is null ? messages.Text("demo.ended", look) : messages.Text("demo.page", page, look);

        string N(long number) => forms.Number(number);

        string Percent(decimal? value) => value is { } percent ? forms.Percent(percent / 100) : "-";
    }
}
