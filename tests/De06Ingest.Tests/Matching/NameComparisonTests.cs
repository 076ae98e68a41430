using System.Text;
using De06Ingest.Matching;
using De06Ingest.Tests.Values;
using De06Ingest.Values;

namespace De06Ingest.Tests.Matching;

public sealed class NameComparisonTests
{
    [Theory]
    [InlineData("Nguyễn Thị Hòa", "NGUYỄN THỊ HOÀ")]
    [InlineData("Trừơng Qúy", "Trường Quý")]
    [InlineData("Ðặng Văn Đức", "Đặng Văn Đức")]
    [InlineData("K`Brôi", "K'Brôi")]
    [InlineData("Y‑Ban Niê", "Y-Ban Niê")]
    [InlineData("Nguyễn Văn Bình.", "  nguyễn   văn bình")]
    [InlineData("Nguyễn Văn Bình (Tèo)", "Nguyễn Văn Bình (Tèo)")]
    [InlineData("Hoang\u0300 Văn An", "Hoàng Văn An")]
    [InlineData("漢字", "漢字")]
    public void Sees_one_name_in_two_writings(string a, string b) => Expect(NameLevel.Same, a, b);

    [Theory]
    [InlineData("Lý Văn Kỳ", "Lí Văn Kì")]
    [InlineData("Phạm Thị Quý", "Phạm Thị Quí")]
    [InlineData("Trần Quỳnh Vy", "Trần Quình Vi")]
    [InlineData("H'Lan Niê", "H Lan Niê")]
    [InlineData("H'Lan Niê", "HLan Niê")]
    [InlineData("Y-Ban Êban", "Y Ban Êban")]
    [InlineData("K'Brôi", "KBrôi")]
    [InlineData("Ông Lê Văn Hai", "Lê Văn Hai")]
    [InlineData("Cháu Đinh Thị Năm", "Đinh Thị Năm")]
    [InlineData("Bà Lý Thị Ba", "Lí Thị Ba")]
    [InlineData("Cháu Nguyễn Văn An", "Em Nguyễn Văn An")]
    [InlineData("Nguyễn-Văn An", "Nguyễn Văn An")]
    public void Takes_accepted_spellings_as_equivalent(string a, string b) => Expect(NameLevel.Equivalent, a, b);

    [Theory]
    [InlineData("Nguyen Thi Hoa", "Nguyễn Thị Hòa")]
    [InlineData("DINH VAN KRE", "Đinh Văn Krễ")]
    [InlineData("Đo Van Đuc", "Đỗ Văn Đức")]
    [InlineData("ÐO VAN ÐUC", "Đỗ Văn Đức")]
    [InlineData("Đinh Hoa", "Đính Hòa")]
    [InlineData("Dinh Hoa", "Đinh Hoa")]
    [InlineData("Nguyên Thi Hoa", "Nguyễn Thị Hòa")]
    [InlineData("Ly Van Ky", "Lí Văn Kì")]
    [InlineData("Ong Le Van Hai", "Lê Văn Hai")]
    [InlineData("Nguyen Thị Hòa", "Nguyễn Thị Hòa")]
    [InlineData("Le Văn Hai", "Lê Văn Hai")]
    [InlineData("Nguyễn Thi Hòa", "Nguyễn Thị Hòa")]
    [InlineData("Bà Nguyen Thi Hoa", "Nguyễn Thị Hòa")]
    [InlineData("Cụ Hoang Van Duc", "Hoàng Văn Đức")]
    public void Sees_that_one_side_lost_its_diacritics(string a, string b) =>
        Expect(NameLevel.DiacriticsLost, a, b);

