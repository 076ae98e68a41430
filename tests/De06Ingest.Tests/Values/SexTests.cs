using System.Text;
using De06Ingest.Values;

namespace De06Ingest.Tests.Values;

public class SexTests
{
    [Theory]
    [InlineData("Nam", (int)Sex.Male)]
    [InlineData("NAM ", (int)Sex.Male)]
    [InlineData("male", (int)Sex.Male)]
    [InlineData("M", (int)Sex.Male)]
    [InlineData("Nữ", (int)Sex.Female)]
    [InlineData("NỮ", (int)Sex.Female)]
    [InlineData("Nu\u031B\u0303", (int)Sex.Female)]
    [InlineData(" nu", (int)Sex.Female)]
    [InlineData("Female", (int)Sex.Female)]
    [InlineData("f", (int)Sex.Female)]
    [InlineData("Nam giới", (int)Sex.Male)]
    [InlineData("Nữ giới.", (int)Sex.Female)]
    [InlineData("Other", (int)Sex.Other)]
    [InlineData("Khác", (int)Sex.Other)]
    [InlineData("Kha\u0301c", (int)Sex.Other)]
    public void Reads_words(string cell, int expected)
    {
        Assert.True(SexWords.TryParse(Encoding.UTF8.GetBytes(cell), out var sex));
        Assert.Equal((Sex)expected, sex);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("0")]
    [InlineData("x")]
    [InlineData("Nam Nữ")]
    public void Leaves_digits_and_other_words(string cell)
    {
        Assert.False(SexWords.TryParse(Encoding.UTF8.GetBytes(cell), out var sex));
        Assert.Equal(Sex.Unknown, sex);
    }
}
