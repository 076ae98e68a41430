using De06Ingest.Synthetic.People;
using De06Ingest.Synthetic.Plan;

namespace De06Ingest.Synthetic.Planted;

/// <summary>A cadre registered his own number for people who have none. Planted in a group at once, see
/// <see cref="FeedPlan"/>.</summary>
sealed class PhoneShared : IPlantedError
{
    public string Kind => "phone-shared";

    public IReadOnlyList<Plot> Plots { get; } = [.. Planted.Plots.Eid(1)];

    public bool Fits(SectorRow row) => false;

    public void Spoil(SectorRow row, ref Chance chance) => row.Phone = PhoneBlocks.Number(
        (2L * row.Population.People.Length) + (row.Population.People.Length * 8L), row.Population.Options.Seed);
}
