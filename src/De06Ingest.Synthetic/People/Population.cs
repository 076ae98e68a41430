namespace De06Ingest.Synthetic.People;

/// <summary>
/// All citizens of the province in household order, and after them the strangers, who are in no register.
/// </summary>
/// <remarks>Kept whole in memory (about 120 bytes each): all extracts speak of the same people.</remarks>
sealed class Population
{
    Population(ProvinceOptions options, IReadOnlyList<Place> places, Citizen[] people)
    {
        Options = options;
        Places = places;
        People = people;
    }

    public ProvinceOptions Options { get; }
    public IReadOnlyList<Place> Places { get; }
    public Citizen[] People { get; }

    /// <summary>Citizens in the register of day 1; strangers have the indexes from here on.</summary>
    public int Registered => Options.Citizens;

    public static Population Make(ProvinceOptions options)
    {
        var places = UnitMap.Places(options.Map, options.Province);
        var people = new Citizen[options.Citizens + options.Strangers];
        var households = new Households(options, places, people);
        var ids = new PersonalIds(int.Parse(options.Province));
        households.Fill();
        for (var i = 0; i < people.Length; i++)
        {
            ids.Give(ref people[i], Chance.For(options.Seed, ChanceFor.Person, i));
        }

        return new Population(options, places, people);
    }
}

/// <summary>
/// Gives out personal ids: six digits that say province, century, sex and year, and a serial that is unique.
/// </summary>
sealed class PersonalIds(int home)
{
    static readonly int[] OtherProvinces = [1, 48, 49, 52, 54, 56, 64, 66, 68, 79, 75, 74, 38, 40];
    readonly Dictionary<int, int> _given = [];

    public void Give(ref Citizen citizen, Chance chance)
    {
        var old = home == 51
            && citizen.Ethnic is Ethnic.XoDang or Ethnic.BaNa or Ethnic.GieTrieng or Ethnic.GiaRai;
        var province = chance.PerMille(60) ? chance.Pick(OtherProvinces) : old ? 62 : home;
        var century = citizen.Birth.Year >= 2000 ? 2 : 0;
        citizen.Prefix = (province * 1000) + ((century + (citizen.Male ? 0 : 1)) * 100) + (citizen.Birth.Year % 100);
        var count = _given.GetValueOrDefault(citizen.Prefix);
        _given[citizen.Prefix] = count + 1;
        citizen.Serial = Serial(2 * count, citizen.Prefix);
        citizen.SpareSerial = Serial((2 * count) + 1, citizen.Prefix);
    }

    // 611953 has no factor in common with a million, so that different counts give different serials.
    static int Serial(int count, int prefix) => (int)(((count * 611_953L) + (prefix * 7919L)) % 1_000_000);
}
