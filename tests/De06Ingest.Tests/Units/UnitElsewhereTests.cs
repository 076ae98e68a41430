using System.Text.RegularExpressions;
using De06Ingest.Reporting;
using De06Ingest.Tests.Support;
using De06Ingest.Units;

namespace De06Ingest.Tests.Units;

public sealed partial class UnitElsewhereTests
{
    [Theory]
    [InlineData("21142@2023-04", "21142", "2023-04")]
    [InlineData("51@2025-07", "51", "2025-07")]
    public void Is_written_with_its_map(string text, string code, string map)
    {
        Assert.Equal((new(code, map), code, text), (UnitElsewhere.Parse(text)!.Value, UnitElsewhere.CodeOf(text),
            new UnitElsewhere(code, map).ToString()));
        Assert.Equal((null, "21142", false),
            (UnitElsewhere.Parse("21142"), UnitElsewhere.CodeOf("21142"), UnitElsewhere.Is("21142")));
    }

    [Theory]
    [InlineData("21142@2023-04", "commune", "undecided")]
    [InlineData("51@2025-07", "province", "no-unit")]
    public void A_row_of_a_figure_says_what_it_is(string unit, string level, string state)
    {
        var row = new IndicatorRow { Unit = unit, NameElsewhere = "X", LevelElsewhere = level, State = "value" };

        Assert.Equal((state, $"X ({unit[(unit.IndexOf('@', StringComparison.Ordinal) + 1)..]})"),
            (row.State, row.UnitName));
        Assert.Equal(("value", "Y"), (new IndicatorRow { State = "value", UnitName = "Y" }.State,
            new IndicatorRow { State = "value", UnitName = "Y" }.UnitName));
    }

    /// <summary>C# asks <see cref="UnitElsewhere"/>, SQL asks <c>api.is_elsewhere</c>.</summary>
    [Fact]
    public void The_mark_between_code_and_map_is_looked_for_in_one_place_of_each_language()
    {
        // What is released of the schema stays as it is.
        var found = Directory.GetFiles(Repository.Folder("sql"), "*.sql", SearchOption.AllDirectories)
            .Where(file => !file.EndsWith("0090_reports.sql", StringComparison.Ordinal))
            .Concat(Directory.GetFiles(Repository.Folder("src/De06Ingest"), "*.cs", SearchOption.AllDirectories))
            .Where(file => Looks().IsMatch(File.ReadAllText(file))).Select(Path.GetFileName);

        // A phone cell with a mail address, and a socket's name.
        Assert.Equal(["0260_unit_elsewhere.sql", "PhoneText.cs", "ServiceNotify.cs", "UnitElsewhere.cs"],
            found.Order(StringComparer.Ordinal));
    }

    [GeneratedRegex(@"like '%@%'|(Contains|Split|IndexOf)\('@'|(=|==|is) '@'")]
    private static partial Regex Looks();
}
