using De06Ingest.Units;
using static De06Ingest.Tests.Units.UnitFixture;

namespace De06Ingest.Tests.Units;

/// <summary>What a code means on each map, and what the law made of it.</summary>
public sealed class UnitMapsTests
{
    [Theory]
    [InlineData("2023-04", "51", 13, 173)]
    [InlineData("2025-03", "51", 13, 170)]
    [InlineData("2025-07", "51", 0, 96)]
    [InlineData("2023-04", "62", 10, 102)]
    [InlineData("2023-04", "02", 11, 193)]
    [InlineData("2025-07", "08", 0, 124)]
    [InlineData("2023-04", "49", 18, 241)]
    [InlineData("2025-03", "49", 17, 233)]
    [InlineData("2025-07", "48", 0, 94)]
    public void Carries_the_units_of_six_provinces(string map, string province, int districts, int communes)
    {
        var units = Map(map).Units.Where(u => Map(map).ProvinceOf(u.Key) == province).Select(u => u.Value).ToList();
        Assert.Equal(
            (districts, communes), (units.Count(u => u.Code.Length == 3), units.Count(u => u.Code.Length == 5)));
    }

    [Fact]
    public void Of_96_new_units_95_keep_a_code_and_90_mean_more_by_it()
    {
        var (old, now) = (Map("2025-03"), Map("2025-07"));
        var units = now.Units.Where(u => u.Value.Parent == "51").ToList();
        var keep = units.Where(u => old.Has(u.Key)).ToList();
        var larger = keep.Where(u => Maps.Between(now, old).All(u.Key).Count > 1).ToList();

        Assert.Equal((96, 95, 90), (units.Count, keep.Count, larger.Count));
    }

    [Theory]
    [InlineData("2023-04", "21019", "2025-07", "21025")] // Nghĩa Chánh went into Cẩm Thành
    [InlineData("2023-04", "21253", "2025-03", "21262")] // Nghĩa Phú went into An Phú in 2024
    [InlineData("2023-04", "21253", "2025-07", "21034")] // and that into another An Phú in 2025
    [InlineData("2025-03", "21142", "2025-07", "21136 21157")] // Trà Bùi was split
    [InlineData("2023-04", "21286", "2025-03", "21238 21283")] // so was Nghĩa Mỹ
    [InlineData("2023-04", "21286", "2025-07", "21238")] // whose parts met again
    [InlineData("2023-04", "536", "2025-07", "21548")] // Lý Sơn, a district without communes
    [InlineData("2025-07", "21548", "2023-04", "536")]
    [InlineData("2023-04", "62", "2025-07", "51")]
    [InlineData("2025-07", "51", "2023-04", "51 62")]
    [InlineData("2023-04", "519", "2025-03", "509")] // Nông Sơn went into Quế Sơn
    [InlineData("2023-04", "99999", "2025-07", "")]
    public void Carries_a_unit_to_another_map(string from, string code, string to, string expected)
    {
        var carry = Maps.Between(Map(from), Map(to));
        Assert.Equal(expected, string.Join(' ', carry.All(UnitSlot.Of(code)).Select(UnitSlot.Text)));
    }

    [Theory]
    [InlineData("2023-04", "21019", "2025-07", "21025", true)] // an old commune and its successor
    [InlineData("2025-07", "21025", "2023-04", "21019", true)] // either way round
    [InlineData("2023-04", "21019", "2025-07", "21028", false)] // and another
    [InlineData("2023-04", "21028", "2025-07", "21025", false)] // a code that lives on elsewhere
    [InlineData("2025-03", "21142", "2025-07", "21157", true)] // a split commune and one of its successors
    [InlineData("2023-04", "536", "2025-07", "21548", true)]
    [InlineData("2023-04", "522", "2025-07", "21025", true)] // a district and a unit in it
    [InlineData("2023-04", "524", "2025-07", "21025", false)]
    [InlineData("2023-04", "21019", "2025-07", "51", true)]
    [InlineData("2023-04", "522", "2023-04", "21019", true)]
    [InlineData("2023-04", "25747", "2025-07", "25747", true)] // of units that no map has, the code is all there is
    [InlineData("2023-04", "25747", "2025-07", "21025", false)]
    [InlineData("2025-07", "00536", "2023-04", "536", false)] // a commune and a district of one number
    public void Knows_when_two_codes_are_one_place(string from, string code, string to, string other, bool agrees) =>
        Assert.Equal(agrees, Maps.Between(Map(from), Map(to)).Agrees(UnitSlot.Of(code), UnitSlot.Of(other)));

    [Fact]
    public void Every_old_commune_has_a_successor_and_every_new_unit_a_predecessor()
    {
        var (old, now) = (Map("2023-04"), Map("2025-07"));
        var (ahead, back) = (Maps.Between(old, now), Maps.Between(now, old));
        Assert.Empty(old.Units.Keys.Where(u => ahead.All(u).Count == 0).Select(UnitSlot.Text));
        Assert.Empty(now.Units.Keys.Where(u => back.All(u).Count == 0).Select(UnitSlot.Text));
        Assert.All(old.Units.Keys.Where(u => old.Below(u).Count == 0),
            u => Assert.All(ahead.All(u), t => Assert.Contains(u, back.All(t))));
    }

    [Fact]
    public void Says_what_cannot_be_decided_by_code_and_map()
    {
        var carry = Maps.Between(Map("2025-03"), Map("2025-07"));
        var split = UnitSlot.Of("21142");

        Assert.Equal("21142@2025-03", carry.Text(split));
        Assert.Equal("21157", carry.Text(split, UnitSlot.Of("21157")));
        Assert.Equal("21142@2025-03", carry.Text(split, UnitSlot.Of("21025")));
    }

    [Theory]
    [InlineData("2023-01-01", "2023-04")]
    [InlineData("2025-06-30", "2025-03")]
    [InlineData("2025-07-01", "2025-07")]
    public void Knows_the_map_in_force(string day, string map) =>
        Assert.Equal(map, Maps.InForce(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture))!.Name);
}
