using De06Ingest.Synthetic.Plan;

namespace De06Ingest.Synthetic.Planted;

/// <summary>
/// The personal id is not the key, and its cell holds no usable id: the row can be matched with nobody.
/// </summary>
sealed class IdMalformed : IPlantedError
{
    public string Kind => "id-malformed";

    public IReadOnlyList<Plot> Plots { get; } =
        [.. Planted.Plots.TwoDays(Feed.PensionPayments, 2), .. Planted.Plots.Dossiers(2)];

    public void Spoil(SectorRow row, ref Chance chance)
    {
        var digits = row.Id.ToString("D12");
        row.IdText = chance.Next(4) switch
        {
            0 => digits[..3] + "****" + digits[7..],
            1 => digits[..7],
            2 => digits + chance.Next(10),

            // No province ever had 003.
            _ => "003" + digits[3..],
        };
    }
}
