using De06Ingest.Synthetic.Plan;

namespace De06Ingest.Synthetic.Planted;

/// <summary>The other sex than the register has.</summary>
sealed class SexDiffers : IPlantedError
{
    public string Kind => "sex-differs";

    public IReadOnlyList<Plot> Plots { get; } = [.. Planted.Plots.Eid(1)];

    public void Spoil(SectorRow row, ref Chance chance) => row.Male = !row.Male;
}
