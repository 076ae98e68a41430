using System.Text;
using De06Ingest.Values;

namespace De06Ingest.Tests.Values;

public class PersonNameTests
{
    [Theory]
    [InlineData("Nguyễn Thị Hoà", "Nguyễn Thị Hòa")]
    [InlineData("NGUYỄN THỊ HOÀ", "NGUYỄN THỊ HÒA")]
    [InlineData("Lê Thuý Khoẻ", "Lê Thúy Khỏe")]
    [InlineData("Trần Luỹ", "Trần Lũy")]
    [InlineData("Lê Quý Hoàng", "Lê Quý Hoàng")]
    [InlineData("Thuỷ-Hoà", "Thủy-Hòa")]
    [InlineData("  Nguyễn   Văn\u00A0Bình. ", "Nguyễn Văn Bình")]
    [InlineData("\uFEFFNguyễn\u200B Văn Bình", "Nguyễn Văn Bình")]
    [InlineData("Nguyễn\tVăn\r\nBình", "Nguyễn Văn Bình")]
    [InlineData("Ðặng Văn Ɖức", "Đặng Văn Đức")]
    [InlineData("ðặng", "đặng")]
    [InlineData("Сao Vаn Minh", "Cao Van Minh")]
    [InlineData("Nguye\u0302\u0303n Va\u0306n Hu\u0300ng", "Nguyễn Văn Hùng")]
    [InlineData("Nguye\u0303\u0302n", "Nguyễn")]
    [InlineData("Nh\u00E2\u0323t", "Nhật")]
    [InlineData("Ha\u0340 Ha\u0341", "Hà Há")]
    [InlineData("K`Brôi", "K'Brôi")]
    [InlineData("H’Lan Niê", "H'Lan Niê")]
    [InlineData("Y\u2011Ban Niê", "Y-Ban Niê")]
    [InlineData("Ｎguyễn", "Nguyễn")]
    [InlineData("'Nguyễn Văn Bình", "Nguyễn Văn Bình")]
    [InlineData("Nguyễn Văn Bình (Tèo)", "Nguyễn Văn Bình (Tèo)")]
    [InlineData("Nguyễn Văn Bình (1950)", "Nguyễn Văn Bình (1950)")]
    [InlineData("Иван Петров", "Иван Петров")]
    [InlineData("Σοφία", "Σοφία")]
    [InlineData("Hòang", "Hòang")]
    [InlineData("\u0301Nguyễn", "Nguyễn")]
    [InlineData("Ngu\u00ADyễn", "Nguyễn")]
    [InlineData("Ngu\u034Fyễn", "Nguyễn")]
    [InlineData("Nguyễn\uFE00 An\uFE0F", "Nguyễn An")]
    [InlineData("Nguyễn\u3000Văn\u2009An", "Nguyễn Văn An")]
    [InlineData("漢字", "漢字")]
    [InlineData("កម្ពុជា", "កម្ពុជា")]
    public void Shows(string cell, string display) => Assert.Equal((display, null), Show(cell));

