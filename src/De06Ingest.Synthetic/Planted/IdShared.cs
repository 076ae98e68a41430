using De06Ingest.Synthetic.People;
using De06Ingest.Synthetic.Plan;

namespace De06Ingest.Synthetic.Planted;

/// <summary>The applicant stands under the personal id of somebody else, who has an account.</summary>
sealed class IdShared : IPlantedError
{
    public string Kind => "id-shared";

    public IReadOnlyList<string> Also => ["name-differs", "phone-differs"];

    public IReadOnlyList<Plot> Plots { get; } = [.. Planted.Plots.Dossiers(1)];

    /// <summary>The two have no word of their names in common.</summary>
    public bool Fits(SectorRow row) => row.Phone != 0 && row.Lender >= 0
        && !Words(row.Name).Intersect(Words(row.Population.People[row.Lender].Name)).Any();

    public void Spoil(SectorRow row, ref Chance chance) => row.Id = row.Population.People[row.Lender].Id;

    static string[] Words(string name) => PersonNames.Folded(name).Split(' ');
}
