using System.Globalization;
using De06Ingest.Synthetic;
using De06Ingest.Synthetic.Linkage;
using De06Ingest.Synthetic.Linkage.Errors;
using De06Ingest.Tests.Support;

namespace De06Ingest.Tests.Synthetic.Linkage;

public sealed class ErrorProfileTests(SmallTruthSet set) : IClassFixture<SmallTruthSet>
{
    [Fact]
    public void Kinds_are_planted_as_often_as_the_profile_says()
    {
        var register = Register.Make(SmallTruthSet.Options);
        Assert.All(ErrorProfile.Rates, rate =>
        {
            var rows = rate.Error.Cell == Cell.Id ? 0.9 * set.Feed.Count : set.Feed.Count;
            var expected = rows * rate.Per10000 / 10_000 * FittingShare(rate.Error, register);
            var slack = (0.12 * expected) + (4 * Math.Sqrt(expected)) + 1;
            Assert.InRange(set.Tally.Planted[rate.Error.Kind], expected - slack, expected + slack);
        });
    }

    [Fact]
    public void The_readme_states_every_kind_with_its_rate()
    {
        var text = File.ReadAllText(Path.Combine(Repository.Folder("src/De06Ingest.Synthetic"), "README.md"));
        Assert.All(ErrorProfile.Rates, rate => Assert.Contains(
            string.Create(CultureInfo.InvariantCulture, $"`{rate.Error.Kind}` {rate.Per10000 / 100.0:0.0#}"),
            text,
            StringComparison.Ordinal));
        Assert.Contains("`id-missing`", text, StringComparison.Ordinal);
    }

    [Fact]
    public void So_many_rows_have_no_id() => Assert.InRange(set.Tally.Planted["id-missing"], 900, 1_100);

    [Fact]
    public void A_cell_is_right_more_often_than_wrong() => Assert.All(
        ErrorProfile.Rates.GroupBy(rate => rate.Error.Cell),
        cell => Assert.InRange(cell.Sum(rate => rate.Per10000), 100, 4_000));

    /// <summary>Share of the people in whose right rows the error finds something to spoil.</summary>
    static double FittingShare(IRowError error, Register register)
    {
        var row = new FeedRow(register);
        var fitting = 0;
        for (var i = 0; i < register.Count; i++)
        {
            row.TakeFrom(i);
            var before = row.Written(error.Cell);
            var chance = Chance.For(3, ChanceFor.SectorError, i);
            fitting += error.Spoil(row, ref chance) && row.Written(error.Cell) != before ? 1 : 0;
        }

        return fitting / (double)register.Count;
    }
}
