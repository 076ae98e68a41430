using De06Ingest.Synthetic.Answers;
using De06Ingest.Synthetic.People;
using De06Ingest.Synthetic.Plan;
using De06Ingest.Synthetic.Planted;

namespace De06Ingest.Synthetic.Systems;

/// <summary>Who is in a system and what is planted where, decided before anything is written.</summary>
/// <remarks>Whoever the register of day 2 changes is in none of these systems, for every one of them would then
/// differ; whose death is registered only, is in the list of deaths, and in others as an error alone.</remarks>
sealed class SystemPlan
{
    static readonly Dictionary<string, string[]> KindsOf = new()
    {
        ["name"] = ["name-differs", "name-diacritics"], ["birthDate"] = ["birth-date-differs"],
        ["sex"] = ["sex-differs"], ["phone"] = ["phone-differs", "phone-invalid"],
        ["homeUnit"] = ["home-unit-differs"], ["alive"] = [],
    };

    // What the source corrects, takes back or adds needs a second file.
    static readonly Course[] TwoDays =
    [
        Course.Stays, Course.Stays, Course.Stays, Course.Fixed, Course.Fixed, Course.Vanishes, Course.New, Course.New,
    ];

    readonly List<Subject> _subjects = [];
    readonly Population _population;
    readonly SectorRow _row;
    readonly sbyte[] _kinds;
    readonly bool _alive;
    readonly long _number;
    readonly bool _again;
    int _turn;

    SystemPlan(CitizenSystem system, Population population)
    {
        System = system;
        _population = population;
        _row = new SectorRow(population);
        string[] kinds = ["not-in-reference", "id-malformed", .. system.Compares.SelectMany(c => KindsOf[c])];
        _kinds = [.. kinds.Select(KindNumber)];
        _alive = system.Compares.Contains("alive");
        _again = system.Deliveries.Any(d => d.Day > 1);
        _number = SystemNumber.Of(system.Feed);
    }

    public CitizenSystem System { get; }

    public IReadOnlyList<Subject> Subjects => _subjects;

    public PlannedFeed Planned => new(System.Feed, _subjects, s => System.SubjectKey(_population, s));

    public static List<SystemPlan> All(Population population, FeedPlan feeds)
    {
        var plans = SectorSystems.Citizens.Select(s => new SystemPlan(s, population)).ToList();
        Parallel.ForEach(plans, plan => plan.Fill(feeds));
        return plans;
    }

    /// <summary>Index of the chances of a record in this system.</summary>
    public long Chances(Subject subject) => SystemNumber.Index(_number, subject.Citizen, subject.Ordinal);

    void Fill(FeedPlan feeds)
    {
        for (var i = 0; i < _population.Registered; i++)
        {
            ref readonly var citizen = ref _population.People[i];
            var chance = Chance.For(
                _population.Options.Seed, ChanceFor.SystemMember, SystemNumber.Index(_number, i, 0));
            var isAbout = (citizen.Status, System.About) is (LifeStatus.Alive, LifeStatusOf.Living)
                or (LifeStatus.Dead, LifeStatusOf.Dead);
            if (feeds.RegisteredDeaths.TryGetValue(i, out var course))
            {
                AddBuried(i, course, ref chance);
            }
            else if (isAbout && !feeds.ReferenceChanges.ContainsKey(i))
            {
                var records = System.RecordsOf(citizen, ref chance);
                for (byte ordinal = 0; ordinal < records; ordinal++)
                {
                    _subjects.Add(chance.PerMille(45) ? Plant(i, ordinal) : Ordinary(i, ordinal, ref chance));
                }
            }
            else if (_alive && citizen.Status == LifeStatus.Dead && chance.PerMille(System.DeadPerMille)
                && System.RecordsOf(citizen, ref chance) > 0)
            {
                // A row that is the error itself is not corrected: it goes.
                _subjects.Add(new Subject(i, 0, KindNumber("deceased-active"), NextOfDead(), true));
            }
        }
    }

    /// <summary>The list of deaths has them; where registered deaths are asked for, some still stand.</summary>
    void AddBuried(int citizen, Course registered, ref Chance chance)
    {
        if (System.RegistersDeaths)
        {
            _subjects.Add(new Subject(citizen, 0, -1, registered, true));
        }
        else if (System.ChecksDeaths && registered == Course.None && chance.PerMille(200))
        {
            _subjects.Add(new Subject(citizen, 0, KindNumber("deceased-registered"), NextOfDead(), true));
        }
    }

    Subject Plant(int citizen, byte ordinal)
    {
        _row.TakeFrom(new Subject(citizen, ordinal, -1, Course.None, false), "");
        for (var tries = 0; tries < _kinds.Length; tries++)
        {
            var kind = _kinds[_turn++ % _kinds.Length];
            if (PlantedErrors.All[kind].Fits(_row))
            {
                return new Subject(citizen, ordinal, kind, NextCourse(), false);
            }
        }

        return new Subject(citizen, ordinal, -1, Course.None, false);
    }

    Course NextCourse() => _again ? TwoDays[_turn++ / 3 % TwoDays.Length] : Course.Stays;

    /// <summary>A record of the dead is not put right: it goes.</summary>
    Course NextOfDead() => NextCourse() is var next && next == Course.Fixed ? Course.Vanishes : next;

    Subject Ordinary(int citizen, byte ordinal, ref Chance chance) => chance.Next(1000) switch
    {
        < 3 when _again => new Subject(citizen, ordinal, -1, Course.Vanishes, true),
        < 8 when _again => new Subject(citizen, ordinal, -1, Course.New, true),
        _ => new Subject(citizen, ordinal, -1, Course.None, false),
    };

    static sbyte KindNumber(string kind) => (sbyte)PlantedErrors.All.ToList().FindIndex(e => e.Kind == kind);
}

/// <summary>A number for a system's chances that another system beside it does not change.</summary>
static class SystemNumber
{
    public static long Of(string feed) => feed.Aggregate(2166136261L, (hash, c) => (hash ^ c) * 16777619 % 0x7FFF_FFFF);

    public static long Index(long system, long row, int ordinal) => (system << 32) ^ ((row * 64) + ordinal);
}
