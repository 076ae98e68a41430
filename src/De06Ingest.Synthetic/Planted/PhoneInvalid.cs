using De06Ingest.Synthetic.People;
using De06Ingest.Synthetic.Plan;

namespace De06Ingest.Synthetic.Planted;

/// <summary>The phone cell holds something that is no phone number.</summary>
sealed class PhoneInvalid : IPlantedError
{
    public string Kind => "phone-invalid";

    public IReadOnlyList<Plot> Plots { get; } = [.. Planted.Plots.Eid(3), .. Planted.Plots.Dossiers(3)];

    public void Spoil(SectorRow row, ref Chance chance)
    {
        var number = PhoneBlocks.Text(PhoneBlocks.Number(2L * row.Citizen, row.Population.Options.Seed));
        row.PhoneText = chance.Next(5) switch
        {
            0 => number[..8],

            // Two digits too many: with one too many, some are landlines with the area codes of before 2017.
            1 => $"+84{number[1..]}{chance.Next(100):D2}",
            2 => $"0712{chance.Next(1_000_000):D6}",
            3 => $"01870{chance.Next(1_000_000):D6}",
            _ => number[..4] + "***" + number[7..],
        };
    }
}
