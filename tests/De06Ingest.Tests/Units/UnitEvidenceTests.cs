using De06Ingest.Units;
using static De06Ingest.Tests.Units.UnitFixture;

namespace De06Ingest.Tests.Units;

/// <summary>Which map the codes of an extract speak for.</summary>
public sealed class UnitEvidenceTests
{
    static readonly Dictionary<int, long> none = [];

    [Theory]
    [InlineData("2023-04", "2025-07", "2025-07")] // old codes read on the new map
    [InlineData("2025-07", "2023-04", "2023-04")] // new codes read on the old one
    [InlineData("2025-07", "2025-07", null)]
    [InlineData("2023-04", "2023-04", null)]
    public void A_whole_province_speaks_for_its_map(string assumed, string written, string? found)
    {
        var rows = Map(written).Units.Keys.Where(u => Map(written).Below(u).Count == 0 && IsServed(written, u))
            .ToDictionary(u => u, _ => 100L);
        Assert.Equal(found, UnitEvidence.Against(rows, none, Map(assumed), Maps)?.Map.Name);
    }

    [Theory]
    [InlineData("2025-07", "21019:4 21025:96", null)] // a clerk's slips
    [InlineData("2025-07", "21019:10 21025:90", "2025-03")]
    [InlineData("2025-07", "25747:500 21025:10", null)] // another province, which no map has
    [InlineData("2023-04", "21025:1000 21028:1000", null)] // two codes that live on say nothing
    public void Few_or_foreign_codes_say_nothing(string assumed, string rows, string? found)
    {
        var counted = rows.Split(' ').Select(r => r.Split(':')).ToDictionary(
            r => UnitSlot.Of(r[0]), r => long.Parse(r[1], System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(found, UnitEvidence.Against(counted, none, Map(assumed), Maps)?.Map.Name);
    }

    [Fact]
    public void Of_few_changed_rows_slips_are_no_other_map()
    {
        var changed = new Dictionary<int, long> { [UnitSlot.Of("21019")] = 15, [UnitSlot.Of("21025")] = 229 };
        Assert.NotNull(UnitEvidence.Against(changed, none, Map("2025-07"), Maps));
        Assert.Null(UnitEvidence.Against(changed, none, Map("2025-07"), Maps, unchanged: 36_000));
    }

    [Fact]
    public void Many_codes_that_all_live_on_are_no_accident()
    {
        var rows = Map("2025-07").Units.Keys.Where(u => Map("2023-04").Has(u) && IsServed("2025-07", u) && u < 99_999)
            .Take(12).ToDictionary(u => u, _ => 50L);
        Assert.Equal("2025-07", UnitEvidence.Against(rows, none, Map("2023-04"), Maps)?.Map.Name);
    }

    [Theory]
    [InlineData("2025-07", "2023-04:40", "2025-03")] // the newest of the maps that the names fit
    [InlineData("2023-04", "2025-07:40", "2025-07")]
    [InlineData("2025-07", "2025-07:40", null)]
    [InlineData("2025-07", "2025-07:40 2023-04:2", null)] // slips
    [InlineData("2025-07", "2025-07:20 2023-04:20", "2025-07")] // each against the other: the one assumed is asked
    [InlineData("2025-07", "", null)]
    public void Names_decide_where_all_codes_are_on_both_maps(string assumed, string rows, string? found)
    {
        var names = new UnitNames(Maps);
        foreach (var row in rows.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(r => r.Split(':')))
        {
            for (var n = 0; n < int.Parse(row[1], System.Globalization.CultureInfo.InvariantCulture); n++)
            {
                var slot = Renamed[n % Renamed.Count];
                names.Take(slot, Cell(Map(row[0]).Units[slot].Name.ToUpperInvariant()));
            }
        }

        var codes = Renamed.ToDictionary(slot => slot, _ => 10L);
        Assert.Equal(found, UnitEvidence.Against(codes, names.Rows, Map(assumed), Maps)?.Map.Name);
    }

    [Fact]
    public void Names_go_before_what_is_only_improbable_of_codes()
    {
        var codes = Map("2025-07").Units.Keys.Where(u => Map("2023-04").Has(u) && IsServed("2025-07", u) && u < 99_999)
            .Take(12).ToDictionary(u => u, _ => 50L);
        var names = new UnitNames(Maps);
        foreach (var slot in Renamed)
        {
            names.Take(slot, Cell(Map("2023-04").Units[slot].Name));
        }

        Assert.Null(UnitEvidence.Against(codes, names.Rows, Map("2023-04"), Maps));
    }

    [Theory]
    [InlineData("Xã Bình Mỹ", true)]
    [InlineData(" X. BÌNH MỸ ", true)]
    [InlineData("binh my", true)]
    [InlineData("Thôn 4, Xã Bình Mỹ, Huyện Bình Sơn", false)] // where somebody lives, in the names of its day
    [InlineData("xã Bình Mỹ, huyện Bình Sơn (nay là xã Bình Chương)", false)]
    [InlineData("Xã Bình Mỹ Đông", false)]
    [InlineData("", false)]
    public void Only_a_name_by_itself_speaks_for_the_map_of_the_code(string cell, bool isEvidence)
    {
        var names = new UnitNames(Maps);
        names.Take(UnitSlot.Of("21106"), Cell(cell));
        names.Take(UnitSlot.Of("21106"), Cell(cell));
        Assert.Equal(isEvidence ? 2 : 0, names.Rows.Values.Sum());
    }

    static byte[] Cell(string text) => System.Text.Encoding.UTF8.GetBytes(text);

    [Fact]
    public void Of_a_large_extract_a_part_of_the_names_is_looked_at()
    {
        Assert.True(UnitNames.IsLookedAt(20_000));
        Assert.Equal(1000, Enumerable.Range(20_001, 64_000).Count(line => UnitNames.IsLookedAt(line)));
    }

    /// <summary>Codes of Quảng Ngãi that mean a unit of another name on each map.</summary>
    static List<int> Renamed { get; } = [.. Map("2025-07").Units.Keys.Where(u => u < 99_999
        && Map("2025-07").ProvinceOf(u) == "51" && Map("2023-04").Has(u) && Map("2025-03").Has(u)
        && UnitMaps.NameKey(Map("2025-07").Units[u].Name) != UnitMaps.NameKey(Map("2023-04").Units[u].Name)
        && UnitMaps.NameKey(Map("2025-03").Units[u].Name) == UnitMaps.NameKey(Map("2023-04").Units[u].Name)).Take(8)];

    static bool IsServed(string map, int unit) => Map(map).ProvinceOf(unit) is "51" or "62";
}
