using System.Text.RegularExpressions;
using De06Ingest.Synthetic;
using De06Ingest.Synthetic.People;

namespace De06Ingest.Tests.Synthetic.People;

public sealed partial class PopulationTests
{
    [Theory]
    [InlineData("02", "002", 193)]
    [InlineData("49", "049", 241)]
    [InlineData("51", "051", 174)]
    public void People_of_another_province_on_an_earlier_day_live_in_its_communes(
        string province, string ids, int places)
    {
        var day = new DateOnly(2023, 9, 25);
        var people = Population.Make(new ProvinceOptions(20_000, 1, "2023-04") { Province = province, AsOf = day });

        Assert.Equal(places, people.Places.Count);
        Assert.Equal(places, people.People.Select(p => p.Place).Distinct().Count());
        Assert.All(people.People, p => Assert.True(
            p.Birth.YearOnly || new DateOnly(p.Birth.Year, p.Birth.Month, p.Birth.Day) < day));
        Assert.InRange(
            people.People.Count(p => p.Id.ToString("D12").StartsWith(ids, StringComparison.Ordinal)), 17_000, 20_000);
        Assert.Distinct(people.People.Select(p => p.Id));
    }

    static readonly Population Province = Population.Make(new ProvinceOptions(30_000, 42));

    [Theory]
    [InlineData("2025-07", 96)]

    // 173 communes, and Lý Sơn, a district without any.
    [InlineData("2023-04", 174)]
    public void Someone_lives_in_every_unit(string map, int units)
    {
        var province = Population.Make(new ProvinceOptions(3_000, 1, map));
        Assert.Equal(units, province.Places.Count);
        Assert.Equal(units, province.People.Take(province.Registered).Select(c => c.Place).Distinct().Count());
    }

    [Fact]
    public void Map_of_2025_has_86_communes_9_wards_and_Ly_Son()
    {
        var places = UnitMap.Places("2025-07");
        Assert.Equal(9, places.Count(p => p.Name.StartsWith("Phường ", StringComparison.Ordinal)));
        Assert.Equal(86, places.Count(p => p.Name.StartsWith("Xã ", StringComparison.Ordinal)));
        Assert.Equal("21548", Assert.Single(places, p => p.Name == "Đặc khu Lý Sơn").Code);
    }

    [Fact]
    public void Ly_Son_is_a_place_of_its_own_on_the_map_of_2023() =>
        Assert.Equal("536", Assert.Single(UnitMap.Places("2023-04"), p => p.Name == "Huyện Lý Sơn").Code);

    [Fact]
    public void No_two_people_share_an_id_and_nobody_has_a_spare_one()
    {
        var ids = Province.People.Select(c => c.Id).Concat(Province.People.Select(c => c.SpareId));
        Assert.Equal(2 * Province.People.Length, ids.Distinct().Count());
    }

    [Fact]
    public void An_id_tells_province_century_sex_and_year()
    {
        Assert.All(Province.People, c =>
        {
            var id = c.Id.ToString("D12");
            var century = (c.Birth.Year / 100 * 2) - 38 + (c.Male ? 0 : 1);
            Assert.Equal($"{century}{c.Birth.Year % 100:D2}", id[3..6]);
            Assert.InRange(int.Parse(id[..3]), 1, 96);
        });
    }

    [Fact]
    public void Every_phone_is_an_allotted_mobile_number_of_one_person()
    {
        var phones = Province.People.Where(c => c.Phone != 0).Select(c => PhoneBlocks.Text(c.Phone)).ToList();
        Assert.All(phones, phone => Assert.Matches(Allotted(), phone));
        Assert.Distinct(phones);
    }

    [Theory]
    [InlineData(380000124, "01680000124")]
    [InlineData(700000123, "01200000123")]
    [InlineData(835109978, "01235109978")]
    [InlineData(590000123, "01990000123")]
    [InlineData(912000123, null)]
    public void Knows_the_eleven_digits_of_before_2018(int number, string? old) =>
        Assert.Equal(old, PhoneBlocks.OldText(number));

    [Fact]
    public void Shares_are_those_of_a_province()
    {
        var citizens = Province.People.Take(Province.Registered).ToList();
        Assert.InRange(citizens.Count(c => c.Status == LifeStatus.Dead), 300, 1_200);
        Assert.InRange(citizens.Count(c => c.Status == LifeStatus.Moved), 600, 1_200);
        Assert.InRange(citizens.Count(c => c.Ethnic != Ethnic.Kinh), 5_000, 12_000);
        Assert.InRange(citizens.Count(c => c.CardIssued != 0), 20_000, 28_000);
        Assert.DoesNotContain(citizens, c => c.CardIssued != 0 && c.Birth.Year > 2011);
    }

    [Fact]
    public void A_head_of_household_is_head_of_himself_and_lives_with_it()
    {
        Assert.All(Province.People, c =>
        {
            var head = Province.People[c.Head];
            Assert.Equal(c.Head, head.Head);
            Assert.Equal(c.Place, head.Place);
        });
    }

    // Blocks of the numbering plan that are in doubt (030, 031, 051, 095, 0990, 0998) are left out on purpose.
    [GeneratedRegex(@"^0(3[2-9]\d|5[689]\d|7[06-9]\d|8[1-8]\d|89[6-9]|9[0-4]\d|9[678]\d|99[3-6])\d{6}$")]
    private static partial Regex Allotted();
}
