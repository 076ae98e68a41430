namespace De06Ingest.Synthetic.People;

/// <summary>
/// Fills the register household by household: a head, mostly a spouse, children, now and then a parent.
/// </summary>
sealed class Households(ProvinceOptions options, IReadOnlyList<Place> places, Citizen[] people)
{
    readonly int[] _weighted = [.. places.SelectMany((place, i) => Enumerable.Repeat(i, place.Weight))];

    /// <summary>Makes everyone: citizens in households, then strangers, each a household of one.</summary>
    public void Fill()
    {
        var next = 0;
        for (var household = 0; next < options.Citizens; household++)
        {
            next = MakeHousehold(household, next);
        }

        for (; next < people.Length; next++)
        {
            var chance = Chance.For(options.Seed, ChanceFor.Stranger, next);
            MakeMember(
                new Home(this, next, chance.Pick(_weighted), ref chance),
                next, chance.Next(1000) < 500, chance.Between(24, 70), twin: false);
        }
    }

    int MakeHousehold(int household, int head)
    {
        var chance = Chance.For(options.Seed, ChanceFor.Household, household);

        // The first households take one place each, so that even a small province lives in every unit.
        var home = new Home(this, head, household < places.Count ? household : chance.Pick(_weighted), ref chance);
        var size = Math.Min(1 + chance.Next(4) + chance.Next(3), options.Citizens - head);
        var headAge = chance.Between(24, 60) + (chance.PerMille(350) ? chance.Next(28) : 0);
        var headMale = chance.PerMille(720);
        var spouses = size > 1 && chance.PerMille(850) ? 2 : 1;
        for (var member = 0; member < size; member++)
        {
            var male = member == 0 ? headMale : member < spouses ? !headMale : chance.PerMille(512);
            var twin = member > spouses && chance.PerMille(11);
            MakeMember(home, head + member, male, Age(member, spouses, headAge, ref chance), twin);
        }

        return head + size;
    }

    static int Age(int member, int spouses, int headAge, ref Chance chance)
    {
        if (member == 0)
        {
            return headAge;
        }

        if (member < spouses)
        {
            return Math.Clamp(headAge + chance.Between(-6, 3), 19, 95);
        }

        var child = headAge - chance.Between(22, 38);
        return child >= 0 && !chance.PerMille(120) ? child : Math.Clamp(headAge + chance.Between(20, 32), 40, 99);
    }

    void MakeMember(Home home, int index, bool male, int age, bool twin)
    {
        var chance = Chance.For(options.Seed, ChanceFor.Person, index + 0x4000_0000L);
        ref var citizen = ref people[index];
        citizen.Male = male;
        citizen.Ethnic = home.Ethnic;
        citizen.Birth = twin ? people[index - 1].Birth : Birth(options.AsOf.Year - age, ref chance);
        age = options.AsOf.Year - citizen.Birth.Year;
        citizen.Name = NameOf(home, index, ref chance);
        citizen.Place = (byte)home.Place;
        citizen.Hamlet = home.Hamlet;
        citizen.Head = home.Head;
        citizen.Phone = age >= 12 && chance.PerMille(900) ? PhoneBlocks.Number(2L * index, options.Seed) : 0;
        citizen.Legacy = age > 21 && chance.PerMille(930) ? LegacyId(home.Ethnic, ref chance) : 0;
        citizen.CardIssued = age >= 15 && chance.PerMille(960) ? CardDay(citizen.Birth.Year, ref chance) : 0;
        citizen.Status = index >= options.Citizens ? LifeStatus.Alive : Status(age, ref chance);
    }

    // No two of a household have the same name, however few names there are: nobody could call them.
    string NameOf(Home home, int index, ref Chance chance)
    {
        var surname = SurnameOf(home, index, ref chance);
        var kin = KinOf(home.Head, index);
        for (var tries = 8; ; tries--)
        {
            var name = PersonNames.Make(
                home.Ethnic, people[index].Male, people[index].Birth.Year, surname, kin, ref chance);
            if (tries == 0 || !IsTaken(home.Head, index, name))
            {
                return name;
            }
        }
    }

    bool IsTaken(int head, int index, string name)
    {
        while (head < index && people[head].Name != name)
        {
            head++;
        }

        return head < index;
    }