    [Theory]
    [InlineData("Nguyễn Văn 2", "name-characters")]
    [InlineData("Nguyễn Văn (Tèo) 2", "name-characters")]
    [InlineData("Nguyễn Văn (\u0001)", "name-characters")]
    [InlineData("0912000123", "name-characters")]
    [InlineData("Nguyễn Văn ２", "name-characters")]
    [InlineData("Nguyễn\0Văn", "name-characters")]
    [InlineData("Nguyá»\u0085n", "name-characters")]
    [InlineData("#REF!", "name-characters")]
    [InlineData("()", "name-characters")]
    [InlineData("???", "name-characters")]
    [InlineData("😀", "name-characters")]
    [InlineData("\uFFFD\uFFFD", "name-characters")]
    [InlineData("漢字٢", "name-characters")]
    public void Refuses(string cell, string fault) => Assert.Equal(("", fault), Show(cell));

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("\u00A0\u200B")]
    [InlineData("-")]
    [InlineData("NULL")]
    [InlineData("\nNULL.")]
    [InlineData("#N/A")]
    public void Takes_as_empty(string cell) => Assert.Equal(("", null), Show(cell));

    [Fact]
    public void Takes_a_long_blank_cell_as_empty() => Assert.Equal(("", null), Show(new string(' ', 3000)));

    [Theory]
    [InlineData(200, null)]
    [InlineData(201, "name-too-long")]
    [InlineData(5000, "name-too-long")]
    public void Refuses_more_than_200_bytes(int length, string? fault) =>
        Assert.Equal(fault, Show(new string('a', length)).Fault);

    [Theory]
    [InlineData("Nguyễn Thị Hòa", "NGUYỄN THỊ HOÀ")]
    [InlineData("Hòang", "Hoàng")]
    [InlineData("Qúy", "Quý")]
    [InlineData("Nghiã Hưũ Trừơng", "Nghĩa Hữu Trường")]
    [InlineData("Gìa", "Già")]
    [InlineData("Ủyên", "Uyển")]
    [InlineData("Y - Ban", "Y-Ban")]
    [InlineData("H' Lan", "H'Lan")]
    [InlineData("Nguyễn Văn Bình", "Nguyễn Văn Bình,")]
    [InlineData("Hòà", "Hòa")]
    [InlineData("Hoang\u0300", "Hoàng")]
    [InlineData("Nguyễn 😀 An", "Nguyễn An")]
    [InlineData("漢字 Ｌan", "漢字 lan")]
    public void Has_one_full_key_for(string one, string other) =>
        Assert.Equal(PersonName.Key(one), PersonName.Key(other));

    [Theory]
    [InlineData("Phạm Văn Trắp", "Phạm Văn Trấp")]
    [InlineData("Thủy", "Thúy")]
    [InlineData("Nguyễn Văn Anh", "Nguyễn Anh Văn")]
    [InlineData("Lý Văn Kỳ", "Lí Văn Kì")]
    [InlineData("Nguyễn Vănbình", "Nguyễn Văn Bình")]
    [InlineData("H Lan Niê", "H'Lan Niê")]
    [InlineData("Đào", "Dào")]
    [InlineData("Lê Thị Hương", "Lê Thị Hường")]
    public void Has_two_full_keys_for(string one, string other) =>
        Assert.NotEqual(PersonName.Key(one), PersonName.Key(other));

    [Theory]
    [InlineData("Nguyễn Thị Hòa", "nguyên4 thi5 hoa1", "nguyen thi hoa")]
    [InlineData("ĐOÀN H'Đức", "đoan1 h'đưc2", "doan h duc")]
    public void Explains_its_keys(string name, string full, string folded) =>
        Assert.Equal((full, folded), (PersonName.Key(name), PersonName.FoldedKey(name)));

    [Fact]
    public void Gives_the_fingerprints_that_are_stored_already()
    {
        var (full, folded) = Prints("Nguyễn Thị Hoà");

        Assert.Equal((2674330975621825046ul, 17869734479719221457ul), (full, folded));
    }

    [Fact]
    public void Agrees_with_the_shared_examples()
    {
        var rows = DevVectors.Read("names_dev.csv").Where(row => row["a_encoding"] == "TEXT");
        var wrong = rows.Where(row => !Agrees(row));

        Assert.Empty(wrong.Select(row => $"{row["id"]} {row["a"]} / {row["b"]} {row["expected"]}"));
    }

    static bool Agrees(Dictionary<string, string> row)
    {
        var (fullA, foldedA) = Prints(row["a"]);
        var (fullB, foldedB) = Prints(row["b"]);
        return row["expected"] switch
        {
            "SAME" => fullA == fullB && foldedA == foldedB,
            "DIACRITIC_LOSS" => fullA != fullB && foldedA == foldedB,
            _ => fullA != fullB,
        };
    }

    static (string Display, string? Fault) Show(string cell)
    {
        var utf8 = Encoding.UTF8.GetBytes(cell);
        var display = new byte[(3 * utf8.Length) + 16];
        var length = PersonName.Normalise(utf8, display, out _, out _, out var fault);
        return (Encoding.UTF8.GetString(display, 0, length), fault);
    }

    static (ulong Full, ulong Folded) Prints(string cell)
    {
        var utf8 = Encoding.UTF8.GetBytes(cell);
        PersonName.Normalise(utf8, new byte[(3 * utf8.Length) + 16], out var full, out var folded, out _);
        return (full, folded);
    }
}
