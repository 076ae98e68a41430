using De06Ingest.Matching;
using De06Ingest.Matching.Evidence;
using De06Ingest.Values;

namespace De06Ingest.Tests.Matching.Evidence;

/// <summary>Names weigh 10, 8, 6, 2 and -6 bits, birth dates 8, 5, 4, 3, 2, 1 and -5, the sex 1 and -4. The prior of -9
/// bits makes 2 bits the least that counts.</summary>
public sealed class EvidenceSearchTests
{
    const double Prior = -9;

    static readonly Person Mai = new("Trần Thị Mai", "1980-03-12", Sex.Female);

    [Fact]
    public void Pairs_come_row_by_row_and_citizen_by_citizen()
    {
        var (pairs, starts) = Run(
            [Mai, new("Lê Văn Bình", "1955-09-28"), new("Hồ Văn Ba", "1944-01-09"), Mai],
            [new("Lê Văn Bình", "1955-09-28"), Mai, Mai with { Sex = Sex.Male }]);

        Assert.Equal([0, 2, 3, 3, 5], starts);
        Assert.Equal([(0, 1), (0, 2), (1, 0), (3, 1), (3, 2)], pairs.Select(p => (p.Row, p.Citizen)));
        Assert.Equal([19, 14, 18, 19, 14], pairs.Select(p => Math.Round(p.Weight, 4)));
        Assert.Equal("name=same birth-date=same sex=different", pairs[1].Levels.Profile());
    }

    /// <summary>Letters of the name 6, a possible name 2, a different one -6; the same day 8, the year 1; the same sex
    /// 1, the other -4; another commune -2, another hamlet -1.</summary>
    [Theory]
    [InlineData("TRAN THI MAI", "1980-09-28", Sex.Female, 5, null, 6)]
    [InlineData("TRAN THI MAI", "1980-09-28", Sex.Male, 5, null, null)]
    [InlineData("Trần Thị Mao", "1980-03-12", Sex.Male, 5, null, 4)]
    [InlineData("Lê Văn Bình", "1980-03-12", Sex.Female, int.MinValue, "Thôn 9", 2)]
    [InlineData("Lê Văn Bình", "1980-03-12", Sex.Female, 5, null, null)]
    public void A_pair_counts_from_seven_bits_below_even_odds(
        string name, string birth, Enum sex, int unit, string? hamlet, int? weight)
    {
        var row = new Person(name, birth, (Sex)sex) { Unit = unit, Hamlet = hamlet };

        var (pairs, _) = Run([row], [Mai with { Unit = 6, Hamlet = "Thôn 1" }]);

        Assert.Equal(weight is { } bits ? [bits] : [], pairs.Select(p => (int)Math.Round(p.Weight)));
    }

    [Fact]
    public void Weighs_a_row_beside_any_citizen()
    {
        var search = new EvidenceSearch(SomeEvidence.Rows(Mai), 0,
            SomeEvidence.Index(Mai, new("Lê Văn Bình", "1955-09-28", Sex.Male)), new(SomeEvidence.Model()), Prior);
        search.Run(default);

        Assert.Equal(19, search.Weigh(0, 0).Weight, 1e-4);
        Assert.Equal(-6 - 5 - 4, search.Weigh(0, 1).Weight, 1e-4);
        Assert.Equal((0, 1), (search.Weigh(0, 1).Row, search.Weigh(0, 1).Citizen));
    }

    /// <summary>u is 1/16 of 64 citizens: 4 would share a value. Two do, which is one bit; one does, which is
    /// two.</summary>
    [Fact]
    public void A_rare_value_weighs_more()
    {
        var strangers = Enumerable.Range(0, 61).Select(_ => new Person("Hồ Văn Ba", "1944-01-09"));
        var others = new[]
        {
            new Person("Trần Thị Mai", "1980-03-12") { Phone = 912345678 },
            new Person("Trần Thị Mai", "1955-09-28") { Unit = 5, Legacy = 212345678 },
            new Person("TRAN THI MAI", "1980"),
        };
        var row = new Person("Trần Thị Mai", "1980-03-12", Id: "051180000017")
        {
            Phone = 912345678, Unit = 5, Legacy = 212345678,
        };
        var search = new EvidenceSearch(SomeEvidence.Rows(row), -1, SomeEvidence.Index([.. others, .. strangers]),
            new(SomeEvidence.Model(frequency: true)), Prior);
        var (pairs, _) = search.Run(default);

        Assert.Equal([0, 1, 2], pairs.Select(p => p.Citizen));
        // Name of two 1, birthday of one 2, phone of one 2.
        Assert.Equal(10 + 1 + 8 + 2 + 9 + 2, pairs[0].Weight, 1e-4);
        Assert.Equal([1, 2, 0, 2, 0, 0, 0, 0], Rarities(search, pairs[0]));
        Assert.Equal(10 + 1 - 5 + 3 + 2 + 12 + 2, pairs[1].Weight, 1e-4);
        Assert.Equal([1, 0, 0, 0, 2, 0, 2, 0], Rarities(search, pairs[1]));
        // Three citizens have the letters of the name.
        Assert.Equal(6 + 5 + Math.Log2(4 / 3.0), pairs[2].Weight, 1e-4);
        Assert.Equal(Math.Log2(4 / 3.0), Rarities(search, pairs[2])[0], 1e-4);
    }

