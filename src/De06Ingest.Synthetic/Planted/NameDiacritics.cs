using De06Ingest.Synthetic.People;
using De06Ingest.Synthetic.Plan;

namespace De06Ingest.Synthetic.Planted;

/// <summary>The letters are right and the diacritics are not: all lost, or lost in the last word.</summary>
sealed class NameDiacritics : IPlantedError
{
    public string Kind => "name-diacritics";

    public IReadOnlyList<Plot> Plots { get; } =
    [
        .. Planted.Plots.Eid(1), .. Planted.Plots.TwoDays(Feed.PensionPayments, 2), .. Planted.Plots.Dossiers(2),
    ];

    public bool Fits(SectorRow row) => PersonNames.WithoutDiacritics(row.Name) != row.Name;

    public void Spoil(SectorRow row, ref Chance chance)
    {
        var last = row.Name.LastIndexOf(' ') + 1;
        var bareLast = row.Name[..last] + PersonNames.WithoutDiacritics(row.Name[last..]);
        row.Name = bareLast != row.Name && chance.PerMille(500) ? bareLast : PersonNames.WithoutDiacritics(row.Name);
    }
}
