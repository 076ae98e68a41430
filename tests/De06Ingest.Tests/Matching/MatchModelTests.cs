using De06Ingest.Feeds;
using De06Ingest.Matching;
using De06Ingest.Matching.Comparing;
using De06Ingest.Tests.Support;

namespace De06Ingest.Tests.Matching;

public sealed class MatchModelTests
{
    static readonly string Shipped = File.ReadAllText(Path.Combine(Repository.Folder("deploy"), "match-model.yaml"));

    [Fact]
    public void The_shipped_model_can_be_read()
    {
        var model = MatchModelReader.Read("match-model.yaml", Shipped);

        Assert.Equal(Enum.GetValues<LinkKind>().Length, model.Kinds.Count);
        Assert.True(model.Bands.Auto > model.Bands.Review);
        Assert.All(model.Kinds.Values, w => Assert.True(w.Bits()[0] > 0 && w.Bits()[^1] < 0));
    }

    [Fact]
    public void What_is_written_is_read_back()
    {
        var model = MatchModelReader.Read("m.yaml", Shipped) with
        {
            MatchedShare = 0.9,
            Attributes = new Dictionary<string, LevelWeights>
            {
                ["city"] = new([0.75, 0.25], [0.125, 0.875], true)
                {
                    Given = new("state", [[0.5, 0.5], [0.25, 0.75]], [[0.125, 0.875], [0.0625, 0.9375]]),
                },
            },
            LevelNames = new Dictionary<string, IReadOnlyList<string>> { ["city"] = ["same", "different"] },
        };

        var again = MatchModelReader.Read("m.yaml", MatchModelWriter.Write(model));

        Assert.Equal(MatchModelWriter.Write(model), MatchModelWriter.Write(again));
        Assert.Equal(0.75, again.Attributes["city"].Given!.M[1][1]);
    }

    [Theory]
    [InlineData("auto: 0.99", "auto: 1.5", 6, "'auto' must be a number")]
    [InlineData("bands:", "bonds:", 6, "unknown word 'bonds'")]
    [InlineData("review: 0.3", "review: 0.999", 6, "must not be above")]
    [InlineData("same: { m: 0.985, u: 0.5 }", "same: { m: 0.5, u: 0.5 }", 46, "must add up to 1")]
    [InlineData("rounds: 100, ", "", 7, "'rounds' is missing")]
    public void Names_file_line_and_what_is_wrong(string good, string bad, int line, string what)
    {
        Assert.Contains(good, Shipped, StringComparison.Ordinal);
        var problems = Assert.Throws<AggregateException>(() =>
            MatchModelReader.Read("m.yaml", Shipped.Replace(good, bad, StringComparison.Ordinal)));

        Assert.Contains(problems.InnerExceptions.Cast<ContractException>(), p =>
            p.File == "m.yaml" && Math.Abs(p.Line - line) <= 3
            && p.Problem.ToString().Contains(what, StringComparison.Ordinal));
    }

    [Fact]
    public void An_extract_given_for_a_model_is_one_problem_and_is_not_quoted()
    {
        var failure = Assert.Throws<AggregateException>(() =>
            MatchModelReader.Read("m.csv", "Số ĐDCN,Họ và tên\n051185999008,Lê Thị Lan\n"));

        var problem = Assert.IsType<ContractException>(Assert.Single(failure.InnerExceptions));
        Assert.Equal(1, problem.Line);
        Assert.DoesNotContain("Lan", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_worse_level_never_weighs_more()
    {
        var bits = LevelWeights.Bits([0.5, 0.4, 0.1], [0.3, 0.1, 0.6]);

        Assert.Equal(bits[0], bits[1]);
        Assert.True(bits[1] > bits[2]);
    }
}
