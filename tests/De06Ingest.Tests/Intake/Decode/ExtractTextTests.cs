using System.Text;
using De06Ingest.Feeds;
using De06Ingest.Intake.Decode;
using De06Ingest.Intake.Pull;

namespace De06Ingest.Tests.Intake.Decode;

public sealed class ExtractTextTests
{
    // Họ tên,ghi chú / Nguyễn Thị Hạ,đã nhận: base letters and tone marks of the code page.
    static readonly byte[] Windows =
    [
        .. "H"u8, (byte)'o', 0xf2, .. " t"u8, 0xea, .. "n,ghi ch"u8, 0xfa, (byte)'\n',
        .. "Nguy"u8, 0xea, 0xde, .. "n Thi"u8, 0xf2, .. " Ha"u8, 0xf2, (byte)',', 0xf0, (byte)'a', 0xde, .. " nh"u8,
        0xe2, 0xf2, .. "n\n"u8,
    ];

    static readonly byte[] Latin =
        [.. "nom,pr"u8, 0xe9, .. "nom\nFran"u8, 0xe7, .. "ois,M"u8, 0xfc, .. "ller\n"u8, 0xd8, 0xe6, 0xdf, (byte)'\n'];

    [Theory]
    [InlineData("utf-8", false, false)]
    [InlineData("utf-8", false, true)]
    [InlineData("utf-16", false, true)]
    [InlineData("utf-16", true, true)]
    [InlineData("utf-16", false, false)]
    [InlineData("utf-16", true, false)]
    public void Knows_unicode_with_and_without_a_byte_order_mark(string name, bool bigEndian, bool hasMark)
    {
        Encoding encoding = name == "utf-8" ? new UTF8Encoding(hasMark) : new UnicodeEncoding(bigEndian, hasMark);
        var text = "Họ và tên,Số CCCD\nNguyễn Thị Hạ,051\n";

        using var opened = Open([.. encoding.GetPreamble(), .. encoding.GetBytes(text)]);

        Assert.Equal((name, bigEndian, encoding.GetPreamble().Length),
            (opened.EncodingName, opened.BigEndian, opened.Preamble));
        using var rest = new MemoryStream();
        opened.Bytes.CopyTo(rest);
        Assert.Equal(text, opened.Decode(rest.ToArray()));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Reads_windows_1258_when_declared_or_proven(bool isDeclared)
    {
        using var opened = Open(Windows, isDeclared ? TextEncoding.Windows1258 : TextEncoding.Auto);

        Assert.Equal("windows-1258", opened.EncodingName);
        Assert.Equal("Họ tên,ghi chú\nNguyễn Thị Hạ,đã nhận\n", opened.Decode(Windows));
    }

    [Fact]
    public void Takes_no_other_code_page_for_windows_1258() => Assert.Equal("encoding-wrong", Refusal(Latin));

    [Fact]
    public void Refuses_an_encoding_other_than_the_one_declared()
    {
        var utf8 = Encoding.UTF8.GetBytes("Họ tên\nNguyễn\n");

        Assert.Equal("encoding-wrong", Refusal(Windows, TextEncoding.Utf8));
        Assert.Equal("encoding-wrong", Refusal(utf8, TextEncoding.Utf16));
        Assert.Equal("encoding-wrong", Refusal(utf8, TextEncoding.Windows1258));
        Assert.Equal("encoding-wrong", Refusal([0xff, 0xfe, .. Encoding.Unicode.GetBytes("a,b\n")], TextEncoding.Utf8));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("aa")]
    [InlineData("aaa")]
    public void A_long_document_on_one_line_may_be_cut_within_any_letter(string begin)
    {
        var text = begin + string.Concat(Enumerable.Repeat("ễ", 100_000));

        using var opened = Open(Encoding.UTF8.GetBytes(text));

        Assert.Equal("utf-8", opened.EncodingName);
    }

    [Fact]
    public void A_bad_line_among_good_ones_does_not_make_another_encoding()
    {
        byte[] bytes = [.. "Họ tên\nNguyễn\nTrần\n"u8, 0xea, 0xde, .. "x\nLê\n"u8];

        using var opened = Open(bytes, TextEncoding.Utf8);

        Assert.Equal("utf-8", opened.EncodingName);
    }

    static DecodedText Open(byte[] bytes, TextEncoding declared = TextEncoding.Auto) =>
        ExtractText.Open(new MemoryStream(bytes), declared);

    static string Refusal(byte[] bytes, TextEncoding declared = TextEncoding.Auto) =>
        Assert.Throws<ExtractRefused>(() => Open(bytes, declared)).Code;
}
