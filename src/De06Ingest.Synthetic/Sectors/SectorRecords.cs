using De06Ingest.Synthetic.Linkage.Errors;
using De06Ingest.Synthetic.People;

namespace De06Ingest.Synthetic.Sectors;

/// <summary>What a source says of a citizen: true on the day when it was told, or wrong in one of the ways in which
/// records are wrong.</summary>
sealed record SectorRecord(
    string Name, BirthDay Birth, bool Male, int Phone, string? PhoneText, int Place, DateOnly Told)
{
    /// <summary>The source found out that nobody answers at this number.</summary>
    public bool IsReportedWrong { get; init; }
}

/// <summary>Makes the records of all sources. A number may be a relative's, a cadre's, or mistyped.</summary>
sealed class SectorRecords(Population population, IReadOnlyList<Life> lives)
{
    readonly ulong _seed = population.Options.Seed;

    /// <summary>The record of a source, or null when the citizen is not in it.</summary>
    public SectorRecord? Of(SectorSpec spec, int index)
    {
        var sector = SectorSpec.All.ToList().IndexOf(spec);
        var chance = Chance.For(_seed, ChanceFor.Sectors, (1L << 40) + (index * 8L) + sector);
        var life = lives[index];
        var age = SectorsOptions.Day.Year - life.Citizen.Birth.Year;
        if (sector > 0 && (age < 15 || !chance.PerMille(spec.Member)))
        {
            return null;
        }

        var told = SectorsOptions.Day.AddDays(-chance.Between(spec.NewestDays, spec.OldestDays));
        if (chance.PerMille(spec.Copied))
        {
            return Of(SectorSpec.All[0], index)! with { Told = told };
        }

        var record = new SectorRecord(
            NameIn(life.Citizen, spec, ref chance), BirthIn(life.Citizen.Birth, sector, ref chance),
            life.Citizen.Male, 0, null, life.PlaceOn(told), told);
        return WithPhone(record, spec, index, ref chance);
    }

    SectorRecord WithPhone(SectorRecord record, SectorSpec spec, int index, ref Chance chance)
    {
        if (!chance.PerMille(spec.PhoneGiven))
        {
            return record;
        }

        var phone = PhoneIn(record, index, ref chance);
        var text = phone != 0 && chance.PerMille(10) ? PhoneBlocks.Text(phone)[..7] : null;
        var isRight = phone != 0 && phone == lives[index].Phone && text is null;
        var isReported = spec.Feed == "accounts" && phone != 0 && chance.PerMille(isRight ? 3 : 500);
        return record with { Phone = phone, PhoneText = text, IsReportedWrong = isReported };
    }

    /// <summary>Relatives lend their phones, to the old most; so do cadres.</summary>
    int PhoneIn(SectorRecord record, int index, ref Chance chance)
    {
        var life = lives[index];
        var (own, age) = (life.PhoneOn(record.Told), SectorsOptions.Day.Year - life.Citizen.Birth.Year);
        var draw = chance.Next(1000);
        var relative = Relative(index, record.Told, ref chance);
        var cadre = Life.Slot(population, (lives.Count * 16L) + life.Citizen.Place);
        if (own == 0)
        {
            return draw < 350 ? relative : draw < 400 ? cadre : 0;
        }

        var lent = age > 65 ? 180 : 45;
        return draw < lent ? relative
            : draw < lent + 25 ? cadre
            : draw < lent + 40 ? Mistyped(own, ref chance)
            : own;
    }

    int Relative(int index, DateOnly day, ref Chance chance)
    {
        var head = lives[index].Citizen.Head;
        var other = head + chance.Next(4);
        return other < lives.Count && other != index && lives[other].Citizen.Head == head
            ? lives[other].PhoneOn(day)
            : 0;
    }

    static int Mistyped(int phone, ref Chance chance)
    {
        var place = new[] { 1, 10, 100, 1000, 10_000, 100_000 }[chance.Next(6)];
        var digit = phone / place % 10;
        return phone + ((((digit + 1 + chance.Next(9)) % 10) - digit) * place);
    }

    static BirthDay BirthIn(BirthDay birth, int sector, ref Chance chance)
    {
        var isWrong = chance.PerMille(sector == 0 ? 8 : 15);
        var draw = chance.Next(3);
        var years = chance.Between(1, 4);
        return !isWrong || birth.YearOnly ? birth
            : draw == 0 && birth.Day <= 12 && birth.Day != birth.Month
                ? birth with { Month = birth.Day, Day = birth.Month }
            : draw == 1 && birth.Day > 2 ? birth with { Day = (byte)(birth.Day - 1) }
            : birth.InYear(birth.Year - years);
    }

    static string NameIn(in Citizen citizen, SectorSpec spec, ref Chance chance)
    {
        var row = chance.Next(1000);
        var word = chance.Next(8);
        return row < spec.TonesLost ? PersonNames.WithoutDiacritics(citizen.Name)
            : row < spec.TonesLost + 15 ? OtherTone(citizen.Name, word)
            : row < spec.TonesLost + 25 && citizen.Name.Length > 6 ? citizen.Name[..^1]
            : citizen.Name;
    }

    /// <summary>One word with hỏi for ngã, or with its tone left out.</summary>
    static string OtherTone(string name, int word)
    {
        var words = name.Split(' ');
        var at = word % words.Length;
        words[at] = ToneMarks.Word([.. ToneMarks.Letters(words[at]).Select(letter => letter with
        {
            Tone = letter.Tone switch
            {
                ToneMarks.Hook => ToneMarks.Tilde,
                ToneMarks.Tilde => ToneMarks.Hook,
                _ => '\0',
            },
        })]);
        return string.Join(' ', words);
    }
}
