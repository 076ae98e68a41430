using System.Text;
using De06Ingest.Values;

namespace De06Ingest.Tests.Values;

public class VietnameseSyllableTests
{
    [Theory]
    [InlineData("Nguyễn Thị Hòa Huỳnh Quỳnh Quý Quốc Giáp gì Gìn giếng Già Nghiêng Khuya Khuỷu Yến Ỷ Oanh Uyên")]
    [InlineData("Trường Phước Thưở Đường Thiệp Nhật Việt Sáchh", "Thưở Sáchh")]
    [InlineData("Krễ Niê H Trắp Brôi", "Krễ Niê H Brôi")]
    [InlineData("Nguyeãn Buøi Quúnh Vâ Huúnh", "Nguyeãn Buøi Quúnh Vâ Huúnh")]
    [InlineData("ka ke ki ca ce ci ga ge ghe nga nge nghe", "ka ce ci ge nge")]
    [InlineData("Kyên lyêu yêu iêu giêng gii giy", "Kyên lyêu iêu gii giy")]
    [InlineData("hoc hóc họp hòc hỏc nhật nhất nhẩt", "hoc hòc hỏc nhẩt")]
    public void Knows_what_can_be_written(string words, string wrong = "")
    {
        var room = new NameSyllable[PreparedName.MostSyllables];
        var found = words.Split(' ').Where(word =>
        {
            PreparedName.Prepare(Encoding.UTF8.GetBytes(word), room);
            return !VietnameseSyllable.IsValid(room[0]);
        });

        Assert.Equal(wrong.Split(' ', StringSplitOptions.RemoveEmptyEntries), found);
    }

    [Fact]
    public void Cuts_a_name_into_syllables_and_keeps_what_does_not_fit_apart()
    {
        var room = new NameSyllable[PreparedName.MostSyllables];
        var longName = string.Join(' ', Enumerable.Repeat("Lan", 20));

        var name = PreparedName.Of("Nguyễn T. H'Lan-Anh (Tèo)"u8, room);

        Assert.Equal(6, name.Syllables.Length);
        Assert.True(name.Syllables[1].Is(SyllableSigns.Dot | SyllableSigns.NoVowel));
        Assert.Equal(SyllableGap.Apostrophe, name.Syllables[3].Gap);
        Assert.Equal(SyllableGap.Hyphen, name.Syllables[4].Gap);
        Assert.True(name.Syllables[5].Is(SyllableSigns.Note));
        Assert.Equal(12, PreparedName.Prepare(Encoding.UTF8.GetBytes(longName), room));
        var last = room[11].Letters.ToArray();
        PreparedName.Prepare(Encoding.UTF8.GetBytes(longName + " Anh"), room);
        Assert.NotEqual(last, room[11].Letters.ToArray());
    }
}
