using De06Ingest.Synthetic.People;
using De06Ingest.Synthetic.Plan;

namespace De06Ingest.Synthetic.Planted;

/// <summary>The commune's code is one of before 1 July 2025 that is in force no more.</summary>
sealed class UnitDissolved : IPlantedError
{
    static readonly string[] Gone =
    [
        .. UnitMap.Places("2023-04").Select(p => p.Code).Where(code => code.Length == 5)
            .Except(UnitMap.Places("2025-07").Select(p => p.Code)),
    ];

    public string Kind => "unit-dissolved";

    public IReadOnlyList<string> Also => ["home-unit-differs"];

    public IReadOnlyList<Plot> Plots { get; } = [.. Planted.Plots.Eid(1)];

    public bool Fits(SectorRow row) => row.Population.Options.Map == "2025-07";

    public void Spoil(SectorRow row, ref Chance chance) => row.PlaceText = chance.Pick(Gone);
}
