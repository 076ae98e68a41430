using De06Ingest.Synthetic.Extracts;
using De06Ingest.Synthetic.People;
using De06Ingest.Synthetic.Systems;

namespace De06Ingest.Synthetic.Scenarios;

/// <summary>The people of a scenario, and draws of exactly so many of them.</summary>
sealed class ScenarioPeople
{
    readonly double _scale;

    /// <param name="plan">The scenario.</param>
    /// <param name="seed">Another seed makes other people, and the same figures.</param>
    /// <param name="scale">Part of the full size, for trials.</param>
    public ScenarioPeople(Scenario plan, ulong seed, double scale = 1)
    {
        (_scale, Plan) = (scale, plan);
        Population = Population.Make(new ProvinceOptions(Size(plan.Citizens), seed, "2023-04")
        {
            Province = plan.Province,
            AsOf = plan.AsOf,
            Strangers = Math.Max(8, Size(plan.Strangers)),
        });
        Living = [.. Enumerable.Range(0, Population.Registered)
            .Where(i => Population.People[i].Status == LifeStatus.Alive)];
        From14 = OfAge(14);
        Adults = OfAge(18);
    }

    public Scenario Plan { get; }
    public Population Population { get; }
    public DateOnly AsOf => Plan.AsOf;

    /// <summary>Indexes of those who live in the province.</summary>
    public int[] Living { get; }
    public int[] From14 { get; }
    public int[] Adults { get; }

    public IEnumerable<int> Strangers =>
        Enumerable.Range(Population.Registered, Population.People.Length - Population.Registered);

    /// <summary>A number of people or of their records, in the size of this run.</summary>
    public int Size(int full) => (int)Math.Round(full * _scale, MidpointRounding.AwayFromZero);

    /// <summary>The same for a numerator: the share of <paramref name="all"/> is kept as well as the size allows.
    /// </summary>
    public int Part(int full, int ofFull) => new Share(full, ofFull).Of(Size(ofFull));

    public ref readonly Citizen this[int index] => ref Population.People[index];

    public Place Home(int index) => Population.Places[Population.People[index].Place];

    /// <summary>Chance of one thing: the same every time it is asked for.</summary>
    public Chance ChanceOf(string what, long row = 0) => Chance.For(
        Population.Options.Seed, ChanceFor.Scenario, SystemNumber.Index(SystemNumber.Of(what), row, 0));

    public Quota Quota(string what, int yes, int turns) => new(yes, turns, ChanceOf(what));

    public Deal<T> Deal<T>(string what, params IEnumerable<(T What, int Times)> things) => new(things, ChanceOf(what));

    /// <summary>So many of these, spread over all of them, in their order.</summary>
    /// <exception cref="ArgumentException">There are not so many.</exception>
    public int[] Draw(string what, int count, IReadOnlyCollection<int> from)
    {
        var quota = Quota(what, count, from.Count);
        return [.. from.Where(_ => quota.Next())];
    }

    /// <summary>Somebody of these for the n-th record: neighbouring records are of people far apart.</summary>
    public static int Turn(int[] of, long record) => of[(int)(record * 7_368_787 % of.Length)];

    /// <summary>The day on which somebody is so many years old; of those whose year alone is known, its last.</summary>
    public DateOnly Birthday(int index, int years)
    {
        var birth = Population.People[index].Birth.InYear(Population.People[index].Birth.Year + years);
        return birth.YearOnly ? new DateOnly(birth.Year, 12, 31) : new DateOnly(birth.Year, birth.Month, birth.Day);
    }

    public string Id(int index) => this[index].Id.ToString("D12");

    public string Phone(int index) => this[index].Phone == 0 ? "" : PhoneBlocks.Text(this[index].Phone);

    public string Birth(int index, ref Chance chance) => Dress.Birth(this[index].Birth, ref chance);

    public bool IsAdult(int index) => Birthday(index, 18) <= AsOf;

    int[] OfAge(int years) => [.. Living.Where(i => Birthday(i, years) <= AsOf)];
}

/// <summary>A span of days, both ends included.</summary>
readonly record struct Span(DateOnly From, DateOnly To)
{
    public static Span Month(int year, int month) =>
        new(new DateOnly(year, month, 1), new DateOnly(year, month, DateTime.DaysInMonth(year, month)));

    public int Days => To.DayNumber - From.DayNumber + 1;

    public DateOnly Pick(ref Chance chance) => From.AddDays(chance.Next(Days));

    /// <summary>The day, or the end that it lies beyond.</summary>
    public DateOnly Clamp(DateOnly day) => day < From ? From : day > To ? To : day;
}
