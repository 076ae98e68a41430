using De06Ingest.Synthetic.Systems;

namespace De06Ingest.Synthetic.Scenarios;

/// <summary>One article of the press, as a province whose extracts give the published figures. Its plan is a list of
/// "n of d"; names, places and days are by chance.</summary>
/// <param name="name">Province and period, such as <c>quang-ngai-2024-h1</c>.</param>
/// <param name="province">Code of the province.</param>
/// <param name="asOf">Day of the extracts.</param>
/// <param name="citizens">People in the register.</param>
abstract class Scenario(string name, string province, DateOnly asOf, int citizens)
{
    public string Name { get; } = name;
    public string Province { get; } = province;
    public DateOnly AsOf { get; } = asOf;
    public int Citizens { get; } = citizens;

    /// <summary>People in other registers who are not in this one.</summary>
    public virtual int Strangers => 8;

    /// <summary>Agency code of the province in numbers of dossiers and procedures.</summary>
    public string Agency => Province switch { "02" => "H22", "49" => "H47", _ => "H48" };

    public string Title => Province switch { "02" => "Hà Giang", "49" => "Quảng Nam", _ => "Quảng Ngãi" };

    /// <summary>The extracts, in the order in which they are run; the register comes first.</summary>
    public abstract IEnumerable<ScenarioFile> Files(ScenarioPeople people);
}

/// <summary>One extract.</summary>
/// <param name="System">Feed, file name, header and layout.</param>
/// <param name="Rows">Its rows, cell by cell in the order of the header; made when the file is written.</param>
/// <param name="Period">yyyy-MM for a file that is one month.</param>
sealed record ScenarioFile(SectorSystem System, IEnumerable<string[]> Rows, string? Period = null)
{
    public string Feed => System.Feed;

    public static ScenarioFile Of(string feed, IEnumerable<string[]> rows, string? period = null) =>
        new(ScenarioSystems.Of(feed), rows, period);

    /// <summary>Below the scenario's folder, with slashes.</summary>
    public string Path(DateOnly asOf) =>
        $"day1/{Feed}/{System.Stem}{(Period is null ? "" : "_" + Period)}_{asOf:yyyyMMdd}.{System.Layout.Ending}";
}
