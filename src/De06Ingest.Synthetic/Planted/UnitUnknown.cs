using De06Ingest.Synthetic.Plan;

namespace De06Ingest.Synthetic.Planted;

/// <summary>The commune's code stands in no list of units.</summary>
sealed class UnitUnknown : IPlantedError
{
    public string Kind => "unit-unknown";

    public IReadOnlyList<string> Also => ["home-unit-differs"];

    public IReadOnlyList<Plot> Plots { get; } = [.. Planted.Plots.Eid(1)];

    public bool Fits(SectorRow row) => row.Population.Options.Map == "2025-07";

    public void Spoil(SectorRow row, ref Chance chance) => row.PlaceText = $"299{chance.Next(100):D2}";
}
