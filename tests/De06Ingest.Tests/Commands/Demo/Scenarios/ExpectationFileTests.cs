using De06Ingest.Commands.Demo.Scenarios;
using De06Ingest.Feeds;
using De06Ingest.Publishing.Figures;
using De06Ingest.Tests.Support;

namespace De06Ingest.Tests.Commands.Demo.Scenarios;

public sealed class ExpectationFileTests
{
    const string Whole =
        """
        scenario: quang-ngai-2024-h1
        title: Sáu tháng
        unit: "51"
        period: 2024-H1
        rows:
          - wording: Chi trả qua tài khoản
            figure: pension-through-account
            class: computed
            published: 67,21%
          - wording: Trường hợp
            figure: pension-through-account
            unit: "535"
            period: 2024-06
            aspect: numerator
            class: computed
            published: hơn 14,8 nghìn
            word: hơn
            from: 14800
            below: 14900
            reading: Trường hợp, không phải người
        """;

    public static TheoryData<string> Names => [.. ExpectationFile.Names(Repository.Folder("deploy/scenarios"))];

    [Fact]
    public void Rows_take_unit_and_period_of_the_file_unless_they_say_otherwise()
    {
        var read = ExpectationFile.Parse("x.yaml", Whole);

        Assert.Equal("quang-ngai-2024-h1", read.Name);
        Assert.Equal([("51", "2024-H1"), ("535", "2024-06")], read.Rows.Select(r => (r.Unit, r.Period)));
        Assert.Equal([Aspect.Value, Aspect.Numerator], read.Rows.Select(r => r.Aspect));
        Assert.Equal((14_800m, 14_900m), (read.Rows[1].Published.From, read.Rows[1].Published.Below));
    }

    [Theory]
    [InlineData("title: Sáu tháng", "tittle: Sáu tháng")]
    [InlineData("published: 67,21%", "publishd: 67,21%")]
    [InlineData("class: computed\n    published: 67", "published: 67")]
    [InlineData("class: computed", "class: counted")]
    [InlineData("aspect: numerator", "aspect: upper")]
    [InlineData("aspect: numerator", "aspect: above")]
    [InlineData("period: 2024-06", "period: 2024-13")]
    [InlineData("from: 14800", "from: many")]
    [InlineData("word: hơn", "reading: hơn")]
    [InlineData("wording: Trường hợp", "figure: twice")]
    public void A_file_with_a_slip_is_refused_with_its_line(string right, string wrong)
    {
        var text = Whole.ReplaceLineEndings("\n").Replace(right, wrong, StringComparison.Ordinal);
        Assert.NotEqual(Whole.ReplaceLineEndings("\n"), text);

        var problems = Assert.Throws<AggregateException>(() => ExpectationFile.Parse("x.yaml", text));

        Assert.All(problems.InnerExceptions, p => Assert.True(Assert.IsType<ContractException>(p).Line > 0));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_row_names_a_figure_and_gives_it_its_own_class(string name)
    {
        var figures = IndicatorFiles.Load(Repository.Folder("deploy/indicators")).ToDictionary(d => d.Code);

        var rows = ExpectationFile.Load(Path.Combine(Repository.Folder("deploy/scenarios"), name + ".yaml")).Rows;

        Assert.All(rows, row => Assert.Equal(
            row.Aspect is Aspect.Target or Aspect.TargetDate ? "target-only" : figures[row.Figure].Class, row.Class));
        Assert.All(rows, row => Assert.Contains(row.Figure, figures.Keys));
        Assert.Distinct(rows.Select(r => (r.Figure, r.Unit, r.Period, r.Aspect)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_bound_contains_the_number_that_it_is_printed_with(string name)
    {
        var rows = ExpectationFile.Load(Path.Combine(Repository.Folder("deploy/scenarios"), name + ".yaml")).Rows;

        Assert.All(
            rows.Select(r => r.Published).Where(p => p is { Word: not null, Number: not null }),
            p => Assert.Equal(p.Number, p.Word == "gần" ? p.Below : p.From));
    }
}
