using De06Ingest.Synthetic.People;
using De06Ingest.Synthetic.Plan;

namespace De06Ingest.Synthetic.Planted;

/// <summary>
/// Another name, in its letters and not only in its diacritics: another given name, a slip, a lost middle name.
/// </summary>
sealed class NameDiffers : IPlantedError
{
    public string Kind => "name-differs";

    public IReadOnlyList<Plot> Plots { get; } =
    [
        .. Planted.Plots.Eid(1, byReference: true), .. Planted.Plots.TwoDays(Feed.PensionPayments, 2),
        .. Planted.Plots.Dossiers(2),
    ];

    public void Spoil(SectorRow row, ref Chance chance)
    {
        var words = row.Name.Split(' ');
        row.Name = chance.Next(10) switch
        {
            < 2 when words.Length > 2 => $"{words[0]} {string.Join(' ', words[2..])}",
            < 5 when words[^1].Length > 2 => row.Name[..^1],
            _ => OtherGiven(words, NameCohort.Of(row.Male, row.Birth.Year).Givens, ref chance),
        };
    }

    static string OtherGiven(string[] words, string[] givens, ref Chance chance)
    {
        var given = chance.Pick(givens);
        while (PersonNames.Folded(given) == PersonNames.Folded(words[^1]))
        {
            given = chance.Pick(givens);
        }

        return $"{string.Join(' ', words[..^1])} {given}";
    }
}
