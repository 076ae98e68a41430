using De06Ingest.Synthetic.People;

namespace De06Ingest.Synthetic.Linkage;

/// <summary>Whose number stands in the register: one's own, a relative's, a cadre's, or none.</summary>
sealed class SharedPhones(Register register)
{
    // A village cadre lends the number to so many people, and to relatives of theirs, before another one does.
    const int RecordsOfCadre = 40;
    readonly (int Office, int Records)[] _cadres = new (int, int)[register.Population.Places.Count];
    int _offices = register.Population.Places.Count;

    /// <summary>Sets <see cref="Citizen.Phone"/> of everybody.</summary>
    public void Give()
    {
        for (var i = 0; i < register.Count; i++)
        {
            var chance = Chance.For(register.Seed, ChanceFor.Phoning, i);
            register.Population.People[i].Phone = NumberOf(i, ref chance);
        }
    }

    int NumberOf(int index, ref Chance chance)
    {
        ref readonly var person = ref register.Person(index);
        var place = register.PlaceOf(index);
        var (own, relative) = Shares(2026 - person.Birth.Year, index == person.Head + 1);
        var draw = chance.Next(100) + (IsUpland(place) && own > 0 ? 15 : 0);
        return draw < own ? register.OwnPhone(index)
            : draw < own + relative ? RelativesNumber(index)
            : chance.PerMille(CadreShare(place)) ? CadresNumber(person.Place)
            : 0;
    }

    // Of a hundred people of an age; fewer in the uplands.
    static (int Own, int Relative) Shares(int age, bool spouse) => age switch
    {
        < 12 => (0, 60),
        < 18 => (45, 40),
        < 65 => (88, spouse ? 9 : 5),
        _ => (55, 25),
    };

    // Where few have a phone, forms are filled in for people, with the number of the one who does it.
    static int CadreShare(Place place) => IsUpland(place) ? 600 : place.IsTown ? 40 : 100;

    static bool IsUpland(Place place) => !place.IsTown && place.Mix != PeopleMix.Lowland;

    int RelativesNumber(int index)
    {
        var head = register.Person(index).Head;
        if (index != head)
        {
            return register.Person(head).Phone;
        }

        return register.HouseholdOf(head).End.Value > head + 1 ? register.OwnPhone(head + 1) : 0;
    }

    int CadresNumber(int place)
    {
        ref var cadre = ref _cadres[place];
        if (cadre.Office == 0 || cadre.Records == RecordsOfCadre)
        {
            cadre = (_offices++, 0);
        }

        cadre.Records++;
        return register.OfficePhone(cadre.Office);
    }
}
