using De06Ingest.Synthetic.Plan;

namespace De06Ingest.Synthetic.Planted;

/// <summary>A slip in the personal id that makes another birth year of it; nobody has the number.</summary>
sealed class IdStructure : IPlantedError
{
    const long YearSpan = 1_000_000;

    public string Kind => "id-structure";

    public IReadOnlyList<string> Also => ["not-in-reference"];

    public IReadOnlyList<Plot> Plots { get; } = [.. Planted.Plots.TwoDays(Feed.PensionPayments, 1)];

    public void Spoil(SectorRow row, ref Chance chance)
    {
        var id = row.Population.People[row.Citizen].SpareId;
        var year = id / YearSpan % 100;
        row.Id = id + ((((year + chance.Between(1, 9)) % 100) - year) * YearSpan);
    }
}