    [Theory]
    [InlineData("Nguyển Văn Dủng", "Nguyễn Văn Dũng")]
    [InlineData("NGUYEN VAN TUẤN", "Nguyễn Văn Tuấn")]
    [InlineData("Nguy?n Van Tuấn", "Nguyễn Văn Tuấn")]
    [InlineData("Nguyễ\u0301n Văn An", "Nguyễn Văn An")]
    [InlineData("Trần Hùng Ngo. An", "Trần Hùng Ngoạn An")]
    [InlineData("Trần Văn Bihn", "Trần Văn Binh")]
    [InlineData("Tran Thị Hoa", "Trần Thị Hòa")]
    [InlineData("Hồng Á. Linh", "Hồng Ánh Linh")]
    [InlineData("Lê Thị Tuiết", "Lê Thị Tuyết")]
    [InlineData("Nguyễn Văn Bình (1950)", "Nguyễn Văn Bình")]
    [InlineData("Nguyễn Văn Bình (1950)", "Nguyễn Văn Bình (1962)")]
    [InlineData("Phạm Thị Nguyệc", "Phạm Thị Nguyệt")]
    [InlineData("Trần Văn Tiếng", "Trần Văn Tiến")]
    [InlineData("Nguyễn Thị Xinh", "Nguyễn Thị Sinh")]
    [InlineData("Trần Văn Chung", "Trần Văn Trung")]
    [InlineData("Lê Thị Dung", "Lê Thị Giung")]
    [InlineData("Lê Thị Dung", "Lê Thị Vung")]
    [InlineData("Lê Thị Lan", "Lê Thị Nan")]
    [InlineData("Nguyễn Hải", "Nguyễn Văn Hải")]
    [InlineData("Nguyễn Thị Hà", "Nguyễn Thị Thu Hà")]
    [InlineData("Ng. Văn Bình", "Nguyễn Văn Bình")]
    [InlineData("Ng~ Văn Bình", "Nguyễn Văn Bình")]
    [InlineData("N.V. Bình", "Nguyễn Văn Bình")]
    [InlineData("N.V.Bình", "Nguyễn Văn Bình")]
    [InlineData("NV Bình", "Nguyễn Văn Bình")]
    [InlineData("Nguyễn T. Hoa", "Nguyễn Thị Hoa")]
    [InlineData("Đ. Văn Bình", "Đặng Văn Bình")]
    [InlineData("Nguyễn Vănbình", "Nguyễn Văn Bình")]
    [InlineData("NguyễnVănBình", "Nguyễn Văn Bình")]
    [InlineData("Nguyễn Văn Bình (Tèo)", "Nguyễn Văn Bình")]
    [InlineData("Nguyễn Văn Bình [chết]", "Nguyễn Văn Bình (Tèo)")]
    [InlineData("Nguyêñ Văn Bình", "Nguyên Văn Bình")]
    [InlineData("Tr?n ??c Th?ng", "Trần Đức Thắng")]
    [InlineData("Tr\uFFFDn Th\uFFFD Hoa", "Trần Thị Hoa")]
    [InlineData("Nguy???n Văn An", "Nguyễn Văn An")]
    [InlineData("Nguyễn Hoa Thu Hoa", "Nguyễn Hoà Thủ Hoá")]
    [InlineData("Nguyn Văn An", "Nguyễn Văn An")]
    [InlineData("Krễ", "Đinh Krễ")]
    [InlineData("Niê H'Lan", "H'Lan Niê")]
    [InlineData("Nguyễn A. Tuấn", "Nguyễn Anh Tuấn")]
    [InlineData("Nguyễn (Tèo) Bình", "Nguyễn Bình")]
    [InlineData("Y Ban", "Ban")]
    [InlineData("A Bình", "Bình")]
    [InlineData("H Lan", "Lan")]
    [InlineData("K Brôi", "Brôi")]
    [InlineData("Hồ Krễ", "Krễ")]
    [InlineData("Trần Vna An", "Trần Văn An")]
    [InlineData("Trần Vxăn An", "Trần Văn An")]
    [InlineData("Trần Vxn An", "Trần Văn An")]
    [InlineData("Trần Văn Các", "Trần Văn Cát")]
    [InlineData("Trần Thị Vàng", "Trần Thị Giàng")]
    [InlineData("Trần Văn Xửu", "Trần Văn Sữu")]
    [InlineData("Nguyen Thi Xinh", "Nguyễn Thị Sinh")]
    [InlineData("Nguy??n Văn An", "Nguyễn Văn An")]
    [InlineData("Trần Văn B??", "Trần Văn Bé")]
    [InlineData("Trần Văn B???", "Trần Văn Bé")]
    [InlineData("Trần Văn ?n", "Trần Văn Ân")]
    [InlineData("Nguyễn Hà", "Nguyễn Thị Thu Hà")]
    [InlineData("NguyễnThịThuHà", "Nguyễn Thị Thu Hà")]
    [InlineData("NguyenVan Binh", "Nguyễn Văn Bình")]
    [InlineData("HLan Nie", "H'Lan Niê")]
    [InlineData("Lan Niê", "Niê Lan")]
    [InlineData("Lan Thu Niê", "Niê Lan Thu")]
    [InlineData("Nguyễn V Bình", "Nguyễn Văn Bình")]
    [InlineData("NVT Bình", "Nguyễn Văn Thanh Bình")]
    public void Leaves_a_doubt_where_two_may_be_one(string a, string b) => Expect(NameLevel.Possible, a, b);

