using De06Ingest.Synthetic.Plan;

namespace De06Ingest.Synthetic.Planted;

/// <summary>The source says itself that the number is wrong, although it is the one in the register.</summary>
sealed class PhoneReportedWrong : IPlantedError
{
    public string Kind => "phone-reported-wrong";

    public IReadOnlyList<Plot> Plots { get; } = [.. Planted.Plots.Eid(3)];

    public bool Fits(SectorRow row) => row.Phone != 0;

    public void Spoil(SectorRow row, ref Chance chance) => row.PhoneReportedWrong = true;
}
