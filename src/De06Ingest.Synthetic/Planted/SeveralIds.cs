using De06Ingest.Synthetic.Plan;

namespace De06Ingest.Synthetic.Planted;

/// <summary>The same person is paid a second time under another personal id, which nobody has.</summary>
sealed class SeveralIds : IPlantedError
{
    public string Kind => "several-ids";

    public IReadOnlyList<string> Also => ["not-in-reference"];

    public IReadOnlyList<Plot> Plots { get; } =
    [
        new(Feed.PensionPayments, Course.Stays, 3), new(Feed.PensionPayments, Course.Vanishes, 2),
        new(Feed.PensionPayments, Course.New, 2),
    ];

    public bool IsWhole(Feed feed) => true;

    public bool Fits(SectorRow row) => !row.Birth.YearOnly;

    public void Spoil(SectorRow row, ref Chance chance) =>
        row.Id = row.Population.People[row.Citizen].SpareId;
}
