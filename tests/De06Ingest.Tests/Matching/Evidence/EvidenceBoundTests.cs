using De06Ingest.Matching;
using De06Ingest.Matching.Evidence;
using De06Ingest.Values;

namespace De06Ingest.Tests.Matching.Evidence;

/// <summary>The bound rejects pairs whose names have not been compared, so it must never be less than what the pair
/// weighs.</summary>
public sealed class EvidenceBoundTests
{
    static readonly string[] Names =
        ["Trần Thị Mai", "TRAN THI MAI", "Trần Thị Mái", "Trần Thị Mao", "Lê Văn Bình", "Trần Mai Thị"];

    [Fact]
    public void Is_never_below_the_weight_of_a_pair()
    {
        foreach (var model in new[] { MatchModelFile.Carried().Model, SomeEvidence.Model() })
        {
            var weights = new EvidenceWeights(model);
            var bound = new EvidenceBound(weights, 0, 1000);
            var people = People();
            var (rows, index) = (SomeEvidence.Rows(people), SomeEvidence.Index(people));
            for (var row = 0; row < rows.Count; row++)
            {
                for (var citizen = 0; citizen < index.Count; citizen++)
                {
                    var probe = EvidenceProbe.Of(rows, row);
                    var birth = EvidenceProbe.BirthOf(index[citizen]);
                    var known = EvidenceLevels.WithoutName(probe, index[citizen], birth);
                    var weight = weights.Sum(EvidenceLevels.Of(rows, row, index, citizen));

                    Assert.True(bound.Of(known, probe, index[citizen]) >= weight - 1e-4, $"{row} {citizen}");
                }
            }
        }
    }

    /// <summary>Same name 10, birth date 8, sex 1, phone 9, commune 3, hamlet 2, old card 12, id 14.</summary>
    [Fact]
    public void Of_equal_names_it_is_the_weight_itself()
    {
        var mai = new Person(Names[0], "1980-03-12", Sex.Female, "051180000017")
        {
            Phone = 912345678, Unit = 21115, Legacy = 212345678, Hamlet = "Thôn 1",
        };

        Assert.Equal(59, Bound(mai, mai), 1e-4);
    }

    [Theory]
    [InlineData("Trần Thị Mai", 10)]
    [InlineData("TRAN THI MAI", 8)]
    [InlineData("Lê Văn Bình", 8)]
    [InlineData(null, 0)]
    public void Of_other_names_it_is_that_of_the_best_level_below_the_same(string? name, double bits)
    {
        Assert.Equal(bits, Bound(new(name), new("Trần Thị Mai")), 1e-4);
        Assert.Equal(bits, Bound(new("Trần Thị Mai"), new(name)), 1e-4);
    }

    [Theory]
    [InlineData("1980", 5)]
    [InlineData("1955-09-28", -5)]
    [InlineData("1980-03-12", 8)]
    public void Levels_that_are_known_count_as_they_are(string birth, double bits) =>
        Assert.Equal(bits, Bound(new(Birth: birth), new(Birth: "1980-03-12")), 1e-4);

    [Fact]
    public void What_is_rare_about_an_equal_value_counts()
    {
        var mai = new Person(Names[0], "1980-03-12", Sex.Female, "051180000017")
        {
            Phone = 912345678, Unit = 21115, Legacy = 212345678, Hamlet = "Thôn 1",
        };
        var probe = SomeEvidence.Probes(mai)[0];
        (probe.BirthRarity, probe.PhoneRarity, probe.UnitRarity) = (1, 2, 4);
        (probe.LegacyRarity, probe.IdRarity, probe.FullNameRarity, probe.FoldedNameRarity) = (8, 16, 32, 64);

        Assert.Equal(59 + 63, OfProbe(probe, mai), 1e-4);
        // Of another spelling the letters are rare; and only where that adds.
        Assert.Equal(8 + 64, OfProbe(probe, new("TRAN THI MAI")), 1e-4);
        probe.FoldedNameRarity = -64;
        Assert.Equal(8, OfProbe(probe, new("TRAN THI MAI")), 1e-4);
        // Nothing is equal but the sex.
        var other = new Person("Lê Văn Bình", "1955-09-28", Sex.Female, "062077557011")
        {
            Phone = 387654321, Unit = 21116, Legacy = 198765432, Hamlet = "Thôn 2",
        };
        Assert.Equal(8 - 5 + 1 - 1 - 2 - 1 - 3 - 4, OfProbe(probe, other), 1e-4);
    }

