using De06Ingest.Synthetic.Plan;

namespace De06Ingest.Synthetic.Planted;

/// <summary>A valid personal id that the register does not have. In the accounts it is a stranger's own.</summary>
sealed class NotInReference : IPlantedError
{
    public string Kind => "not-in-reference";

    public IReadOnlyList<Plot> Plots { get; } =
    [
        new(Feed.EidAccounts, Course.Stays, 3), new(Feed.EidAccounts, Course.FixedByReference, 3),
        new(Feed.EidAccounts, Course.Vanishes, 1), new(Feed.EidAccounts, Course.New, 2),
        .. Planted.Plots.TwoDays(Feed.PensionPayments, 2), .. Planted.Plots.Dossiers(2),
    ];

    public bool IsWhole(Feed feed) => feed == Feed.EidAccounts;

    public void Spoil(SectorRow row, ref Chance chance)
    {
        if (row.Feed != Feed.EidAccounts)
        {
            row.Id = row.Population.People[row.Citizen].SpareId;
        }
    }
}
