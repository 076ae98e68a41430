using De06Ingest.Synthetic.People;
using De06Ingest.Synthetic.Plan;

namespace De06Ingest.Synthetic.Planted;

/// <summary>The register has no phone of the citizen, the account has one, and the dossier another.</summary>
sealed class PhoneDisagrees : IPlantedError
{
    public string Kind => "phone-disagrees";

    public IReadOnlyList<Plot> Plots { get; } = [.. Planted.Plots.Dossiers(2)];

    public bool Fits(SectorRow row) => row.Phone == 0 && row.HasOwnPhone;

    // Slots below twice the number of people are the register's and the accounts' own. The systems' slots differ, so
    // that two wrong numbers of one citizen do not agree.
    public void Spoil(SectorRow row, ref Chance chance) => row.Phone = PhoneBlocks.Number(
        (2L * row.Population.People.Length) + (row.Citizen * 8L) + (chance.Next(4) * 2)
            + (row.Feed == Feed.PortalDossiers ? 1 : 0), row.Population.Options.Seed);
}
