using De06Ingest.Matching;
using De06Ingest.Matching.Blocking;
using De06Ingest.Matching.Comparing;
using De06Ingest.Matching.Estimation;

namespace De06Ingest.Tests.Matching.Estimation;

/// <summary>Of each household the head is in the feed, head and spouse are in the reference. Surname, address and phone
/// are the household's; a number is the person's own.</summary>
public sealed class KinLearningTests
{
    const int Homes = 60;

    static readonly LevelWeights Surname = SomeLink.Two(0.9, 0.05);
    static readonly LevelWeights Home = SomeLink.Two(0.8, 0.002);
    static readonly LevelWeights Own = SomeLink.Two(0.9, 0.001);

    static readonly Person[] Heads = [.. Enumerable.Range(0, Homes).Select(Head)];
    static readonly Person[] Spouses = [.. Heads.Select(head => head with { Number = "of spouse " + head.Number })];

    /// <summary>Every twentieth household has the same surname: namesakes are no kin.</summary>
    [Fact]
    public void Finds_how_many_pairs_are_kin_and_what_they_share()
    {
        var kin = Learn(Heads, [.. Heads, .. Spouses])!;

        Assert.InRange(kin.Share * Homes * 2 * Homes, 0.97 * Homes, 1.03 * Homes);
        Assert.All(kin.Levels.Take(3), shared => Assert.InRange(shared[0], 0.95, 1));
        Assert.InRange(kin.Levels[3][0], 1e-6, 1e-4);
        Assert.All(kin.Levels, levels => Assert.Equal(1, levels.Sum(), 1e-9));
    }

    [Fact]
    public void Finds_that_only_half_of_the_kin_live_together()
    {
        var kin = Learn(Heads, [.. Heads, .. Spouses.Select((spouse, i) =>
            i % 2 == 0 ? spouse : spouse with { Address = "elsewhere " + i })])!;

        Assert.InRange(kin.Share * Homes * 2 * Homes, 0.95 * Homes, 1.05 * Homes);
        Assert.InRange(kin.Levels[1][0], 0.45, 0.55);
        Assert.InRange(kin.Levels[2][0], 0.95, 1);
    }

    /// <summary>The phone of every second spouse is not known.</summary>
    [Fact]
    public void What_is_missing_says_nothing_about_kin()
    {
        var kin = Learn(Heads, [.. Heads, .. Spouses.Select((spouse, i) =>
            i % 2 == 0 ? spouse : spouse with { Phone = "" })])!;

        Assert.InRange(kin.Share * Homes * 2 * Homes, 0.95 * Homes, 1.05 * Homes);
        Assert.InRange(kin.Levels[2][0], 0.95, 1);
    }

    [Theory]
    [InlineData(500, true)]
    [InlineData(501, false)]
    public void One_row_in_five_hundred_in_danger_is_where_kin_begin_to_matter(int rows, bool isLearnt)
    {
        var strangers = Enumerable.Range(100, rows - 1).Select(i => new Person("", "", "", "of nobody " + i));

        var kin = Learn([Heads[0], .. strangers], [Heads[0], Spouses[0]], prior: 0.001);

        Assert.Equal(isLearnt, kin is not null);
    }

    /// <summary>The auto band begins at odds of 9.</summary>
    [Theory]
    [InlineData(8, false)]
    [InlineData(10, true)]
    public void A_row_is_in_danger_where_its_kin_would_be_taken_without_a_person(double odds, bool isLearnt)
    {
        var weight = Surname.Bits()[0] + (2 * Home.Bits()[0]) + Own.Bits()[1];

        var kin = Learn(Heads, [.. Heads, .. Spouses], prior: odds / double.Exp2(weight));

        Assert.Equal(isLearnt, kin is not null);
    }

    [Fact]
    public void Learns_nothing_where_nobody_has_kin() => Assert.Null(Learn(Heads, Heads));

    [Fact]
    public void Namesakes_alone_are_in_no_danger() => Assert.Null(Learn(Heads,
        [.. Heads, .. Spouses.Select((spouse, i) => new Person(spouse.Surname, "at " + i, "on " + i, spouse.Number))]));

    /// <summary>A person who is in the reference twice has no kin there: both records may be the row's own.</summary>
    [Fact]
    public void A_record_that_stands_twice_is_no_kin() => Assert.Null(Learn(Heads, [.. Heads, .. Heads]));

    /// <summary>Without the own record beside it, a spouse's is the best that the row has: nothing tells that it is
    /// another's.</summary>
    [Fact]
    public void Kin_are_told_by_the_persons_own_record_beside_theirs() => Assert.Null(Learn(Heads, Spouses));

