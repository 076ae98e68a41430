using System.Text;
using De06Ingest.Feeds;
using De06Ingest.Intake.Decode;
using De06Ingest.Tests.Values;
using FsCheck;
using FsCheck.Fluent;

namespace De06Ingest.Tests.Intake.Decode;

/// <summary>The old encodings: letters against the shared table, files and cells against the evidence.</summary>
public sealed class LegacyTextTests
{
    const string People =
        "STT,Họ và tên,Địa chỉ\n1,Nguyễn Thị Hòa,Xã Bình Thuận\n2,Trần Đức Thắng,Thị trấn Châu Ổ\n"
        + "3,Phạm Ngọc Ẩn,Xã Tịnh Ấn Tây\n4,Võ Quỳnh Như,Phường Nghĩa Lộ\n5,Lê Hữu Phước,Xã Đức Thắng\n";

    [Theory]
    [InlineData("tcvn3")]
    [InlineData("vni")]
    [InlineData("viscii")]
    public void Finds_the_encoding_of_a_file(string name)
    {
        var bytes = LegacyEncoder.Encode(name, People);

        using var found = Open(bytes);
        using var declared = Open(bytes, ContractWords.Encodings[name]);
        using var shown = Open(Shown(bytes));

        Assert.Equal((name, name, name + "-in-utf-8"),
            (found.EncodingName, declared.EncodingName, shown.EncodingName));
        Assert.Equal(Folded(People), Folded(found.Decode(bytes)));
        Assert.Equal(Folded(People), Folded(shown.Decode(Shown(bytes))));
    }

    [Fact]
    public void Finds_UTF_8_that_was_encoded_again()
    {
        var once = Shown(Encoding.UTF8.GetBytes(People));
        var twice = Shown(once);

        using var first = Open(once);
        using var second = Open(twice);

        Assert.Equal(("mojibake", "mojibake"), (first.EncodingName, second.EncodingName));
        Assert.Equal(People, first.Decode(once));
        Assert.Equal(People, second.Decode(twice));
    }

    [Theory]
    [InlineData("Họ tên\nĐinh Ôn\nCô Ngà\nBá Thạnh\n")]
    [InlineData("ten\nÔn\nCô Ngà\nÂu\n")]
    [InlineData("nom\nFrançois\nMüller\nJosé\nØrsted\n")]
    [InlineData("ten\nH'Lan Niê\nY Krêng\nRơ Châm\n")]
    public void Leaves_clean_Unicode_as_it_is(string text)
    {
        using var opened = Open(Encoding.UTF8.GetBytes(text));

        Assert.Equal("utf-8", opened.EncodingName);
    }

    [Fact]
    public void A_line_that_is_sound_stays_among_broken_ones()
    {
        var broken = Encoding.UTF8.GetString(Shown(Encoding.UTF8.GetBytes("Trần Thị Hà\n")));

        Assert.Equal(
            "Trần Thị Hà\nLê Văn Tám\nabc\n",
            LegacyText.DecodeShown(
                LegacyEncoding.Mojibake, Encoding.UTF8.GetBytes(broken + "Lê Văn Tám\nabc\n")));
    }

