using De06Ingest.Synthetic.Extracts;
using De06Ingest.Synthetic.People;
using De06Ingest.Synthetic.Plan;

namespace De06Ingest.Synthetic.Systems;

/// <summary>The record at hand, in the forms in which systems write it. One object serves every record of a
/// file.</summary>
sealed class CitizenRow(SectorRow values, SystemDelivery delivery)
{
    /// <summary>Chances of what only this system knows: the same in all its files.</summary>
    public Chance Details;

    Chance _dressing;

    public SectorRow Values { get; } = values;
    public SystemDelivery Delivery { get; } = delivery;
    public DateOnly AsOf => Delivery.AsOf;
    public Subject Subject { get; private set; }
    public ref readonly Citizen Citizen => ref Values.Population.People[Values.Citizen];
    public string RecordNo => Values.RecordNo;
    public int Age => 2026 - Citizen.Birth.Year;
    public Place Home => Values.Population.Places[Values.Place];
    public string Unit => Home.Code;

    /// <summary>Home as the list has it, in other words than the register; nothing in some records.</summary>
    public string Address
    {
        get
        {
            var chance = Chance.For(Values.Population.Options.Seed, ChanceFor.Address, ~Values.Citizen);
            return Addresses.Of(Values.Population.Options.Map, Home, Citizen.Hamlet, ref chance);
        }
    }

    /// <summary>Number of the household, which all of it share.</summary>
    public string Household => $"HGD51{Citizen.Head:D8}";

    /// <summary>Old nine digits, or nothing.</summary>
    public string Legacy => Citizen.Legacy == 0 ? "" : Citizen.Legacy.ToString("D9");

    public void Take(Subject subject, Chance details, Chance dressing) =>
        (Subject, Details, _dressing) = (subject, details, dressing);

    /// <param name="lostZeros">In so many of a thousand cells a spreadsheet took the leading zeros.</param>
    public string Id(int lostZeros = 15) => Values.IdText ?? Dress.Id(Values.Id, lostZeros, ref _dressing);

    public string Name() => Dress.Name(Values.Name, ref _dressing);

    public string Birth() => Dress.Birth(Values.Birth, ref _dressing);

    /// <summary>Only the year in many cells, unless the date is what is wrong.</summary>
    public string BirthOrYear() =>
        _dressing.PerMille(400) && !Values.WholeBirth ? $"{Values.Birth.Year}" : Birth();

    /// <summary>yyyyMMdd, with zeros for what is not known.</summary>
    public string BirthCompact() => $"{Values.Birth.Year:D4}{Values.Birth.Month:D2}{Values.Birth.Day:D2}";

    /// <summary>yyyyMMddHHmm, as the health insurance asks for.</summary>
    public string BirthHealth() => BirthCompact() + "0000";

    /// <summary>Midnight in Vietnam as the one-stop software stores it: a time of the day before.</summary>
    public string BirthUtc() => Values.Birth.YearOnly || Values.Birth.Year < 1976
        ? Birth()
        : $"{BirthMidnight.AddHours(-7):yyyy-MM-ddTHH:mm:ss.000}+0000";

    DateTime BirthMidnight => new(Values.Birth.Year, Values.Birth.Month, Values.Birth.Day);

    public string Sex(string male = "Nam", string female = "Nữ") => Values.Male ? male : female;

    /// <summary>The number, in some cells nothing.</summary>
    public string Phone()
    {
        var silent = _dressing.PerMille(100) && !Subject.IsPlanted;
        return Values.PhoneText ?? (Values.Phone == 0 || silent ? "" : Dress.Phone(Values.Phone, ref _dressing));
    }

    /// <summary>One of the texts, by the details of the record.</summary>
    public string Pick(params string[] texts) => Details.Pick(texts);

    /// <summary>"1" or "0", or other words.</summary>
    public string Flag(int perMille, string yes = "1", string no = "0") => Details.PerMille(perMille) ? yes : no;

    public string Number(int from, int to) => Details.Between(from, to).ToString();

    /// <summary>A day before the first extract, at most so many days.</summary>
    public DateOnly DayWithin(int days) => ProvinceOptions.DateOf(1).AddDays(-1 - Details.Next(days));

    /// <summary>A time of work on this day.</summary>
    public DateTime TimeOf(DateOnly day) => day.ToDateTime(new TimeOnly(Details.Between(7, 16), Details.Next(60)));

    public static string Day(DateOnly day) => Dress.Date(day);

    public static string Time(DateTime time) => $"{time:dd/MM/yyyy HH:mm}";

    /// <summary>Like <see cref="Day"/>, and nothing for a day that is not over when the file is made.</summary>
    public string DayIfPast(DateOnly day) => day < AsOf ? Day(day) : "";

    public string TimeIfPast(DateTime time) => DateOnly.FromDateTime(time) < AsOf ? Time(time) : "";
}
