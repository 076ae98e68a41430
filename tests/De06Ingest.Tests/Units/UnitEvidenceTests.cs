using De06Ingest.Units;
using static De06Ingest.Tests.Units.UnitFixture;

namespace De06Ingest.Tests.Units;

/// <summary>Which map the codes of an extract speak for.</summary>
public sealed class UnitEvidenceTests
{
    [Theory]
    [InlineData("2023-04", "2025-07", "2025-07")] // old codes read on the new map
    [InlineData("2025-07", "2023-04", "2023-04")] // new codes read on the old one
    [InlineData("2025-07", "2025-07", null)]
    [InlineData("2023-04", "2023-04", null)]
    public void A_whole_province_speaks_for_its_map(string assumed, string written, string? found)
    {
        var rows = Map(written).Units.Keys.Where(u => Map(written).Below(u).Count == 0 && IsServed(written, u))
            .ToDictionary(u => u, _ => 100L);
        Assert.Equal(found, UnitEvidence.Against(rows, Map(assumed), Maps)?.Map.Name);
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
        Assert.Equal(found, UnitEvidence.Against(counted, Map(assumed), Maps)?.Map.Name);
    }

    [Fact]
    public void Of_few_changed_rows_slips_are_no_other_map()
    {
        var changed = new Dictionary<int, long> { [UnitSlot.Of("21019")] = 15, [UnitSlot.Of("21025")] = 229 };
        Assert.NotNull(UnitEvidence.Against(changed, Map("2025-07"), Maps));
        Assert.Null(UnitEvidence.Against(changed, Map("2025-07"), Maps, unchanged: 36_000));
    }

    [Fact]
    public void Many_codes_that_all_live_on_are_no_accident()
    {
        var rows = Map("2025-07").Units.Keys.Where(u => Map("2023-04").Has(u) && IsServed("2025-07", u) && u < 99_999)
            .Take(12).ToDictionary(u => u, _ => 50L);
        Assert.Equal("2025-07", UnitEvidence.Against(rows, Map("2023-04"), Maps)?.Map.Name);
    }

    static bool IsServed(string map, int unit) => Map(map).ProvinceOf(unit) is "51" or "62";
}