    [Theory]
    [InlineData("Vũ Thị Hoa", "Võ Thị Hoa")]
    [InlineData("Hoàng Văn An", "Huỳnh Văn An")]
    [InlineData("Vu Thi Hoa", "Vo Thi Hoa")]
    [InlineData("Hoang Van An", "Huỳnh Văn An")]
    [InlineData("Trần Thị Thúy", "Trần Thị Thúi")]
    [InlineData("Nguyễn Thị Hai", "Nguyễn Thị Hay")]
    [InlineData("Phạm Văn Trắp", "Phạm Văn Trấp")]
    [InlineData("Trần Thị Thủy", "Trần Thị Thúy")]
    [InlineData("Lê Văn Tuấn", "Lê Văn Tuân")]
    [InlineData("Lê Văn Tây", "Lê Văn Tâi")]
    [InlineData("Lê Thị Quây", "Lê Thị Quâi")]
    [InlineData("Nguyễn Van Tuấn", "Nguyễn Văn Tuấn")]
    [InlineData("NGUYEN VAN TUẤN", "Nguyễn Vân Tuần")]
    [InlineData("Nguy?n Van Tuấn", "Nguyễn Văn Tuân")]
    [InlineData("Nguy?n Văn Tuấn", "Nguyễn V?n Tuân")]
    [InlineData("Nguyễ\u0301n Văn An", "Nguyên Văn An")]
    [InlineData("Nguyễ\u0301n Văn An", "Nguyền Văn An")]
    [InlineData("Lê Văn Hoa Thi", "Lê Văn Hoa Thị")]
    [InlineData("Thi Lan Hòa", "Thị Lan Hòa")]
    [InlineData("Nguyễn Văn Ngoạn", "Nguyễn Văn Ngoán")]
    [InlineData("Trần Văn Bnìg", "Trần Văn Bình")]
    [InlineData("Niê Lan Hòa", "Hòa Lan Niê")]
    [InlineData("Lan Hòa", "Hòa Lan")]
    [InlineData("Nguyễn Văn An", "Nguyễn Văn Ân")]
    [InlineData("Nguyễn Văn Đạt", "Nguyễn Văn Dạt")]
    [InlineData("Nguyen Van Đung", "Nguyễn Văn Dũng")]
    [InlineData("Đinh Van Dat", "Dính Văn Đạt")]
    [InlineData("Nguyễn Văn Anh", "Nguyễn Anh Văn")]
    [InlineData("Nguyễn Thị Hà", "Nguyễn Văn Hà")]
    [InlineData("Nguyễn Thị Hà", "Nguyễn Văn Thu Hà")]
    [InlineData("Nguyễn Văn", "Nguyễn Văn Hải")]
    [InlineData("Hải", "Nguyễn Văn Hải")]
    [InlineData("Tr?n Văn An", "Trịnh Văn An")]
    [InlineData("Nguyễn T. Hoa", "Nguyễn Văn Hoa")]
    [InlineData("Lan", "Loan")]
    [InlineData("", "Lan")]
    [InlineData("Y Bình", "A Bình")]
    [InlineData("Nguyễn Văn Thi", "Nguyễn Văn Thị")]
    [InlineData("Nguyễn A Tuấn", "Nguyễn Anh Tuấn")]
    [InlineData("Nguyễn (Tèo) Bình", "Nguyễn (Tèo) Hùng")]
    [InlineData("T Bình", "Bình")]
    [InlineData("Trần Bình", "Bình")]
    [InlineData("漢字", "漢子")]
    [InlineData("Trần Văn Axn", "Trần Văn An")]
    [InlineData("Trấnn Văn An", "Trần Văn An")]
    [InlineData("Trần Văn Các", "Trần Văn Cáp")]
    [InlineData("Trần Thị Sinh", "Trần Thị Xanh")]
    [InlineData("Trần Thị Lan", "Trần Thị Nam")]
    [InlineData("Trần Văn Chung", "Trần Văn Trang")]
    [InlineData("Trần Thị Dung", "Trần Thị Vang")]
    [InlineData("Trần Văn An", "Trần Văn Anh")]
    [InlineData("Nguyền Văn An", "Ngu?ễn Văn An")]
    [InlineData("Nguy????n Văn An", "Nguyễn Văn An")]
    [InlineData("Nguy?n Văn An", "Nguyn Văn An")]
    [InlineData("Nguyn Van An", "Nguyễn Văn An")]
    [InlineData("Nguyên Thi Hoa", "Nguyễn Thị Hà")]
    [InlineData("Nguyễn Văn Hải", "Nguyễn Văn Hãnh")]
    [InlineData("Nguy. Văn Bình", "Nguyễn Văn Bình")]
    [InlineData("Ng. Văn Bình", "Trần Văn Bình")]
    [InlineData("Nguyễn Văn Le", "Nguyễn Văn Lê")]
    [InlineData("Thi Văn Hòa", "Thị Văn Hòa")]
    [InlineData("Đinh Văn Krễ", "Krễ")]
    [InlineData("Đinh Krễ", "Hồ Krễ")]
    [InlineData("Nguyễn Hà", "Nguyễn Thị Thu Ngọc Hà")]
    [InlineData("NguyễnThịThuNgọcHà", "Nguyễn Thị Thu Ngọc Hà")]
    [InlineData("NguyễnVắn Bình", "Nguyễn Văn Bình")]
    [InlineData("NTTN Hà", "Nguyễn Thị Thu Ngọc Hà")]
    [InlineData("NX Bình", "Nguyễn Văn Bình")]
    [InlineData("Ông Lê Văn Hai", "Lê Văn Hùng")]
    [InlineData("Lan Bình", "Bình Lan")]
    [InlineData("Hòa Niê", "Niê Hóa")]
    [InlineData("Hòa Niê", "Niê Hòa Lan")]
    [InlineData("Bà Nguyen Thi Hoa", "Trần Thị Hòa")]
    public void Keeps_two_names_apart(string a, string b) => Expect(NameLevel.Different, a, b);