    /// <summary>Where the sex leans on the name, knowing the name may add two bits to it.</summary>
    [Fact]
    public void What_leans_on_the_name_may_still_gain()
    {
        var weights = new EvidenceWeights(EvidenceWeightsTests.With("sex", SomeEvidence.Weights([1, -4], false) with
        {
            Given = new("name", [[0.5, 0.03125]], [[0.125, 0.0625]]),
        }));
        var bound = new EvidenceBound(weights, 0, 1000);
        var levels = PairLevels.Unknown.With(EvidenceAttribute.Sex, 0);

        // 2 bits beside the same name, 1 otherwise: the most is 2. The other level gains 3, from -4 to -1.
        Assert.Equal(3 + 2, bound.Of(levels, SomeEvidence.Probes(new Person())[0], SomeEvidence.Index(new Person())[0]),
            1e-4);
    }

    [Fact]
    public void Knows_what_is_lost_where_names_are_different() =>
        Assert.Equal(8 + 6, new EvidenceBound(new(SomeEvidence.Model()), 0, 1000).OtherNameOverDifferent, 1e-4);

    /// <summary>A different name -6, the same birth date 8 and its rarity 0, the same sex 1; the others may be unknown,
    /// and a personal id of the same stem adds 1: 4 bits at most.</summary>
    [Theory]
    [InlineData(4, false)]
    [InlineData(4.001, true)]
    public void A_birthday_alone_is_enough_or_not(double least, bool needsMore) => Assert.Equal(
        needsMore, new EvidenceBound(new(SomeEvidence.Model()), (float)least, 1000).NeedsMoreThanBirth);

    /// <summary>u is 1/16 and one of 1,024 citizens has the day: six bits more.</summary>
    [Theory]
    [InlineData(10, false)]
    [InlineData(10.001, true)]
    public void A_birthday_that_one_citizen_has_weighs_more(double least, bool needsMore) => Assert.Equal(
        needsMore,
        new EvidenceBound(new(SomeEvidence.Model(frequency: true)), (float)least, 1024).NeedsMoreThanBirth);

    /// <summary>Beside a different name the sex adds 3 bits instead of 1: 6 in all.</summary>
    [Theory]
    [InlineData(6, false)]
    [InlineData(6.001, true)]
    public void What_leans_on_a_different_name_counts_as_beside_one(double least, bool needsMore)
    {
        double[] u = [1.0 / 16, 1.0 / 16];
        double[] others = [1.0 / 16, 1.0 / 16];
        var model = EvidenceWeightsTests.With("sex", SomeEvidence.Weights([1, -4], false) with
        {
            Given = new("name", [others, others, others, others, [0.5, 1.0 / 1024]], [u, u, u, u, u]),
        });

        Assert.Equal(needsMore, new EvidenceBound(new(model), (float)least, 1000).NeedsMoreThanBirth);
    }

    static float Bound(Person row, Person citizen) => OfProbe(SomeEvidence.Probes(row)[0], citizen);

    static float OfProbe(EvidenceProbe probe, Person citizen)
    {
        var person = SomeEvidence.Index(citizen)[0];
        var levels = EvidenceLevels.WithoutName(probe, person, EvidenceProbe.BirthOf(person));
        return new EvidenceBound(new(SomeEvidence.Model()), 0, 1000).Of(levels, probe, person);
    }

    static List<Person> People()
    {
        var random = new Random(5);
        T Of<T>(params T[] values) => values[random.Next(values.Length)];
        return [.. Enumerable.Range(0, 60).Select(_ => new Person(Of([.. Names, null]),
            Of("1980-03-12", "1980-12-03", "1980", "1980-03-13", "1981-03-12", "1955-09-28", null),
            Of(Sex.Male, Sex.Female, Sex.Unknown), Of("051180000017", "051180000018", "051180123456", null))
        {
            Phone = Of(0u, 912345678u, 912345679u, 387654321u), Unit = Of(21115, 21116, int.MinValue),
            Legacy = Of(0, 212345678, 212345679, 198765432), Hamlet = Of("Thôn 1", "Thôn 2", null),
        })];
    }
}
