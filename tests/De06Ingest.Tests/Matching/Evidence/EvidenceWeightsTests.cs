using De06Ingest.Matching;
using De06Ingest.Matching.Evidence;

namespace De06Ingest.Tests.Matching.Evidence;

public sealed class EvidenceWeightsTests
{
    static readonly EvidenceWeights Round = new(SomeEvidence.Model());

    /// <summary>The sex leans on the name: 1 and -4 bits as a rule, 0.5 and -2 beside the same name, 3 and -7 beside an
    /// equivalent one.</summary>
    static readonly EvidenceWeights Leaning = new(With("sex", SomeEvidence.Weights([1, -4], false) with
    {
        Given = new("name",
            [[double.Exp2(0.5) / 16, double.Exp2(-2) / 16], [double.Exp2(3) / 16, double.Exp2(-7) / 16]],
            [[1.0 / 16, 1.0 / 16], [1.0 / 16, 1.0 / 16]]),
    }));

    [Fact]
    public void Each_level_of_each_attribute_has_its_bits()
    {
        for (var attribute = 0; attribute < EvidenceAttributes.Count; attribute++)
        {
            for (byte level = 0; level < SomeEvidence.Bits[attribute].Length; level++)
            {
                var levels = PairLevels.Unknown.With((EvidenceAttribute)attribute, level);
                Assert.Equal(SomeEvidence.Bits[attribute][level], Round.Bits(attribute, levels), 1e-5);
                Assert.Equal(SomeEvidence.Bits[attribute][level],
                    Round.Most((EvidenceAttribute)attribute, level), 1e-5);
            }

            Assert.Equal(-1, Round.Parent(attribute));
            Assert.Equal(0, Round.Bits(attribute, PairLevels.Unknown));
            Assert.Equal(0, Round.AllMost[(attribute * EvidenceWeights.MostStride) + 8]);
        }
    }

    [Fact]
    public void The_sum_is_that_of_the_known_levels() => Assert.Equal(10 + 8 - 4, Round.Sum(PairLevels.Unknown
        .With(EvidenceAttribute.Name, 0).With(EvidenceAttribute.BirthDate, 0).With(EvidenceAttribute.Sex, 1)), 1e-5);

    [Theory]
    [InlineData(0, 0, 0.5)]
    [InlineData(0, 1, -2)]
    [InlineData(1, 0, 3)]
    [InlineData(1, 1, -7)]
    [InlineData(2, 0, 1)]
    [InlineData(2, 1, -4)]
    [InlineData(255, 0, 1)]
    [InlineData(255, 1, -4)]
    public void An_attribute_may_lean_on_another_one(int name, int sex, double bits)
    {
        var levels = PairLevels.Unknown.With(EvidenceAttribute.Name, (byte)name)
            .With(EvidenceAttribute.Sex, (byte)sex);

        Assert.Equal((int)EvidenceAttribute.Name, Leaning.Parent((int)EvidenceAttribute.Sex));
        Assert.Equal(bits, Leaning.Bits((int)EvidenceAttribute.Sex, levels), 1e-5);
    }

    [Fact]
    public void The_most_of_a_level_is_that_beside_any_level_of_the_other()
    {
        Assert.Equal(3, Leaning.Most(EvidenceAttribute.Sex, 0), 1e-5);
        Assert.Equal(-2, Leaning.Most(EvidenceAttribute.Sex, 1), 1e-5);
    }

    /// <summary>When the name becomes known, the sex may gain two bits: from 1 to 3, or from -4 to -2.</summary>
    [Fact]
    public void Knowing_an_attribute_may_add_to_those_that_lean_on_it()
    {
        Assert.Equal(2, Leaning.MostOfChildren(EvidenceAttribute.Name), 1e-5);
        Assert.Equal(0, Leaning.MostOfChildren(EvidenceAttribute.Phone));
        Assert.Equal(0, Round.MostOfChildren(EvidenceAttribute.Name));
    }

    /// <summary>u is 1/16: of 1,600 citizens 100 would share the value; 25 do, which is two bits more. A value on more
    /// than four times as many rows as citizens is generic: 400 rows for 25 citizens cost two bits.</summary>
    [Theory]
    [InlineData(1, 100, 0)]
    [InlineData(1, 25, 2)]
    [InlineData(1, 400, -2)]
    [InlineData(100, 25, 2)]
    [InlineData(400, 25, 0)]
    [InlineData(1, 0, 6.643856)]
    public void A_rare_value_adds_and_a_generic_one_takes_away(int inFeed, int inReference, double bits)
    {
        var weights = new EvidenceWeights(SomeEvidence.Model(frequency: true));

        Assert.Equal(bits, weights.Rarity(EvidenceAttribute.Phone, 0, inFeed, inReference, 1600), 1e-5);
        Assert.Equal(0, Round.Rarity(EvidenceAttribute.Phone, 0, inFeed, inReference, 1600));
    }

    /// <summary>A model that names other levels for an attribute than the program knows does not speak of it.</summary>
    [Fact]
    public void Levels_of_another_make_give_way_to_those_of_the_kind()
    {
        var model = SomeEvidence.Model() with
        {
            LevelNames = new Dictionary<string, IReadOnlyList<string>>(SomeEvidence.Model().LevelNames)
            {
                ["sex"] = ["alike", "different"],
            },
            Kinds = new Dictionary<De06Ingest.Matching.Comparing.LinkKind, LevelWeights>
            {
                [De06Ingest.Matching.Comparing.LinkKind.Sex] = SomeEvidence.Weights([2, -2], false),
            },
        };

        Assert.Equal(2, new EvidenceWeights(model).Most(EvidenceAttribute.Sex, 0), 1e-5);
    }

    internal static MatchModel With(string attribute, LevelWeights weights)
    {
        var model = SomeEvidence.Model();
        return model with
        {
            Attributes = new Dictionary<string, LevelWeights>(model.Attributes) { [attribute] = weights },
        };
    }
}
