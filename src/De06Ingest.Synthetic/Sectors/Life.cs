using De06Ingest.Synthetic.People;

namespace De06Ingest.Synthetic.Sectors;

/// <summary>What is true of one citizen, and was: the numbers and homes of the last years.</summary>
sealed class Life
{
    const int Years = 12;
    readonly List<(DateOnly From, int Phone)> _phones = [];
    readonly List<(DateOnly From, int Place)> _homes = [];

    Life(Citizen citizen) => Citizen = citizen;

    public Citizen Citizen { get; }

    /// <summary>Number in use now, 0 for none.</summary>
    public int Phone => PhoneOn(SectorsOptions.Day);
    public int Place => PlaceOn(SectorsOptions.Day);

    public int PhoneOn(DateOnly day) => _phones.FindLast(p => p.From <= day).Phone;

    public int PlaceOn(DateOnly day) => _homes.FindLast(h => h.From <= day).Place;

    /// <summary>One in eight changes the number in a year, one in fifty the home.</summary>
    public static Life Of(Population population, int index)
    {
        var life = new Life(population.People[index]);
        var chance = Chance.For(population.Options.Seed, ChanceFor.Sectors, index);
        var age = SectorsOptions.Day.Year - life.Citizen.Birth.Year;
        var hasPhone = age >= 12 && !chance.PerMille(age > 70 ? 250 : 60);
        var place = (int)life.Citizen.Place;
        for (var year = 0; year < Years; year++)
        {
            var from = SectorsOptions.Day.AddDays(-365 * (Years - year)).AddDays(chance.Next(365));
            if (hasPhone && (year == 0 || chance.PerMille(125)))
            {
                life._phones.Add((year == 0 ? DateOnly.MinValue : from, Slot(population, (index * 16L) + year)));
            }

            if (year == 0 || chance.PerMille(20))
            {
                life._homes.Add((year == 0 ? DateOnly.MinValue : from, place));
                place = chance.Next(population.Places.Count);
            }
        }

        return life;
    }

    public static int Slot(Population population, long slot) =>
        PhoneBlocks.Number(slot, population.Options.Seed);
}