    // The brother or sister before, or the head; husband and wife are no kin, and nobody is named after his children.
    string? KinOf(int head, int index)
    {
        for (var i = index - 1; i >= head && index > head + 1; i--)
        {
            var older = people[i].Birth.Year < people[index].Birth.Year + 12;
            if (i != head + 1 && people[i].Male == people[index].Male && older)
            {
                return people[i].Name;
            }
        }

        return null;
    }

    // Husband and wife keep the surnames they were born with.
    static string SurnameOf(Home home, int index, ref Chance chance) =>
        index == home.Head + 1 ? PersonNames.Surname(home.Ethnic, ref chance) : home.Surname;

    // 1 January is what a register says when it knows the year only, so nobody here is born on it.
    BirthDay Birth(int year, ref Chance chance)
    {
        if (year < 1965 && chance.PerMille(90))
        {
            return BirthDay.OfYear(year);
        }

        var month = chance.Between(1, year == options.AsOf.Year ? options.AsOf.Month - 1 : 12);
        var day = chance.Between(1, DateTime.DaysInMonth(year, month));
        return new BirthDay((short)year, (byte)month, (byte)(month == 1 && day == 1 ? 2 : day));
    }

    int LegacyId(Ethnic ethnic, ref Chance chance)
    {
        var block = options.Province switch
        {
            "02" => 73,
            "49" => 205,
            _ => ethnic >= Ethnic.XoDang ? 233 : chance.Between(211, 212),
        };
        return (block * 1_000_000) + chance.Next(999_999) + 1;
    }

    // Chip cards since January 2021, and from the fifteenth year of life.
    static int CardDay(int birthYear, ref Chance chance)
    {
        var from = new DateOnly(Math.Max(2021, birthYear + 15), 1, 4).DayNumber;
        return from + chance.Next(new DateOnly(2026, 7, 1).DayNumber - from);
    }

    // 2 % are dead and 3 % have moved away; the old die first.
    static LifeStatus Status(int age, ref Chance chance)
    {
        var draw = chance.Next(1000);
        var dead = age >= 60 ? 75 : 6;
        return draw < dead ? LifeStatus.Dead : draw < dead + 30 ? LifeStatus.Moved : LifeStatus.Alive;
    }

    /// <summary>What the members of one household share.</summary>
    readonly struct Home
    {
        public Home(Households all, int head, int place, ref Chance chance)
        {
            Head = head;
            Place = place;
            Ethnic = Draw(all.MixOf(place), chance.Next(100));
            Surname = PersonNames.Surname(Ethnic, ref chance);
            Hamlet = (byte)chance.Next(Hamlets.Count);
        }

        public int Head { get; }
        public int Place { get; }
        public Ethnic Ethnic { get; }
        public string Surname { get; }
        public byte Hamlet { get; }

        static Ethnic Draw(PeopleMix mix, int percent) => mix switch
        {
            PeopleMix.Hre => percent < 78 ? Ethnic.Hre : percent < 82 ? Ethnic.CaDong : Ethnic.Kinh,
            PeopleMix.Co => percent < 62 ? Ethnic.Co : percent < 75 ? Ethnic.CaDong : Ethnic.Kinh,
            PeopleMix.CaDong => percent < 70 ? Ethnic.CaDong : percent < 85 ? Ethnic.Hre : Ethnic.Kinh,
            PeopleMix.Highland => Highland(percent, kinh: 40),
            PeopleMix.HighlandTown => Highland(percent, kinh: 75),
            PeopleMix.NorthStone => percent < 80 ? Ethnic.Mong : percent < 92 ? Ethnic.Tay : Ethnic.Kinh,
            PeopleMix.North => percent < 45 ? Ethnic.Tay : percent < 75 ? Ethnic.Dao : Ethnic.Kinh,
            PeopleMix.CoTu => percent < 85 ? Ethnic.CoTu : Ethnic.Kinh,
            _ => percent < 99 ? Ethnic.Kinh : Ethnic.Hre,
        };

        static Ethnic Highland(int percent, int kinh)
        {
            var rest = percent < kinh ? -1 : (percent - kinh) * 100 / (100 - kinh);
            return rest < 0 ? Ethnic.Kinh
                : rest < 48 ? Ethnic.XoDang
                : rest < 74 ? Ethnic.BaNa
                : rest < 90 ? Ethnic.GieTrieng
                : Ethnic.GiaRai;
        }
    }

    PeopleMix MixOf(int place) => places[place].Mix;
}