    [Theory]
    [InlineData("Nguyá»…n VÄƒn HÃ¹ng", "Nguyễn Văn Hùng", "Mojibake")]
    [InlineData("Tráº§n Thá»‹ HÃ", "Trần Thị Hà", "Mojibake")]
    [InlineData("HÃ  VÄƒn An", "Hà Văn An", "Mojibake")]
    [InlineData("NguyÃ¡Â»â€¦n VÃ„Æ’n HÃƒÂ¹ng", "Nguyễn Văn Hùng", "DoubleMojibake")]
    [InlineData("TrÇn ThÞ Hßa", "Trần Thị Hòa", "Tcvn3")]
    [InlineData("NGUYÔN V¡N HïNG", "NGUYỄN VĂN HÙNG", "Tcvn3")]
    [InlineData("Traàn Thò Hoøa", "Trần Thị Hòa", "Vni")]
    [InlineData("NGUYEÃN VAÊN HUØNG", "NGUYỄN VĂN HÙNG", "Vni")]
    [InlineData("Tr¥n Th¸ Hòa", "Trần Thị Hòa", "Viscii")]
    [InlineData("NguyêÞn Vãn HuÌng", "Nguyễn Văn Hùng", "Windows1258")]
    [InlineData("TÃ” DUY KHANG", "TÔ DUY KHANG", "Mojibake")]
    [InlineData("LÃª Ã\u0090Ã¬nh An", "Lê Ðình An", "Mojibake")]
    [InlineData("Ä\u0090inh VÄƒn Krá»…", "Đinh Văn Krễ", "Mojibake")]
    [InlineData("Hâ€™Lan NiÃª", "H’Lan Niê", "Mojibake")]
    [InlineData("Ã\u0160ban YÃ Krang", "Êban Yà Krang", "Mojibake")]
    [InlineData("Ã„Â\u0090inh KrÃ¡Â»â€¦", "Đinh Krễ", "DoubleMojibake")]
    [InlineData("Tõ S¬n QuÝ", "Từ Sơn Quí", "Tcvn3")]
    [InlineData("Qu¸ch Tù Lan", "Quách Tự Lan", "Tcvn3")]
    [InlineData("Vò Phóc Quúnh", "Vũ Phúc Quỳnh", "Tcvn3")]
    [InlineData("Vò Quý Ch\u00AD¬ng", "Vũ Quý Chương", "Tcvn3")]
    [InlineData("Vò Quý Ch¬ng", "Vũ Quý Chơng", "Tcvn3")]
    [InlineData("L÷ Phíc DuÖ", "Lữ Phớc Duệ", "Tcvn3")]
    [InlineData("NguyÔn V¨n H?ng", "Nguyễn Văn H?ng", "Tcvn3")]
    [InlineData("Laõ Só Höông", "Lã Sĩ Hương", "Vni")]
    [InlineData("Nguyeãn Bình Cô", "Nguyễn Bình Cơ", "Vni")]
    [InlineData("Trang Coâng Phong", "Trang Công Phong", "Vni")]
    [InlineData("LA THÒ HAØ", "LA THỊ HÀ", "Vni")]
    [InlineData("Töø Sôn Quí", "Từ Sơn Quí", "Vni")]
    [InlineData("\u200BNguyá»…n VÄƒn HÃ¹ng", "Nguyễn Văn Hùng", "Mojibake")]
    [InlineData("NguyÔn V¨n Hïng\uFEFF", "Nguyễn Văn Hùng", "Tcvn3")]
    [InlineData("\u200EÑinh Thò Haø\u200E", "Đinh Thị Hà", "Vni")]
    [InlineData("NguyÔn\u00A0V¨n\u00A0Hïng", "Nguyễn\u00A0Văn\u00A0Hùng", "Tcvn3")]
    [InlineData("Phaïm\u00A0Ngoïc\u00A0AÅn", "Phạm\u00A0Ngọc\u00A0Ẩn", "Vni")]
    [InlineData("Nguyá»…n VÄƒn HĂ¹ng", "Nguyễn Văn Hùng", "Mojibake")]
    [InlineData("GiĂ\u00A0ng A PĂ¡o", "Giàng A Páo", "Mojibake")]
    [InlineData("Ä\u0090oÌ‚Ì€ng VaÌ†n LieÌ‚m", "Đồng Văn Liêm", "Mojibake")]
    [InlineData("LuÌ›Ìƒ Minh NguyeÌ‚n", "Lữ Minh Nguyên", "Mojibake")]
    [InlineData("Âu Th¸ Häi", "Âu Thị Hải", "Viscii")]
    [InlineData("Thái Hæu Trác", "Thái Hữu Trác", "Viscii")]
    public void Restores_a_cell(string cell, string text, string encoding)
    {
        Assert.True(LegacyEvidence.MayBeBroken(Encoding.UTF8.GetBytes(cell)));
        Assert.Equal(text, LegacyEvidence.Repair(cell, out var found));
        Assert.Equal(encoding, found.ToString());
        Assert.Null(LegacyEvidence.Repair(text, out _));
    }

