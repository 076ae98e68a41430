using De06Ingest.Synthetic.People;
using De06Ingest.Synthetic.Plan;

namespace De06Ingest.Synthetic.Planted;

/// <summary>
/// A birth date that no single day can reconcile with the register: another year, day and month swapped, another day.
/// </summary>
sealed class BirthDateDiffers : IPlantedError
{
    public string Kind => "birth-date-differs";

    public IReadOnlyList<Plot> Plots { get; } =
        [.. Planted.Plots.Eid(1, byReference: true), .. Planted.Plots.TwoDays(Feed.PensionPayments, 2)];

    public void Spoil(SectorRow row, ref Chance chance)
    {
        var birth = row.Birth;
        row.WholeBirth = !birth.YearOnly;
        row.Birth = chance.Next(3) switch
        {
            // A first of January would say that only the year is known.
            0 when birth.Day is > 1 and <= 12 && birth.Month > 1 && birth.Day != birth.Month && !IsAhead(birth) =>
                birth with { Month = birth.Day, Day = birth.Month },
            1 when birth.Day > 2 => birth with { Day = (byte)(birth.Day - 1) },
            _ => birth.InYear(birth.Year - chance.Between(1, 5)),
        };
    }

    /// <summary>Swapped, the date would lie after the data, which is no birth date and so no difference.</summary>
    static bool IsAhead(BirthDay birth) =>
        new DateOnly(birth.Year, birth.Day, birth.Month) > ProvinceOptions.DateOf(1);
}
