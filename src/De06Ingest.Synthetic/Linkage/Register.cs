using De06Ingest.Synthetic.People;

namespace De06Ingest.Synthetic.Linkage;

/// <summary>
/// The province's people as a real register knows them: relatives on one phone, a cadre's number on forty records,
/// 1 January for the old, a CMND from before a move. Some households are not in it: these are the strangers.
/// </summary>
/// <remarks>Built on the same people as the province; what is changed here would break the answer sheet there, where
/// everybody is found by id and has a phone of his own.</remarks>
sealed class Register
{
    readonly int[] _formerLegacy;
    readonly bool[] _strange;

    Register(Population population, int people)
    {
        Population = population;
        Count = people;
        _formerLegacy = new int[people];
        _strange = new bool[people];
    }

    public Population Population { get; }

    /// <summary>Everybody, strangers included; who stands behind them in the population is not used.</summary>
    public int Count { get; }

    public ulong Seed => Population.Options.Seed;

    public static Register Make(TruthSetOptions options)
    {
        var people = options.Citizens + options.StrangerRows;
        var register = new Register(Population.Make(new ProvinceOptions(people, options.Seed)), people);
        new SharedPhones(register).Give();
        for (var i = 0; i < people; i++)
        {
            var chance = Chance.For(options.Seed, ChanceFor.Registering, i);
            register.BlurBirth(ref chance, i);
            register.GiveLegacy(ref chance, i);
        }

        register.PickStrangers(options.StrangerRows);
        return register;
    }

    public ref readonly Citizen Person(int index) => ref Population.People[index];

    public bool IsStranger(int index) => _strange[index];

    public Place PlaceOf(int index) => Population.Places[Person(index).Place];

    /// <summary>The CMND before the one that the register has, 0 for none.</summary>
    public int FormerLegacy(int index) => _formerLegacy[index];

    /// <summary>Indexes from the head of the person's household to its last member.</summary>
    public Range HouseholdOf(int index)
    {
        var head = Person(index).Head;
        var end = index + 1;
        while (end < Count && Person(end).Head == head)
        {
            end++;
        }

        return head..end;
    }

    /// <summary>The number that is this person's own, whether or not anyone knows it.</summary>
    public int OwnPhone(int index) => PhoneBlocks.Number(2L * index, Seed);

    /// <summary>A number that nobody has in the register: the person's next one.</summary>
    public int NextPhone(int index) => PhoneBlocks.Number((2L * index) + 1, Seed);

    /// <summary>Numbers of cadres and clerks, beyond those of the people.</summary>
    public int OfficePhone(int office) => PhoneBlocks.Number(2L * (Count + office), Seed);

    // Of the old a year is known, or 1 January, which says no more; in the uplands of most who were born before the
    // registers reached them. Some younger ones have it from a hasty registration.
    void BlurBirth(ref Chance chance, int index)
    {
        ref var person = ref Population.People[index];
        var year = person.Birth.Year;
        var upland = person.Ethnic != Ethnic.Kinh;
        var share = year < 1965 ? (upland ? 350 : 50) : year < 1985 ? (upland ? 150 : 12) : 2;
        if (person.Birth.YearOnly ? chance.PerMille(500) : chance.PerMille(share))
        {
            person.Birth = new BirthDay(year, 1, 1);
        }
    }

    // Nine digits were given once, but for the doubles of two offices: two in a thousand have another's number.
    void GiveLegacy(ref Chance chance, int index)
    {
        ref var person = ref Population.People[index];
        if (person.Legacy == 0)
        {
            return;
        }

        var other = chance.PerMille(2) && index > 5000 ? index - chance.Between(1, 5000) : index;
        person.Legacy = LegacyNumbers.Of(other, person.Ethnic);
        _formerLegacy[index] = chance.PerMille(80) ? LegacyNumbers.Elsewhere(index, ref chance) : 0;
    }

    // Whole households, as a rule: who is not in the register here is registered somewhere else together with his kin.
    void PickStrangers(int wanted)
    {
        var chance = Chance.For(Seed, ChanceFor.Stranger, -1);
        while (wanted > 0)
        {
            var household = HouseholdOf(chance.Next(Count));
            for (var i = household.Start.Value; i < household.End.Value && wanted > 0; i++)
            {
                wanted -= _strange[i] ? 0 : 1;
                _strange[i] = true;
            }
        }
    }
}

/// <summary>Numbers of old identity cards: two people of one province never draw the same.</summary>
static class LegacyNumbers
{
    // Police of other provinces; Hà Nội and Hồ Chí Minh City begin with a zero, which spreadsheets lose.
    static readonly int[] Elsewheres = [11, 24, 25, 201, 205, 221, 225, 230, 241, 250, 271, 273, 280];

    /// <summary>Quảng Ngãi 210-215, Kon Tum 233.</summary>
    public static int Of(int index, Ethnic ethnic) => ethnic >= Ethnic.XoDang
        ? 233_000_000 + Spread(index, 1_000_000)
        : 210_000_000 + Spread(index, 6_000_000);

    public static int Elsewhere(int index, ref Chance chance) =>
        (chance.Pick(Elsewheres) * 1_000_000) + Spread(index, 1_000_000);

    // A prime that divides neither size: different indexes below the size have different numbers.
    static int Spread(int index, int size) => (int)(((index * 179_424_673L) + 104_729) % size);
}
