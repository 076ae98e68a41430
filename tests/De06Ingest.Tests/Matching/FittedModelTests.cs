using De06Ingest.Matching;
using De06Ingest.Matching.Blocking;
using De06Ingest.Matching.Comparing;

namespace De06Ingest.Tests.Matching;

/// <summary>Two attributes: the town weighs 2 and -2 bits, the sex 1 and -3.</summary>
public sealed class FittedModelTests
{
    static readonly LevelWeights Town = new([0.8, 0.2], [0.2, 0.8], false);
    static readonly LevelWeights Sex = new([0.5, 0.0625], [0.25, 0.5], false);

    static readonly Kin Kin = new(0.125, [[0.8, 0.2], [0.5, 0.25]]);

    static readonly LinkData Data = SomeLink.Data(3, 4,
        SomeLink.Unit("town", ["a", "b", ""], ["a", "a", "c", "c"]),
        SomeLink.Sex("sex", ["m", "f", "f"], ["m", "f", "m", ""]));

    [Fact]
    public void The_weight_is_the_sum_of_the_attributes()
    {
        var model = Model();

        Assert.Equal(3, model.Weight(0, 0, [0, 0]), 1e-12);
        Assert.Equal(-1, model.Weight(0, 1, [0, 1]), 1e-12);
        Assert.Equal(-2, model.Weight(0, 3, [1, 255]), 1e-12);
        Assert.Equal(0, model.Weight(2, 3, [255, 255]));
        Assert.Equal(-3, model.WeightOf(1, 0, 1, [0, 1]), 1e-12);
        Assert.Equal(2, model.Bits(0, [0, 1]), 1e-12);
    }

    /// <summary>u says that one pair in five agrees; two records of four have the value.</summary>
    [Fact]
    public void Agreement_on_a_frequent_value_weighs_less()
    {
        var model = Model(Town with { TermFrequency = true });

        Assert.Equal(Math.Log2(0.2 * 4 / 2), model.Rarity(0, 0, 0, 0), 1e-12);
        Assert.Equal(2 + Math.Log2(0.4), model.WeightOf(0, 0, 0, [0, 0]), 1e-12);
        Assert.Equal(3 + Math.Log2(0.4), model.Weight(0, 0, [0, 0]), 1e-12);
        Assert.Equal(0, model.Rarity(0, 0, 2, 1));
        Assert.Equal(0, model.Rarity(0, 2, 0, 255));
        Assert.Equal(0, Model().Rarity(0, 0, 0, 0));
    }

