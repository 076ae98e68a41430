using System.Text;
using De06Ingest.Matching.Evidence;

namespace De06Ingest.Tests.Matching.Evidence;

public sealed class NameShapeTests
{
    [Theory]
    [InlineData("Nguyễn Văn Hòa", "Nguyen Van Hoa")]
    [InlineData("Đặng Thị Ỹ", "Dang Thi Y")]
    [InlineData("H'Hen Niê", "H Hen Nie")]
    [InlineData("Nguyễn Văn Hòa", " Nguyễn  Văn Hòa ")]
    public void Names_without_diacritics_have_one_shape(string one, string other) =>
        Assert.Equal(Of(one), Of(other));

    /// <summary>Another given name, another family name, syllables joined or in another order: something
    /// stays.</summary>
    [Theory]
    [InlineData("Nguyễn Văn Hòa", "Nguyễn Văn Bình", false, true, false)]
    [InlineData("Nguyễn Văn Hòa", "Trần Thị Hòa", true, false, false)]
    [InlineData("Nguyễn Văn Hòa", "Nguyễn Hòa Văn", false, false, true)]
    [InlineData("Nguyễn Văn Hòa", "Nguyễn VănHòa", false, false, true)]
    [InlineData("Nguyễn Văn Hòa", "Trần Thị Bình", false, false, false)]
    [InlineData("Nguyễn Văn Hòa", "Nguyễn Hòa", true, false, false)]
    [InlineData("Hòa", "Hòa", true, true, true)]
    [InlineData("Văn Hòa", "Văn Hòa Bình", false, false, false)]
    public void Says_what_two_names_have_in_common(string one, string other, bool last, bool others, bool letters)
    {
        var (left, right) = (Of(one), Of(other));

        Assert.Equal((last, others, letters),
            (left.Last == right.Last, left.Others == right.Others, left.Letters == right.Letters));
        Assert.Equal(last || others || letters, left.MayFit(right));
    }

    [Theory]
    [InlineData("ab", "ba")]
    [InlineData("Thái", "Thía")]
    public void The_order_of_letters_counts_for_a_syllable_alone(string one, string other)
    {
        Assert.NotEqual(Of(one).Last, Of(other).Last);
        Assert.Equal(Of(one).Letters, Of(other).Letters);
    }

    [Theory]
    [InlineData("aab", "abb")]
    [InlineData("ad", "bc")]
    [InlineData("Lan", "Lann")]
    public void Letters_are_counted(string one, string other) =>
        Assert.NotEqual(Of(one).Letters, Of(other).Letters);

    [Fact]
    public void The_order_of_the_first_syllables_counts()
    {
        Assert.NotEqual(Of("Nguyễn Văn Hòa").Others, Of("Văn Nguyễn Hòa").Others);
        Assert.NotEqual(Of("Nguyễn Văn Hòa").Others, Of("Nguyễn Hòa").Others);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" 12 -")]
    [InlineData("中𐍈")]
    public void What_holds_no_letters_of_names_has_the_empty_shape(string text)
    {
        Assert.Equal(Of(""), Of(text));
        Assert.Equal(0u, Of(text).Letters);
    }

    [Fact]
    public void Bytes_that_are_cut_off_do_no_harm()
    {
        var bytes = Encoding.UTF8.GetBytes("Hòaễ");
        for (var length = 0; length <= bytes.Length; length++)
        {
            NameShape.Of(bytes.AsSpan(0, length));
        }
    }

    static NameShape Of(string name) => NameShape.Of(Encoding.UTF8.GetBytes(name));
}