    [Theory]
    [InlineData("Lê\u2003Minh\u2003Khaùnh", "Lê Minh Khánh")]
    [InlineData("\u00A0Buøi Minh Anh\u00A0", "Bùi Minh Anh")]
    [InlineData("\u00A0Phùng Vån Lý", "Phùng Văn Lý")]
    [InlineData("LÃª THÃ\u00A0\u00A0", "Lê THà")]
    [InlineData("\u3000NguyÔn V¨n Hïng", "Nguyễn Văn Hùng")]
    [InlineData("Ｂｕøｉ Ａｎｈ", "Bùi Anh")]
    [InlineData("Bui Kh\u0061\u0075\u0300nh", "Bui Khánh")]
    public void Spaces_widths_and_forms_of_letters_hide_no_evidence(string cell, string text) =>
        Assert.Equal(text, LegacyEvidence.Repair(cell, out _)?.Trim());

    [Theory]
    [InlineData("Vâ", "Võ")]
    [InlineData("Tèt", "Tốt")]
    public void Restores_a_word_of_Vietnamese_letters_alone(string cell, string text) =>
        Assert.Equal(text, LegacyEvidence.Repair(cell, out _));

    [Theory]
    [InlineData("Đinh Ôn")]
    [InlineData("Cô Ngà")]
    [InlineData("Hồ Nhân")]
    [InlineData("Ngô Sĩ Liêm")]
    [InlineData("Ôn")]
    [InlineData("Hoàng Tuấn Kiên")]
    [InlineData("H'Lan Niê")]
    [InlineData("José François")]
    [InlineData("Müller")]
    [InlineData("Lê François")]
    [InlineData("Hà Müller")]
    [InlineData("Nguyen Van A")]
    [InlineData("Ðo Van Hung")]
    [InlineData("Kieu Tuan Ðo")]
    [InlineData("ðinh")]
    [InlineData("MÃ KRÃ")]
    [InlineData("“TÃ”")]
    [InlineData("Rơ Châm Pyt")]
    [InlineData("Hoàng Plêng")]
    [InlineData("Tèng Duy Linh")]
    [InlineData("Toáng Duy Linh")]
    [InlineData("Tr?n ??c Th?ng")]
    [InlineData("Tr?n Ð?c Th?ng")]
    [InlineData("Ð? Th? Lan")]
    [InlineData("NGUY?N V?N Ð?I")]
    [InlineData("Lê\u00A0Hòa")]
    [InlineData("Lê Thi Nhâ")]
    [InlineData("Lê Nhâ")]
    [InlineData("Châ")]
    [InlineData("Nhan Vân Trâ")]
    [InlineData("Y Ăm Niê")]
    [InlineData("Ăm\u00A0Êban")]
    public void Leaves_a_sound_or_unknown_cell(string cell) => Assert.Null(LegacyEvidence.Repair(cell, out _));

    [Theory]
    [InlineData("Hoàng Tuấn Kiên")]
    [InlineData("Toàn\u00A0Khoá")]
    [InlineData("Ngô Sĩ Liêm")]
    [InlineData("ĐỖ THÀNH ĐÔ")]
    public void A_sound_name_is_not_even_suspected(string cell) =>
        Assert.False(LegacyEvidence.MayBeBroken(Encoding.UTF8.GetBytes(cell)));