    [Theory]
    [InlineData("Hòa", "Hóa")]
    [InlineData("Hòa", "Hòe")]
    [InlineData("Hòa", "Hòa An")]
    public void Keeps_apart_what_differs_behind_twelve_syllables(string a, string b)
    {
        var many = string.Join(' ', Enumerable.Repeat("Lan", 13));

        Expect(NameLevel.Same, $"{many} {a}", $"{many} {a}");
        Expect(NameLevel.Different, $"{many} {a}", $"{many} {b}");
    }

    [Theory]
    [InlineData("a", "b")]
    [InlineData("ab", "ba")]
    public void Keeps_apart_what_differs_behind_24_letters(string a, string b)
    {
        var many = new string('k', 25);

        Expect(NameLevel.Same, many + a, many + a);
        Expect(NameLevel.Different, many + a, many + b);
    }

    [Fact]
    public void Explains_its_steps()
    {
        var steps = new NameStep[24];
        var a = PreparedName.Of("Nguyễn Hải"u8, new NameSyllable[12]);
        var b = PreparedName.Of("Nguyễn Văn Hải"u8, new NameSyllable[12]);

        var (level, count) = NameComparison.Explain(a, b, steps);

        Assert.Equal(NameLevel.Possible, level);
        Assert.Equal(
            [
                new(0, 1, 0, 1, NameLevel.Same, SyllableReason.Equal),
                new(1, 0, 1, 1, NameLevel.Possible, SyllableReason.Omitted),
                new(1, 1, 2, 1, NameLevel.Same, SyllableReason.Equal),
            ],
            steps.Take(count));
    }

