using De06Ingest.Synthetic.Linkage;
using De06Ingest.Synthetic.People;

namespace De06Ingest.Tests.Synthetic.Linkage;

public sealed class OldUnitsTests
{
    [Fact]
    public void Old_communes_went_into_units_of_today_and_are_none_themselves()
    {
        var today = UnitMap.Places("2025-07").Select(place => place.Code).ToHashSet();
        var old = today.SelectMany(code => OldUnits.Of(code)).ToList();
        Assert.Equal(178, old.Count);
        Assert.DoesNotContain(old, unit => today.Contains(unit.Code));
    }

    [Fact]
    public void Communes_of_Quang_Ngai_stand_on_the_map_of_2023_unless_they_merged_before()
    {
        var before = UnitMap.Places("2023-04").Select(place => place.Code).ToHashSet();
        var old = UnitMap.Places("2025-07").SelectMany(place => OldUnits.Of(place.Code))
            .Where(unit => string.CompareOrdinal(unit.Code, "22000") < 0).ToList();
        Assert.True(old.Count(unit => before.Contains(unit.Code)) > old.Count * 95 / 100, $"{old.Count}");
    }

    [Fact]
    public void A_unit_made_of_one_commune_has_no_old_code() => Assert.Empty(OldUnits.Of("21538"));
}
