using De06Ingest.Synthetic.Plan;

namespace De06Ingest.Synthetic.Planted;

/// <summary>The register says dead, the sector still pays, or still keeps the account unlocked.</summary>
sealed class DeceasedActive : IPlantedError
{
    public string Kind => "deceased-active";

    public IReadOnlyList<Plot> Plots { get; } = [.. Planted.Plots.Dead()];

    public bool IsWhole(Feed feed) => feed == Feed.PensionPayments;

    /// <summary>Nothing to change: the row is wrong as it is, unless the account is locked.</summary>
    public void Spoil(SectorRow row, ref Chance chance)
    {
        row.Locked = false;
        row.MustBeActive = true;
    }
}