    [Theory]
    [InlineData("Ông Lý Văn Hai", "Lí Văn Hai", "Lý/Lí IOrY, Văn/Văn Equal, Hai/Hai Equal, Ông/ Address")]
    [InlineData("Ông Lê Văn Hai", "Lê Văn Hai", "Lê/Lê Equal, Văn/Văn Equal, Hai/Hai Equal, Ông/ Address")]
    [InlineData("Nguyễn (Tèo) Bình", "Nguyễn Bình (Tý)",
        "Nguyễn/Nguyễn Equal, Bình/Bình Equal, Tèo/ Note, /Tý Note")]
    [InlineData("Nguyễn Thu (Tèo) Hà", "Nguyễn Hà", "Nguyễn/Nguyễn Equal, Thu/ Omitted, Hà/Hà Equal, Tèo/ Note")]
    [InlineData("Lan Niê", "Niê Lan", "Lan Niê/Niê Lan Moved")]
    [InlineData("NguyễnVăn Bình", "Nguyễn Văn Bình", "NguyễnVăn/Nguyễn Văn Joined, Bình/Bình Equal")]
    [InlineData("Lý Văn Dủng", "Lí Văn Dũng", "Lý/Lí IOrY, Văn/Văn Equal, Dủng/Dũng HoiOrNga")]
    [InlineData("Nguyễn Thị Hoa", "Nguyễn Văn Hoa", "Nguyễn/Nguyễn Equal, Thị/Văn OtherLetters, Hoa/Hoa Equal")]
    [InlineData("Hóa", "Hòa", "Hóa/Hòa OtherTone")]
    [InlineData("Hoa", "Trần Thị Hòa", "")]
    public void Says_what_stood_against_what(string a, string b, string said)
    {
        NameSyllable[] left = new NameSyllable[12], right = new NameSyllable[12];
        byte[] one = Display(a), other = Display(b);
        PreparedName first = PreparedName.Of(one, left), second = PreparedName.Of(other, right);
        var steps = new NameStep[24];

        var (level, count) = NameComparison.Explain(first, second, steps);

        Assert.Equal(NameComparison.Compare(first, second), level);
        Assert.Equal(said, string.Join(", ", steps.Take(count).Select(step =>
            $"{Words(one, left, step.FromA, step.CountA)}/{Words(other, right, step.FromB, step.CountB)} "
                + step.Reason)));
        Assert.True(count == 0 || level <= steps.Take(count).Max(step => step.Level));
    }

    static string Words(byte[] display, NameSyllable[] syllables, int from, int count) => string.Join(' ',
        syllables.Skip(from).Take(count).Select(s => Encoding.UTF8.GetString(display, s.At, s.Bytes)));

    [Fact]
    public void Agrees_with_the_shared_rows_of_text()
    {
        var rows = DevVectors.Read("names_dev.csv").Where(row => row["a_encoding"] == "TEXT");
        var wrong = rows.Select(row => (Row: row, Level: Level(row["a"], row["b"])))
            .Where(pair => pair.Level != Meant(pair.Row["expected"]));

        Assert.Empty(wrong.Select(p => $"{p.Row["id"]} {p.Row["a"]} / {p.Row["b"]} {p.Row["expected"]} {p.Level}"));
    }

    static NameLevel Meant(string word) => word switch
    {
        "SAME" => NameLevel.Same,
        "EQUIV" => NameLevel.Equivalent,
        "DIACRITIC_LOSS" => NameLevel.DiacriticsLost,
        "POSSIBLE" => NameLevel.Possible,
        _ => NameLevel.Different,
    };

    static void Expect(NameLevel level, string a, string b)
    {
        Assert.Equal(level, Level(a, b));
        Assert.Equal(level, Level(b, a));
    }

    static NameLevel Level(string a, string b) => NameComparison.Compare(Display(a), Display(b));

    static byte[] Display(string name)
    {
        var utf8 = Encoding.UTF8.GetBytes(name);
        var display = new byte[(3 * utf8.Length) + 16];
        return display[..PersonName.Normalise(utf8, display, out _, out _, out _)];
    }
}
