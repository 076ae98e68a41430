using De06Ingest.Synthetic.People;
using De06Ingest.Synthetic.Plan;

namespace De06Ingest.Synthetic.Planted;

/// <summary>The applicant stands under the personal id of somebody else, who has an account.</summary>
sealed class IdShared : IPlantedError
{
    public string Kind => "id-shared";

    public IReadOnlyList<string> Also => ["name-differs", "phone-differs"];

    public IReadOnlyList<Plot> Plots { get; } = [.. Planted.Plots.Dossiers(2)];

    /// <summary>The two have neither family name nor given name in common.</summary>
    public bool Fits(SectorRow row)
    {
        if (row.Phone == 0 || row.Lender < 0)
        {
            return false;
        }

        var (mine, other) = (Words(row.Name), Words(row.Population.People[row.Lender].Name));
        return mine[0] != other[0] && mine[^1] != other[^1];
    }

    public void Spoil(SectorRow row, ref Chance chance) => row.Id = row.Population.People[row.Lender].Id;

    static string[] Words(string name) => PersonNames.Folded(name).Split(' ');
}
