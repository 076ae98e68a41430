using De06Ingest.Tests.Support;
using De06Ingest.Units;

namespace De06Ingest.Tests.Units;

/// <summary>The maps that the project carries, read from <c>deploy/units</c> without a database.</summary>
static class UnitFixture
{
    static readonly Lazy<UnitMaps> Lazily = new(Read);

    public static UnitMaps Maps => Lazily.Value;

    public static UnitMap Map(string name) => Maps.Find(name)!;

    static UnitMaps Read()
    {
        var folder = Repository.Folder("deploy/units");
        var lists = Directory.GetFiles(folder, "*.csv").Concat(Directory.GetFiles(Path.Combine(folder, "steps")))
            .Select(file => UnitListReader.ReadFile(file, null, null)).ToList();
        var days = new Dictionary<string, DateOnly>
        {
            ["2023-04"] = new(2023, 4, 10),
            ["2025-03"] = new(2025, 1, 1),
            ["2025-07"] = new(2025, 7, 1),
        };
        return new(
            days.Select((d, i) => new UnitMap(
                (byte)(i + 1), d.Key, d.Value, lists.SelectMany(l => l.Units).Where(u => u.Map == d.Key))),
            lists.SelectMany(l => l.Steps));
    }
}
