using De06Ingest.Synthetic.Linkage.Errors;

namespace De06Ingest.Tests.Synthetic.Linkage.Errors;

public sealed class LegacyTextTests
{
    const string Letters =
        "àáảãạâầấẩẫậăằắẳẵặèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ" +
        "ÀÁẢÃẠÂẦẤẨẪẬĂẰẮẲẴẶÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴĐ";

    [Fact]
    public void Every_letter_has_one_byte_in_TCVN3_and_one_or_two_in_VNI()
    {
        Assert.All(Letters, letter =>
        {
            Assert.Single(LegacyText.Tcvn3(letter.ToString()));
            Assert.InRange(LegacyText.Vni(letter.ToString()).Length, 1, 2);
        });
        Assert.Equal(134, Letters.Select(letter => LegacyText.Vni(letter.ToString())).Distinct().Count());
    }

    [Fact]
    public void Capitals_with_a_tone_have_the_byte_of_the_small_letter_in_TCVN3()
    {
        Assert.Equal(LegacyText.Tcvn3("ễ"), LegacyText.Tcvn3("Ễ"));
        Assert.NotEqual(LegacyText.Tcvn3("ê"), LegacyText.Tcvn3("Ê"));
        Assert.Equal(67 + 7, Letters.Select(letter => LegacyText.Tcvn3(letter.ToString())).Distinct().Count());
    }

    [Fact]
    public void Mojibake_reads_back()
    {
        var bytes = LegacyText.Mojibake(Letters).Select(c => c > 0xFF ? Windows1252(c) : (byte)c).ToArray();
        Assert.Equal(Letters, System.Text.Encoding.UTF8.GetString(bytes));
    }

    static byte Windows1252(char c)
    {
        System.Text.Encoding.RegisterProvider(System.Text.CodePagesEncodingProvider.Instance);
        return System.Text.Encoding.GetEncoding(1252).GetBytes([c])[0];
    }
}
