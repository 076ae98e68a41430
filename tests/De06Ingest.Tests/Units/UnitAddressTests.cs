using De06Ingest.Units;

namespace De06Ingest.Tests.Units;

public sealed class UnitAddressTests
{
    /// <summary>New Bình Chương holds old Bình Chương and Bình Mỹ.</summary>
    [Theory]
    [InlineData("Thôn 4, Xã Bình Mỹ, Huyện Bình Sơn, Tỉnh Quảng Ngãi", "21106")]
    [InlineData("thôn 4, xã Bình Mỹ, huyện Bình Sơn", "21106")]
    [InlineData("Thôn 4 xã Bình Mỹ huyện Bình Sơn tỉnh Quảng Ngãi", "21106")]
    [InlineData("THÔN 4 - X. BÌNH MỸ - H. BÌNH SƠN", "21106")]
    [InlineData("Xom 4, xa Binh My, Binh Son, Quang Ngai", "21106")]
    [InlineData("Thôn 4, Bình Mỹ, Bình Sơn, Quảng Ngãi", "21106")]
    [InlineData("Thôn 4, xã Bình Chương, huyện Bình Sơn", "21100")]
    [InlineData("Thôn 4, Xã Bình Chương, Tỉnh Quảng Ngãi", null)]
    [InlineData("Thôn 4, Bình Chương, Quảng Ngãi", null)]
    [InlineData("Thôn 4, xã Bình Mỹ Đông, huyện Bình Sơn", null)]
    [InlineData("Thôn Bình Mỹ", null)]
    [InlineData("Thôn 4, Bình Mỹ, Mộ Đức, Quảng Ngãi", null)]
    [InlineData("xã Bình Mỹ, huyện Bình Sơn; xã Bình Chương, huyện Bình Sơn", null)]
    public void Finds_the_old_commune_as_people_write_it(string address, string? code) =>
        Assert.Equal(code, Of(address, "21100", "2023-04"));

    [Theory]
    [InlineData("TT. Ba Tơ, huyện Ba Tơ", "21484")]
    [InlineData("Ba Tơ, Ba Tơ, Quảng Ngãi", "21484")]
    [InlineData("Xã Ba Tơ, tỉnh Quảng Ngãi", null)]
    [InlineData("Tổ 2, Ba Tơ, Quảng Ngãi", null)]
    public void A_name_that_the_new_unit_has_too_needs_its_district(string address, string? code) =>
        Assert.Equal(code, Of(address, "21484", "2023-04"));

    /// <summary>New Tịnh Khê holds old Tịnh Khê, Tịnh Long and Tịnh Thiện of the city that bears the province's
    /// name.</summary>
    [Theory]
    [InlineData("thôn 3, xã Tịnh Khê, Quảng Ngãi", null)]
    [InlineData("thôn 3, xã Tịnh Khê, tỉnh Quảng Ngãi", null)]
    [InlineData("thôn 3, xã Tịnh Khê, TP. Quảng Ngãi", "21211")]
    [InlineData("thôn 3, xã Tịnh Khê, Quảng Ngãi, Quảng Ngãi", null)]
    [InlineData("thôn 3, xã Tịnh Thiện, Quảng Ngãi", "21199")]
    public void The_name_of_a_city_that_is_the_provinces_too_is_the_province(string address, string? code) =>
        Assert.Equal(code, Of(address, "21211", "2023-04"));

    [Theory]
    [InlineData("thôn 4, xã Bình Mỹ, huyện Bình Sơn (nay là xã Bình Chương)", "21106")]
    [InlineData("Thôn 4, Xã Bình Chương, Huyện Bình Sơn (nay là Xã Bình Chương, tỉnh Quảng Ngãi)", "21100")]
    [InlineData("xã Bình Chương, tỉnh Quảng Ngãi (trước là xã Bình Mỹ, huyện Bình Sơn)", "21106")]
    [InlineData("thôn 4, xã Bình Mỹ cũ, nay là xã Bình Chương", "21106")]
    [InlineData("Thôn 4 xã Bình Chương huyện Bình Sơn cũ", "21100")]
    [InlineData("thôn 4, xã Bình Chương (xã Bình Mỹ cũ)", "21106")]
    [InlineData("(nay là xã Bình Chương)", null)]
    public void An_address_in_the_names_of_two_days_is_read_by_the_old_ones(string address, string? code) =>
        Assert.Equal(code, Of(address, "21100", "2023-04"));

    static string? Of(string address, string newCode, string map)
    {
        var home = UnitFixture.Map("2025-07").Find(newCode)!;
        var old = UnitFixture.Map(map);
        return new UnitChoice(UnitFixture.Maps.Relatives(home, old), old, home).By(new(address))?.Code;
    }
}
