using De06Ingest.Synthetic;
using De06Ingest.Synthetic.People;
using De06Ingest.Synthetic.Plan;
using De06Ingest.Synthetic.Planted;

namespace De06Ingest.Tests.Synthetic.Plan;

public sealed class FeedPlanTests
{
    static readonly Population Province = Population.Make(new ProvinceOptions(120_000, 5));
    static readonly FeedPlan Plan = FeedPlan.Make(Province);

    [Fact]
    public void A_subject_stands_once_in_its_feed() => Assert.All(
        Enum.GetValues<Feed>(), feed => Assert.Distinct(Plan.Subjects(feed).Select(s => (s.Citizen, s.Ordinal))));

    [Fact]
    public void Every_plot_of_every_kind_is_used()
    {
        var used = Enum.GetValues<Feed>()
            .SelectMany(feed => Plan.Subjects(feed)
                .Where(s => s.IsPlanted).Select(s => (feed, s.Kind, s.Course)))
                .ToHashSet();
        for (sbyte kind = 0; kind < PlantedErrors.All.Count; kind++)
        {
            Assert.All(PlantedErrors.All[kind].Plots, plot => Assert.Contains((plot.Feed, kind, plot.Course), used));
        }
    }

    [Fact]
    public void Only_planted_rows_concern_the_dead_or_strangers()
    {
        var plain = Enum.GetValues<Feed>().SelectMany(feed => Plan.Subjects(feed).Where(s => !s.IsPlanted));
        Assert.All(plain, s => Assert.True(
            s.Citizen < Province.Registered && Province.People[s.Citizen].Status == LifeStatus.Alive));
    }

    [Fact]
    public void The_register_changes_only_for_people_who_are_in_no_other_feed()
    {
        var others = new[] { Feed.PensionPayments, Feed.ServiceDossiers, Feed.PortalDossiers }
            .SelectMany(feed => Plan.Subjects(feed).Select(s => s.Citizen)).ToHashSet();
        Assert.NotEmpty(Plan.ReferenceChanges);
        Assert.DoesNotContain(Plan.ReferenceChanges.Keys, others.Contains);
    }

    [Fact]
    public void Whoever_is_paid_twice_has_a_plain_first_record()
    {
        var pensions = Plan.Subjects(Feed.PensionPayments);
        var second = Enumerable.Range(0, pensions.Count).Where(i => pensions[i].Ordinal == 1).ToList();
        Assert.NotEmpty(second);
        Assert.All(second, i => Assert.True(pensions[i - 1].IsPlain && pensions[i - 1].Citizen == pensions[i].Citizen));
    }

    [Theory]
    [InlineData(11, 5)]
    [InlineData(12, 7)]
    [InlineData(3, 2)]
    public void A_wrong_birth_date_never_lies_after_the_data(int day, int month)
    {
        var row = new SectorRow(Province);
        for (var i = 0; i < 50; i++)
        {
            row.TakeFrom(Feed.EidAccounts, new Subject(i, 0, -1, Course.None, false));
            var birth = new BirthDay(2026, (byte)month, (byte)day);
            row.Birth = birth;
            var chance = Chance.For(5, ChanceFor.Spoiling, i);
            new BirthDateDiffers().Spoil(row, ref chance);
            Assert.NotEqual(birth, row.Birth);
            Assert.True(new DateOnly(row.Birth.Year, row.Birth.Month, row.Birth.Day) <= ProvinceOptions.DateOf(1));
        }
    }

    [Theory]
    [InlineData(nameof(Course.Stays), "111", "111")]
    [InlineData(nameof(Course.Fixed), "100", "100")]
    [InlineData(nameof(Course.Vanishes), "100", "100")]
    [InlineData(nameof(Course.New), "011", "011")]
    [InlineData(nameof(Course.Reopens), "101", "101")]
    [InlineData(nameof(Course.FixedByReference), "111", "100")]
    [InlineData(nameof(Course.OpenedByReference), "000", "011")]
    public void A_course_says_on_which_days_it_spoils_and_is_open(string name, string spoils, string open)
    {
        var course = Enum.Parse<Course>(name);
        Assert.Equal(spoils, string.Concat(Enumerable.Range(1, 3).Select(d => course.SpoilsOn(d) ? '1' : '0')));
        Assert.Equal(open, string.Concat(Enumerable.Range(1, 3).Select(d => course.OpenOn(d) ? '1' : '0')));
    }
}
