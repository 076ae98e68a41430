using De06Ingest.Synthetic.Plan;

namespace De06Ingest.Synthetic.Planted;

/// <summary>A child is on the pay list of the retired.</summary>
sealed class MinorBenefit : IPlantedError
{
    public string Kind => "minor-benefit";

    public IReadOnlyList<Plot> Plots { get; } =
    [
        new(Feed.PensionPayments, Course.Stays, 3), new(Feed.PensionPayments, Course.Vanishes, 2),
        new(Feed.PensionPayments, Course.New, 2),
    ];

    public bool IsWhole(Feed feed) => true;

    /// <summary>Nothing to change: the row itself is wrong, and the list pays it as retirement.</summary>
    public void Spoil(SectorRow row, ref Chance chance)
    {
    }
}
