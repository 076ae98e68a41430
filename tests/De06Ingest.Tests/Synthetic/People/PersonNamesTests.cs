using De06Ingest.Synthetic.People;

namespace De06Ingest.Tests.Synthetic.People;

public sealed class PersonNamesTests
{
    [Theory]
    [InlineData("Nguyễn Thị Hòa", "Nguyễn Thị Hoà")]
    [InlineData("Phạm Văn Khỏe", "Phạm Văn Khoẻ")]
    [InlineData("Lê Thị Thúy Lũy", "Lê Thị Thuý Luỹ")]
    [InlineData("Trần Quý", "Trần Quý")]
    [InlineData("Trần Văn Hoàng", "Trần Văn Hoàng")]
    public void Moves_the_tone_mark_only_in_open_oa_oe_uy(string older, string newer) =>
        Assert.Equal(newer, PersonNames.WithNewToneMarks(older));

    [Theory]
    [InlineData("Đinh Văn Krễ", "Dinh Van Kre")]
    [InlineData("Nguyễn Thị Ửng", "Nguyen Thi Ung")]
    public void Strips_every_diacritic(string name, string bare) =>
        Assert.Equal(bare, PersonNames.WithoutDiacritics(name));

    [Theory]
    [InlineData("Lý", "LÍ", true)]
    [InlineData("Hùng", "Hưng", true)]
    [InlineData("Hùng", "Hùn", false)]
    public void Folded_names_are_equal_when_only_diacritics_differ(string one, string other, bool same) =>
        Assert.Equal(same, PersonNames.Folded(one) == PersonNames.Folded(other));
}
