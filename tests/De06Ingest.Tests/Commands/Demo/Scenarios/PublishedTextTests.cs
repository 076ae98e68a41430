using System.Globalization;
using De06Ingest.Commands.Demo.Scenarios;

namespace De06Ingest.Tests.Commands.Demo.Scenarios;

public sealed class PublishedTextTests
{
    [Theory]
    [InlineData("67,21%", "67.2121", true)]
    [InlineData("67,21%", "67.205", true)]
    [InlineData("67,21%", "67.2049", false)]
    [InlineData("97,90%", "97.9", true)]
    [InlineData("95%", "95.49", true)]
    [InlineData("95%", "95.5", false)]
    [InlineData("253.527.962", "253527962", true)]
    [InlineData("253.527.962", "253527961", false)]
    [InlineData("2601", "2601", true)]
    [InlineData("2.527 tỷ đồng", "2527000000000", true)]
    [InlineData("2.527 tỷ đồng", "2526400000000", false)]
    [InlineData("tăng 16,5%", "16.5", true)]
    [InlineData("tăng 16,5%", "-16.5", false)]
    [InlineData("giảm 2%", "-2", true)]
    [InlineData("giảm 2%", "2", false)]
    [InlineData("vượt 6,21%", "6.2121", true)]
    [InlineData("04 tháng", "4", true)]
    [InlineData("04 tháng", "3", false)]
    public void An_exact_number_holds_what_rounds_to_it(string text, string value, bool holds) =>
        Assert.Equal(holds, new PublishedText(text).Holds(Number(value), truncates: false));

    [Theory]
    [InlineData("74.41%", "74.4186", true, true)]
    [InlineData("74.41%", "74.4186", false, false)]
    [InlineData("74.42%", "74.4186", false, true)]
    public void A_figure_that_is_cut_off_is_compared_so(string text, string value, bool truncates, bool holds) =>
        Assert.Equal(holds, new PublishedText(text).Holds(Number(value), truncates));

    [Theory]
    [InlineData("67,21%", "68.5", "68,50%")]
    [InlineData("74.41%", "75.5", "75.50%")]
    [InlineData("903.221", "1903220", "1.903.220")]
    [InlineData("2601", "2600", "2600")]
    [InlineData("2.527 tỷ đồng", "2531400000000", "2.531 tỷ đồng")]
    [InlineData("tăng 16,5%", "-3.21", "giảm 3,2%")]
    [InlineData("vượt 6,21%", "-0.5", "kém 0,50%")]
    [InlineData("04 tháng", "3", "03 tháng")]
    [InlineData("06", "12", "12")]
    [InlineData("25", "-3", "-3")]
    public void Another_value_is_written_in_the_same_manner(string text, string value, string written) =>
        Assert.Equal(written, new PublishedText(text).Write(Number(value), truncates: false));

    [Theory]
    [InlineData("hơn 14,8 nghìn", "hơn", 14_800, 14_900, "14800", true, "hơn 14,8 nghìn")]
    [InlineData("hơn 14,8 nghìn", "hơn", 14_800, 14_900, "14899.9", true, "hơn 14,8 nghìn")]
    [InlineData("hơn 14,8 nghìn", "hơn", 14_800, 14_900, "14900", false, "hơn 14,9 nghìn")]
    [InlineData("hơn 14,8 nghìn", "hơn", 14_800, 14_900, "14799", false, "hơn 14,7 nghìn")]
    [InlineData("gần 100", "gần", 90, 100, "97", true, "gần 100")]
    [InlineData("gần 100", "gần", 90, 100, "100", false, "gần 110")]
    [InlineData("gần 100", "gần", 90, 100, "89", false, "gần 90")]
    [InlineData("trên 96%", "trên", 96, 97, "96.25", true, "trên 96%")]
    [InlineData("trên 96%", "trên", 96, 97, "97", false, "trên 97%")]
    public void A_bound_word_holds_its_half_open_range(
        string text, string word, int from, int below, string value, bool holds, string written)
    {
        var published = new PublishedText(text, word, from, below);

        Assert.Equal(holds, published.Holds(Number(value), truncates: false));
        Assert.Equal(written, published.Write(Number(value), truncates: false));
    }

    [Theory]
    [InlineData("đa phần", "đa phần", "50.01", "100.01", "78.2", true, "đa phần")]
    [InlineData("đa phần", "đa phần", "50.01", "100.01", "42.5", false, "42,5")]
    [InlineData("vượt chỉ tiêu", "vượt", "100.01", null, "103.4", true, "vượt chỉ tiêu")]
    [InlineData("vượt chỉ tiêu", "vượt", "100.01", null, "99", false, "99")]
    [InlineData("giảm", "giảm", null, "0", "-11.9", true, "giảm")]
    [InlineData("giảm", "giảm", null, "0", "0", false, "0")]
    public void Words_without_a_number_stand_or_give_way_to_the_number(
        string text, string word, string? from, string? below, string value, bool holds, string written)
    {
        var published = new PublishedText(
            text, word, from is null ? null : Number(from), below is null ? null : Number(below));

        Assert.Equal(holds, published.Holds(Number(value), truncates: false));
        Assert.Equal(written, published.Write(Number(value), truncates: false));
    }

    static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}