    [Fact]
    public void An_id_is_as_rare_as_one_among_all()
    {
        var citizens = Enumerable.Range(0, 64).Select(i => new Person("Hồ Văn Ba", Id: $"0511800000{i + 10}")).ToList();
        var search = new EvidenceSearch(SomeEvidence.Rows(new Person(Id: "051180000017")), -1,
            SomeEvidence.Index(citizens), new(SomeEvidence.Model(frequency: true)), Prior);
        var (pairs, _) = search.Run(default);

        var same = pairs.Single(p => p.Citizen == 7);
        Assert.Equal(14 + 2, same.Weight, 1e-4);
        Assert.Equal(2, search.RarityOf(same, EvidenceAttribute.PersonalId), 1e-4);
        Assert.All(pairs, p => Assert.True(p.Citizen == 7 || p.Levels.Profile() == "personal-id=one-off"));
        Assert.Contains(pairs, p => p.Citizen == 8);
    }

    /// <summary>A cadre's phone stands on ten rows and belongs to one citizen: four rows might have it by
    /// right.</summary>
    [Fact]
    public void A_generic_value_loses_its_weight()
    {
        var model = SomeEvidence.Model(frequency: true);
        float Weight(int rows)
        {
            var people = Enumerable.Repeat(new Person { Phone = 912345678 }, rows).ToList();
            var (pairs, _) = new EvidenceSearch(SomeEvidence.Rows(people), -1,
                SomeEvidence.Index(new Person { Phone = 912345678 }), new(model), Prior).Run(default);
            return pairs[0].Weight;
        }

        Assert.Equal(Weight(1), Weight(4), 1e-4);
        Assert.Equal(Weight(1) - Math.Log2(2.5), Weight(10), 1e-4);
    }

    [Fact]
    public void Finds_every_pair_that_counts_and_shares_a_key()
    {
        var random = new Random(11);
        T Of<T>(params T[] values) => values[random.Next(values.Length)];
        Person Any() => new(
            Of("Trần Thị Mai", "TRAN THI MAI", "Trần Thị Mao", "Lê Văn Bình", "Trần Mai Thị", "Lê Bình"),
            Of("1980-03-12", "1980-12-03", "1980", "1981-03-12", "1955-09-28"), Of(Sex.Male, Sex.Female))
        {
            Phone = Of(0u, 912345678u, 387654321u), Unit = Of(5, 6),
        };
        Person[] rows = [.. Enumerable.Range(0, 40).Select(_ => Any())];
        Person[] citizens = [.. Enumerable.Range(0, 60).Select(_ => Any())];
        var search = new EvidenceSearch(SomeEvidence.Rows(rows), -1, SomeEvidence.Index(citizens),
            new(SomeEvidence.Model(frequency: true)), Prior);
        var (pairs, _) = search.Run(default);
        var found = pairs.ToDictionary(p => (p.Row, p.Citizen));

        for (var row = 0; row < rows.Length; row++)
        {
            for (var citizen = 0; citizen < citizens.Length; citizen++)
            {
                var score = search.Weigh(row, citizen);
                var isFound = found.TryGetValue((row, citizen), out var pair);
                Assert.True(!isFound || (pair.Levels == score.Levels && Math.Abs(pair.Weight - score.Weight) < 1e-4));
                var phone = rows[row].Phone != 0 && rows[row].Phone == citizens[citizen].Phone;
                var day = rows[row].Birth == citizens[citizen].Birth && rows[row].Birth!.Length == 10;
                Assert.True(isFound == (score.Weight >= 2) || !(phone || day), $"{row} {citizen} {score.Weight}");
            }
        }

        Assert.True(pairs.Length > 100);
    }

    static double[] Rarities(EvidenceSearch search, EvidenceScore pair) =>
    [
        .. Enumerable.Range(0, EvidenceAttributes.Count)
            .Select(i => Math.Round(search.RarityOf(pair, (EvidenceAttribute)i), 4)),
    ];

    static (EvidenceScore[] Pairs, int[] Starts) Run(Person[] rows, Person[] citizens) =>
        new EvidenceSearch(SomeEvidence.Rows(rows), -1, SomeEvidence.Index(citizens), new(SomeEvidence.Model()), Prior)
            .Run(default);
}