    /// <summary>Beside the same town the sex weighs nothing; beside another one 3 and -1.</summary>
    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(0, 1, 0)]
    [InlineData(1, 0, 3)]
    [InlineData(1, 1, -1)]
    [InlineData(255, 0, 1)]
    [InlineData(255, 1, -3)]
    [InlineData(1, 255, 0)]
    public void An_attribute_may_lean_on_another_one(int town, int sex, double bits)
    {
        var given = new GivenLevels("town", [[0.5, 0.5], [0.5, 0.25]], [[0.5, 0.5], [0.0625, 0.5]]);
        var model = Model(sex: Sex with { Given = given });

        Assert.Equal(bits, model.Bits(1, [(byte)town, (byte)sex]), 1e-12);
    }

    [Fact]
    public void What_leans_on_an_attribute_that_these_data_lack_stands_alone()
    {
        var model = Model(sex: Sex with { Given = new("postcode", [[0.5, 0.5]], [[0.5, 0.5]]) });

        Assert.Equal(1, model.Bits(1, [0, 0]), 1e-12);
    }

    /// <summary>Prior odds of 1 to 3 are -1.58 bits.</summary>
    [Theory]
    [InlineData(0, 0, 8, 3)]
    [InlineData(0, 1, 1, 6)]
    [InlineData(1, 255, 1, 12)]
    [InlineData(255, 255, 1, 3)]
    public void The_probability_is_that_of_weights_and_prior(int town, int sex, double one, double other) =>
        Assert.Equal(one / (one + other), Model().Probability([(byte)town, (byte)sex]), 1e-12);

    /// <summary>Kin have town and sex in common as often as matches, and another sex four times as often; one pair in
    /// eight is of them. Where kin explain the levels k/u times better than chance, the odds are divided by
    /// 1 + k/u / 8.</summary>
    [Theory]
    [InlineData(0, 0, 3, 8)]
    [InlineData(0, 1, -1, 2)]
    [InlineData(1, 255, -2, 0.25)]
    [InlineData(255, 255, 0, 1)]
    public void What_kin_would_agree_in_too_is_taken_off(int town, int sex, double bits, double kinToChance)
    {
        byte[] levels = [(byte)town, (byte)sex];
        var model = Model() with { Kin = Kin };

        Assert.Equal(Math.Log2(kinToChance) - bits, model.BitsOfKin(Kin, levels), 1e-12);
        Assert.Equal(-Math.Log2(1 + (kinToChance / 8)), model.TakenByKin(bits, levels), 1e-12);
        Assert.Equal(bits - Math.Log2(1 + (kinToChance / 8)), model.Weight(0, 0, levels), 1e-12);
        Assert.Equal(0, Model().TakenByKin(bits, levels));
    }

    /// <summary>8 to 3 without kin; the odds halve.</summary>
    [Fact]
    public void Kin_make_a_match_less_probable() =>
        Assert.Equal(4.0 / 7, (Model() with { Kin = Kin }).Probability([0, 0]), 1e-12);

    /// <summary>Beside another town the sex is the same in half of the matches, beside the same one in a
    /// quarter.</summary>
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    [InlineData(255, 0)]
    public void Kin_are_held_against_matches_as_their_attributes_lean_on_each_other(int town, double bits)
    {
        var given = new GivenLevels("town", [[0.25, 0.75], [0.5, 0.5]], [[0.5, 0.5], [0.5, 0.5]]);
        var model = Model(sex: Sex with { Given = given });

        Assert.Equal(bits, model.BitsOfKin(Kin, [(byte)town, 0]), 1e-12);
    }

    /// <summary>2^2000 is beyond the range of a number.</summary>
    [Fact]
    public void What_is_taken_off_for_kin_is_a_number_always() =>
        Assert.Equal(-897, (Model() with { Kin = Kin }).TakenByKin(2000, [0, 0]), 1e-9);

    [Theory]
    [InlineData(0.05, 0.2, 0.8)]
    [InlineData(0.25, 1, 0.02)]
    [InlineData(0.1875, 0.75, 0.25)]
    [InlineData(0.3, 1.2, 0.02)]
    public void Some_rows_have_no_record(double prior, double share, double without)
    {
        var model = Model() with { Prior = prior };

        Assert.Equal(share, model.MatchedShare, 1e-12);
        Assert.Equal(without, model.Without, 1e-12);
    }

    [Fact]
    public void A_model_that_has_learnt_is_written_for_each_attribute()
    {
        var written = MatchModelWriter.Learnt(Model() with { Prior = 0.1 });

        Assert.Equal(0.4, written.MatchedShare!.Value, 1e-12);
        Assert.Same(Town, written.Attributes["town"]);
        Assert.Same(Sex, written.For(Data.Comparisons[1]));
        Assert.Equal(["same", "different"], written.LevelNames["sex"]);
        Assert.Equal(1, MatchModelWriter.Learnt(Model() with { Prior = 0.5 }).MatchedShare);
    }

    /// <summary>One pair in eight, of four records: half a one for each row.</summary>
    [Fact]
    public void Kin_that_were_learnt_are_written_for_each_attribute()
    {
        var written = MatchModelWriter.Learnt(Model() with { Kin = Kin });

        Assert.Equal(0.5, written.KinPerRow);
        Assert.Equal(Town with { Kin = Kin.Levels[0] }, written.Attributes["town"]);
        Assert.Equal(Sex with { Kin = Kin.Levels[1] }, written.Attributes["sex"]);
        Assert.Null(MatchModelWriter.Learnt(Model()).KinPerRow);
    }

    [Fact]
    public void Kin_of_a_model_agree_by_chance_where_it_does_not_say_how()
    {
        var model = SomeLink.Model() with { KinPerRow = 0.5 };
        double[] shared = [0.875, 0.125];

        var kin = Kin.AsGiven(model, [Town with { Kin = shared }, Sex], 4)!;

        Assert.Equal(0.125, kin.Share);
        Assert.Same(shared, kin.Levels[0]);
        Assert.Same(Sex.U, kin.Levels[1]);
        Assert.Equal(0.5, Kin.AsGiven(model, [Town], 0)!.Share);
        Assert.Null(Kin.AsGiven(SomeLink.Model(), [Town with { Kin = shared }], 4));
    }

    [Fact]
    public void An_attribute_without_weights_of_its_own_has_those_of_its_kind()
    {
        var model = SomeLink.Model((LinkKind.Sex, Sex)) with
        {
            Attributes = new Dictionary<string, LevelWeights> { ["sex"] = Town, ["town"] = Town },
            LevelNames = new Dictionary<string, IReadOnlyList<string>>
            {
                ["sex"] = ["same", "other"], ["town"] = ["same", "different"],
            },
        };

        Assert.Same(Town, model.For(Data.Comparisons[0]));
        Assert.Same(Sex, model.For(Data.Comparisons[1]));
        Assert.Same(Sex, model.For("gender", LinkKind.Sex, ["same", "different"]));
    }

    [Theory]
    [InlineData(0.9, "Auto")]
    [InlineData(0.8999, "Review")]
    [InlineData(0.5, "Review")]
    [InlineData(0.4999, "None")]
    public void A_band_begins_at_its_threshold(double probability, string band) =>
        Assert.Equal(band, new Bands(0.9, 0.5).Of(probability).ToString());

    /// <summary>4, then 1 and 3 taken together (3 + 1 to 1 + 1), then 1/2.</summary>
    [Fact]
    public void Levels_out_of_order_are_taken_together()
    {
        Assert.Equal([2, 1, 1, -1],
            LevelWeights.Bits([4, 1, 3, 1], [1, 1, 1, 2]), (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal([1, 1, 1],
            LevelWeights.Bits([1, 2, 3], [1, 1, 1]), (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal([3, 0], new LevelWeights([0.5, 0.5], [0.0625, 0.5], false).Bits());
    }

    [Fact]
    public void The_model_file_that_the_program_carries_is_known_by_its_hash()
    {
        var carried = MatchModelFile.Carried();

        Assert.Equal("de06-1", carried.Model.Name);
        Assert.Same(carried.Model, carried.Model);
        Assert.Matches("^[0-9a-f]{64}$", carried.Hash);
        Assert.Equal("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
            new MatchModelFile("m", "abc").Hash);
        var failure = Assert.Throws<AggregateException>(() => new MatchModelFile("of.yaml", "abc").Model);
        Assert.Contains("of.yaml", failure.InnerExceptions[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_attribute_is_found_by_name()
    {
        Assert.Equal((0, 1, -1), (Data.IndexOf("town"), Data.IndexOf("sex"), Data.IndexOf("street")));
        Assert.Equal(12, Data.AllPairs);
    }

    static FittedModel Model(LevelWeights? town = null, LevelWeights? sex = null) =>
        new(SomeLink.Model(), Data, [town ?? Town, sex ?? Sex], 0.25);
}
