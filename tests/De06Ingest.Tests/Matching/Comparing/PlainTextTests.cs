using De06Ingest.Matching.Comparing;

namespace De06Ingest.Tests.Matching.Comparing;

public sealed class PlainTextTests
{
    [Theory]
    [InlineData("O'Brien", "obrien")]
    [InlineData("  Müller-Lüdenscheidt  ", "muller ludenscheidt")]
    [InlineData("Đặng Văn Đức", "dang van duc")]
    [InlineData("12/3 Wallaby  Pl.", "12 3 wallaby pl")]
    [InlineData("(x)", "x")]
    [InlineData("N/A", "")]
    [InlineData("(null)", "")]
    [InlineData("none such", "none such")]
    [InlineData("   ", "")]
    [InlineData("NaN", "")]
    [InlineData("<NA>", "")]
    [InlineData("#N/A", "")]
    [InlineData("O’Brien", "obrien")]
    [InlineData("O`Brien", "obrien")]
    [InlineData("---", "")]
    public void Texts_of_any_country_have_a_plain_form(string cell, string plain)
    {
        Assert.Equal(plain, PlainText.Of(cell));
        Assert.Equal(plain.Replace(" ", "", StringComparison.Ordinal), PlainText.Closed(cell));
    }
}
