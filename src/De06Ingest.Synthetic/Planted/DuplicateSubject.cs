using De06Ingest.Synthetic.Plan;

namespace De06Ingest.Synthetic.Planted;

/// <summary>The same person is paid a second time in a month, under another record number.</summary>
sealed class DuplicateSubject : IPlantedError
{
    public string Kind => "duplicate-subject";

    public IReadOnlyList<Plot> Plots { get; } =
    [
        new(Feed.PensionPayments, Course.Stays, 3), new(Feed.PensionPayments, Course.Vanishes, 2),
        new(Feed.PensionPayments, Course.New, 2),
    ];

    public bool IsWhole(Feed feed) => true;

    /// <summary>Nothing to change: the number of the record is the second one already.</summary>
    public void Spoil(SectorRow row, ref Chance chance)
    {
    }
}