    [Fact]
    public void Decoders_agree_with_the_encoders_of_the_tests()
    {
        var letters = LegacyEncoder.Letters + LegacyEncoder.Letters.ToUpperInvariant() + "abc XYZ,.;-0123";
        var texts = Gen.Elements(letters.ToCharArray()).ArrayOf().Select(chars => new string(chars)).ToArbitrary();

        foreach (var name in (string[])["tcvn3", "vni", "viscii"])
        {
            Prop.ForAll(texts, text =>
            {
                var back = LegacyText.Decode(Enum.Parse<LegacyEncoding>(name, true), LegacyEncoder.Encode(name, text));
                return name == "tcvn3" ? Folded(back) == Folded(text) : back == text;
            }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
        }
    }

    [Fact]
    public void Agrees_with_every_letter_of_the_shared_table()
    {
        var wrong = new List<string>();
        foreach (var row in DevVectors.Read("../names/charsets.csv"))
        {
            foreach (var (column, encoding) in ((string, LegacyEncoding)[])
                [("tcvn3_hex", LegacyEncoding.Tcvn3), ("vni_win_hex", LegacyEncoding.Vni),
                ("viscii_hex", LegacyEncoding.Viscii), ("cp1258_decomposed_hex", LegacyEncoding.Windows1258)])
            {
                var text = LegacyText.Decode(encoding, Convert.FromHexString(row[column]));
                var isSame = text == row["char"]
                    || (encoding == LegacyEncoding.Tcvn3 && Folded(text) == Folded(row["char"]));
                wrong.AddRange(isSame ? [] : [$"{row["char"]} {encoding} {text}"]);
            }
        }

        Assert.Empty(wrong);
    }

    /// <summary>Surnames, middle and given names, in small letters and in capitals, as bytes and as those bytes look.
    /// </summary>
    [Fact]
    public void Every_word_of_names_comes_back_from_every_encoding()
    {
        var wrong = new List<string>();
        foreach (var word in WordsOfNames().SelectMany(word => (string[])[word, word.ToUpperInvariant()]))
        {
            foreach (var name in (string[])["tcvn3", "vni", "viscii"])
            {
                var back = LegacyText.Decode(Enum.Parse<LegacyEncoding>(name, true), LegacyEncoder.Encode(name, word));
                var isSame = name == "tcvn3" ? Folded(back) == Folded(word) : back == word;
                wrong.AddRange(isSame ? [] : [$"{word} {name} {back}"]);
            }

            var once = Encoding.UTF8.GetString(Shown(Encoding.UTF8.GetBytes(word)));
            var twice = Encoding.UTF8.GetString(Shown(Encoding.UTF8.GetBytes(once)));
            var isMended = Ascii.IsValid(word)
                || (LegacyEvidence.Repair(once, out _) == word && LegacyEvidence.Repair(twice, out _) == word);
            wrong.AddRange(isMended ? [] : [$"{word} mojibake {once} {twice}"]);
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void Not_one_sound_word_of_names_is_taken_for_another_encoding() =>
        Assert.DoesNotContain(
            WordsOfNames().SelectMany(word => (string[])[word, word.ToUpperInvariant()]),
            word => LegacyEvidence.Repair(word, out _) is not null);

    /// <summary>The words of the shared lists that can be written in Vietnamese; a few came broken into them.</summary>
    static IEnumerable<string> WordsOfNames() =>
        DevVectors.Read("../names/surnames.csv").Select(row => row["surname"])
            .Concat(DevVectors.Read("../names/middle_names.csv").Select(row => row["middle"]))
            .Concat(DevVectors.Read("../names/given_names.csv").Select(row => row["given"]))
            .SelectMany(name => name.Replace('Ð', 'Đ').Split(' ')).Distinct()
            .Where(word => VietnameseShare.Of(word) is var share && share.Valid == share.Telling);

    static string Folded(string text) => text.ToUpperInvariant();

    static DecodedText Open(byte[] bytes, TextEncoding declared = TextEncoding.Auto) =>
        ExtractText.Open(new MemoryStream(bytes), declared);

    /// <summary>What a program makes of bytes that it takes for Windows-1252, saved as UTF-8.</summary>
    static byte[] Shown(byte[] bytes) => Encoding.UTF8.GetBytes(string.Concat(bytes.Select(LegacyText.Shown)));
}

/// <summary>Writes the old encodings, by rule and by the order of letters, to hold the decoders against.</summary>
static class LegacyEncoder
{
    public const string Letters =
        "áàảãạâấầẩẫậăắằẳẵặđéèẻẽẹêếềểễệíìỉĩịóòỏõọôốồổỗộơớờởỡợúùủũụưứừửữựýỳỷỹỵ";

    const string Tcvn3 =
        "B8B5B6B7B9A9CAC7C8C9CBA8BEBBBCBDC6AED0CCCECFD1AAD5D2D3D4D6DDD7D8DCDEE3DFE1E2E4ABE8E5E6E7E9ACEDEAEBEC"
        + "EEF3EFF1F2F4ADF8F5F6F7F9FDFAFBFCFE";

    const string Viscii =
        "E1E0E4E3D5E2A4A5A6E7A7E5A1A2C6C7A3F0E9E8EBA8A9EAAAABACADAEEDECEFEEB8F3F2F6F5F7F4AFB0B1B2B5BDBEB6B7DE"
        + "FEFAF9FCFBF8DFD1D7D8E6F1FDCFD6DBDC";

    const string VisciiCapitals =
        "C1C0C4C380C28485860687C58182020583D0C9C8CB8889CA8A8B8C8D8ECDCC9BCE98D3D299A09AD48F90919293B4959697B3"
        + "94DAD99C9D9EBFBABBBCFFB9DD9F14191E";

    public static byte[] Encode(string name, string text)
    {
        var bytes = new List<byte>();
        foreach (var one in text)
        {
            var at = Letters.IndexOf(char.ToLowerInvariant(one), StringComparison.Ordinal);
            if (at < 0)
            {
                bytes.Add((byte)one);
            }
            else
            {
                bytes.AddRange(name switch
                {
                    "tcvn3" => [OfTcvn3(one, at)],
                    "viscii" => [ByteAt(char.IsUpper(one) ? VisciiCapitals : Viscii, at)],
                    _ => OfVni(one),
                });
            }
        }

        return [.. bytes];
    }

    static byte ByteAt(string hex, int at) => Convert.FromHexString(hex.AsSpan(2 * at, 2))[0];

    static byte OfTcvn3(char one, int at) => "ĂÂÊÔƠƯĐ".IndexOf(one, StringComparison.Ordinal) is >= 0 and var capital
        ? (byte)(0xA1 + capital)
        : ByteAt(Tcvn3, at);

    /// <summary>Base letter, then a byte for circumflex or breve with the tone; small bytes are 20 above the capital's.
    /// </summary>
    static byte[] OfVni(char one)
    {
        var parts = one.ToString().Normalize(NormalizationForm.FormD);
        var isUpper = char.IsUpper(one);
        var bare = char.ToLowerInvariant(parts[0]);
        var tone = parts.Max(mark => "\u0300\u0301\u0309\u0303\u0323".IndexOf(mark));
        byte[] small = (bare, parts.Contains('\u0302'), parts.Contains('\u0306'), parts.Contains('\u031B')) switch
        {
            ('đ', _, _, _) => [0xF1],
            ('i', _, _, _) => [new byte[] { 0xEC, 0xED, 0xE6, 0xF3, 0xF2 }[tone]],
            ('y', _, _, _) when tone == 4 => [0xEE],
            (_, true, _, _) => [(byte)bare, new byte[] { 0xE2, 0xE0, 0xE1, 0xE5, 0xE3, 0xE4 }[tone + 1]],
            (_, _, true, _) => [(byte)bare, new byte[] { 0xEA, 0xE8, 0xE9, 0xFA, 0xFC, 0xEB }[tone + 1]],
            (_, _, _, true) => [(byte)(bare == 'o' ? 0xF4 : 0xF6), .. Tone(tone)],
            _ => [(byte)bare, .. Tone(tone)],
        };
        return isUpper ? [.. small.Select(value => (byte)(value - 0x20))] : small;
    }

    static byte[] Tone(int tone) => tone < 0 ? [] : [new byte[] { 0xF8, 0xF9, 0xFB, 0xF5, 0xEF }[tone]];
}
