using De06Ingest.Synthetic.Plan;

namespace De06Ingest.Synthetic.Planted;

/// <summary>A commune has registered the death, the register does not know of it yet, and the sector carries
/// on.</summary>
/// <remarks>The account of somebody whose death is registered is locked; the error is that it is not. Where the course
/// begins on day 2, that is when the death is registered, and the account stays as it was.</remarks>
sealed class DeathRegistered : IPlantedError
{
    public string Kind => "deceased-registered";

    public IReadOnlyList<Plot> Plots { get; } = [.. Planted.Plots.Dead()];

    public bool IsWhole(Feed feed) => feed == Feed.PensionPayments;

    public void Spoil(SectorRow row, ref Chance chance) => row.Locked = false;
}