    /// <summary>Lodgers have surname and phone of a household, and no record. With a prior of 1 to 20,000 the
    /// household's records are too improbable to be theirs, and two pairs of three are kin who live apart; with 1 to
    /// 12,500 one of them may be.</summary>
    [Theory]
    [InlineData(1 / 20_000d, 0.3, 0.37)]
    [InlineData(1 / 12_500d, 0.95, 1)]
    public void All_likeness_of_a_row_whose_best_record_is_improbable_is_that_of_kin(
        double prior, double least, double most)
    {
        var lodgers = Heads.Select((head, i) => head with { Address = $"with {i}", Number = $"of lodger {i}" });

        var kin = Learn([.. Heads, .. lodgers], [.. Heads, .. Spouses], prior)!;

        Assert.InRange(kin.Levels[1][0], least, most);
    }

    /// <summary>Head and spouse are 6.99 or 7.01 bits apart.</summary>
    [Theory]
    [InlineData(6.99, false)]
    [InlineData(7.01, true)]
    public void A_record_less_than_seven_bits_behind_the_best_may_be_the_rows_own(double bits, bool isLearnt)
    {
        // log2(m/u) of the one level less that of the other is log2((1 - u) / u) where m is one half.
        var own = SomeLink.Two(0.5, 1 / (1 + double.Exp2(bits)));

        Assert.Equal(isLearnt, Learn(Heads, [.. Heads, .. Spouses], own: own) is not null);
    }

    /// <summary>Where the own number agrees in few matches only, kin and matches look alike on the whole.</summary>
    [Theory]
    [InlineData(0.35, false)]
    [InlineData(0.5, true)]
    public void Kin_who_cannot_be_told_from_matches_are_left_alone(double m, bool isLearnt) =>
        Assert.Equal(isLearnt, Learn(Heads, [.. Heads, .. Spouses], own: SomeLink.Two(m, 0.001)) is not null);

    [Fact]
    public void Says_the_same_when_kin_were_learnt_before()
    {
        var candidates = Candidates.Find(Data(Heads, [.. Heads, .. Spouses]));
        var model = Model(candidates, 1 / 120d, Home, Own);
        var once = KinLearning.Learn(candidates, model)!;

        var again = KinLearning.Learn(candidates, model with { Kin = once })!;

        Assert.Equal(once.Share, again.Share);
        Assert.Equal(once.Levels, again.Levels);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 5)]
    [InlineData(5, 0)]
    [InlineData(1, 1)]
    public void Few_or_no_rows_have_no_kin(int rows, int records) =>
        Assert.Null(Learn(Heads[..rows], Heads[..records]));

    [Fact]
    public void Rows_that_say_nothing_have_no_kin()
    {
        var nothing = Enumerable.Repeat(new Person("", "", "", ""), 10).ToArray();

        Assert.Null(Learn(nothing, nothing));
    }

    /// <summary>Address and phone weigh 664 bits each: odds of 2^1328 are beyond the range of a number.</summary>
    [Fact]
    public void Weights_beyond_all_numbers_leave_kin_what_they_are()
    {
        var kin = Learn(Heads, [.. Heads, .. Spouses], home: SomeLink.Two(0.8, 1e-200))!;

        Assert.InRange(kin.Share * Homes * 2 * Homes, 0.97 * Homes, 1.03 * Homes);
        Assert.InRange(kin.Levels[1][0], 0.95, 1);
        Assert.InRange(kin.Levels[3][0], 1e-6, 1e-4);
    }

    static Kin? Learn(
        Person[] feed, Person[] reference, double prior = 1 / 120d, LevelWeights? own = null, LevelWeights? home = null)
    {
        var candidates = Candidates.Find(Data(feed, reference));
        return KinLearning.Learn(candidates, Model(candidates, prior, home ?? Home, own ?? Own));
    }

    static FittedModel Model(Candidates candidates, double prior, LevelWeights home, LevelWeights own) =>
        new(SomeLink.Model(), candidates.Data, [Surname, home, home, own], prior);

    static LinkData Data(Person[] feed, Person[] reference)
    {
        return SomeLink.Data(feed.Length, reference.Length,
            Attribute("surname", p => p.Surname), Attribute("address", p => p.Address),
            Attribute("phone", p => p.Phone), Attribute("number", p => p.Number));

        Comparison Attribute(string name, Func<Person, string> of) =>
            SomeLink.Unit(name, [.. feed.Select(of)], [.. reference.Select(of)]);
    }

    static Person Head(int home) => new($"surname {home % 20}", $"address {home}", $"phone {home}", $"{home}");

    sealed record Person(string Surname, string Address, string Phone, string Number);
}
