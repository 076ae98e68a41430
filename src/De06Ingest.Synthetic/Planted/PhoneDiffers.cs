using De06Ingest.Synthetic.People;
using De06Ingest.Synthetic.Plan;

namespace De06Ingest.Synthetic.Planted;

/// <summary>Another valid number than the register has; nobody in the province has it.</summary>
sealed class PhoneDiffers : IPlantedError
{
    public string Kind => "phone-differs";

    public IReadOnlyList<Plot> Plots { get; } =
        [.. Planted.Plots.Eid(4, byReference: true), .. Planted.Plots.Dossiers(4)];

    public bool Fits(SectorRow row) => row.Phone != 0;

    public void Spoil(SectorRow row, ref Chance chance) =>
        row.Phone = PhoneBlocks.Number((2L * row.Citizen) + 1, row.Population.Options.Seed);
}
