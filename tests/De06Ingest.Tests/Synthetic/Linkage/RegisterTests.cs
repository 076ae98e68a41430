using De06Ingest.Synthetic.Linkage;
using De06Ingest.Synthetic.People;

namespace De06Ingest.Tests.Synthetic.Linkage;

public sealed class RegisterTests
{
    static readonly Register Made = Register.Make(new TruthSetOptions(80_000, 10_000, 42));
    static readonly Citizen[] People = Made.Population.People[..Made.Count];

    [Fact]
    public void Strangers_are_as_many_as_asked_and_mostly_whole_households()
    {
        var strangers = Enumerable.Range(0, Made.Count).Where(Made.IsStranger).ToList();
        Assert.Equal(500, strangers.Count);
        var torn = strangers.Where(i =>
            Enumerable.Range(Made.HouseholdOf(i).Start.Value, Made.HouseholdOf(i).GetOffsetAndLength(Made.Count).Length)
                .Any(other => !Made.IsStranger(other))).Select(i => People[i].Head).Distinct();
        Assert.InRange(torn.Count(), 0, 1);
    }

    [Fact]
    public void A_cadre_lends_his_number_to_some_forty_records_of_one_commune()
    {
        var lent = People.Where(p => p.Phone != 0).CountBy(p => p.Phone).Where(c => c.Value > 12).ToList();
        Assert.True(lent.Count > 20, $"{lent.Count}");
        Assert.Contains(lent, c => c.Value >= 40);

        // Relatives of those whose number it is can come on top.
        Assert.All(lent, c => Assert.InRange(c.Value, 1, 60));
        Assert.All(lent, c => Assert.Single(People.Where(p => p.Phone == c.Key).Select(p => p.Place).Distinct()));
    }

    [Fact]
    public void Many_share_a_phone_with_relatives_and_most_of_working_age_have_their_own()
    {
        var grown = Indexes(p => p.Birth.Year is > 1961 and < 2008).ToList();
        var own = grown.Count(i => People[i].Phone == Made.OwnPhone(i));
        Assert.InRange(own, grown.Count * 80 / 100, grown.Count * 90 / 100);
        var children = Indexes(p => p.Birth.Year > 2014 && p.Phone != 0).Where(i => i > People[i].Head + 1).ToList();
        Assert.All(children, i => Assert.NotEqual(Made.OwnPhone(i), People[i].Phone));
        Assert.True(children.Count(i => People[People[i].Head].Phone == People[i].Phone) > children.Count * 8 / 10);
    }

    [Fact]
    public void The_old_often_have_a_year_or_the_first_of_January_and_the_young_hardly_ever()
    {
        Assert.InRange(Share(p => p.Birth.Year < 1965 && p.Ethnic == Ethnic.Kinh, IsCoarse), 0.10, 0.18);
        Assert.InRange(Share(p => p.Birth.Year < 1965 && p.Ethnic != Ethnic.Kinh, IsCoarse), 0.35, 0.48);
        Assert.InRange(Share(p => p.Birth.Year >= 1985, IsCoarse), 0.0005, 0.005);

        static bool IsCoarse(Citizen p) => p.Birth is { YearOnly: true } or { Month: 1, Day: 1 };
    }

    [Fact]
    public void There_are_twins_of_one_birth_date_in_one_household()
    {
        var twins = Enumerable.Range(1, Made.Count - 1).Count(i =>
            People[i].Head == People[i - 1].Head && i > People[i].Head + 1 && !People[i].Birth.YearOnly
            && People[i].Birth is not { Month: 1, Day: 1 } && People[i].Birth == People[i - 1].Birth);
        Assert.InRange(twins, Made.Count / 400, Made.Count / 100);
    }

    [Fact]
    public void No_two_of_a_household_have_the_same_name_but_where_names_are_few() =>
        Assert.InRange(
            People.GroupBy(p => p.Head).Count(h => h.Select(p => p.Name).Distinct().Count() < h.Count()), 0, 3);

    [Fact]
    public void Brothers_often_share_their_middle_name()
    {
        var brothers = Enumerable.Range(1, Made.Count - 1).Where(i =>
            People[i].Head == People[i - 1].Head && i > People[i].Head + 2 && People[i].Ethnic == Ethnic.Kinh
            && People[i].Male && People[i - 1].Male && People[i].Birth.Year > 2000).ToList();
        var alike = brothers.Count(i => Middle(People[i]) == Middle(People[i - 1]));
        Assert.InRange(alike / (double)brothers.Count, 0.4, 0.65);

        static string Middle(Citizen p) => p.Name.Split(' ')[1];
    }

    [Fact]
    public void Surnames_middle_names_and_given_names_are_as_frequent_as_they_are()
    {
        Assert.InRange(Share(p => p.Ethnic == Ethnic.Kinh, p => Starts(p, "Nguyễn ")), 0.27, 0.34);
        Assert.InRange(Share(p => p is { Ethnic: Ethnic.Kinh, Male: false, Birth.Year: < 1960 }, HasThi), 0.90, 1);
        Assert.InRange(Share(p => p is { Ethnic: Ethnic.Kinh, Male: false, Birth.Year: >= 2000 }, HasThi), 0.15, 0.45);
        Assert.InRange(Share(p => p.Ethnic == Ethnic.Hre, p => Starts(p, "Đinh ") || Starts(p, "Phạm ")), 0.75, 0.98);
        Assert.InRange(Share(p => p is { Ethnic: Ethnic.XoDang, Male: true }, p => Starts(p, "A ")), 0.99, 1);

        static bool Starts(Citizen p, string text) => p.Name.StartsWith(text, StringComparison.Ordinal);
        static bool HasThi(Citizen p) => p.Name.Contains(" Thị ", StringComparison.Ordinal);
    }

    [Fact]
    public void In_the_uplands_many_bear_the_name_of_another_of_their_commune()
    {
        Assert.InRange(Namesakes(p => p.Ethnic is Ethnic.Hre or Ethnic.Co or Ethnic.CaDong), 0.6, 1);
        Assert.InRange(Namesakes(p => p.Ethnic == Ethnic.Kinh), 0.02, 0.3);

        double Namesakes(Func<Citizen, bool> of)
        {
            var people = People.Where(of).ToList();
            var counts = people.CountBy(p => (p.Name, p.Place)).ToDictionary();
            return people.Count(p => counts[(p.Name, p.Place)] > 1) / (double)people.Count;
        }
    }

    [Fact]
    public void Old_cards_are_of_one_person_but_for_a_few_and_some_had_another_before()
    {
        var cards = People.Where(p => p.Legacy != 0).ToList();
        var twice = cards.CountBy(p => p.Legacy).Count(c => c.Value > 1);
        Assert.InRange(twice, cards.Count / 2_000, cards.Count / 300);
        var former = Indexes(p => p.Legacy != 0).Count(i => Made.FormerLegacy(i) != 0);
        Assert.InRange(former, cards.Count * 6 / 100, cards.Count * 10 / 100);
        Assert.All(cards, p => Assert.InRange(p.Legacy, 210_000_000, 233_999_999));
    }

    static IEnumerable<int> Indexes(Func<Citizen, bool> of) =>
        Enumerable.Range(0, Made.Count).Where(i => of(People[i]));

    static double Share(Func<Citizen, bool> of, Func<Citizen, bool> what)
    {
        var people = People.Where(of).ToList();
        return people.Count(what) / (double)people.Count;
    }
}
