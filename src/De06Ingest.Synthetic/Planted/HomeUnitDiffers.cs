using De06Ingest.Synthetic.Plan;

namespace De06Ingest.Synthetic.Planted;

/// <summary>Another commune of the province than the register has.</summary>
sealed class HomeUnitDiffers : IPlantedError
{
    public string Kind => "home-unit-differs";

    public IReadOnlyList<Plot> Plots { get; } =
        [.. Planted.Plots.Eid(1, byReference: true), .. Planted.Plots.TwoDays(Feed.PensionPayments, 2)];

    public void Spoil(SectorRow row, ref Chance chance)
    {
        var count = row.Population.Places.Count;
        row.Place = (row.Place + 1 + chance.Next(count - 1)) % count;
    }
}
