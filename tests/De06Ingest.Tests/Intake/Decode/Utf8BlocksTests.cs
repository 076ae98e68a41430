using System.Text;
using System.Text.Unicode;
using De06Ingest.Intake.Decode;

namespace De06Ingest.Tests.Intake.Decode;

public sealed class Utf8BlocksTests
{
    static readonly string[] Pieces =
        ["a", "Nguyễn ", "Thị Hòa", ";", "đ", "\u0301", "\u07ff", "\u0800", "\uffff", "𠀀", "\U0010ffff", "1234567"];

    [Fact]
    public void Takes_every_text_that_is_utf8()
    {
        var chance = new Random(1);
        for (var i = 0; i < 2000; i++)
        {
            Assert.True(Utf8Blocks.AreText(Text(chance)));
        }
    }

    [Fact]
    public void Judges_damaged_text_as_the_framework_does()
    {
        var chance = new Random(2);
        byte[] wild = [0x80, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xED, 0xEF, 0xF0, 0xF4, 0xF5, 0xFF, 0x41, 0x9F, 0x90];
        for (var i = 0; i < 50_000; i++)
        {
            var text = Text(chance);
            for (var hits = chance.Next(1, 3); hits > 0; hits--)
            {
                text[chance.Next(text.Length)] = wild[chance.Next(wild.Length)];
            }

            Assert.Equal(Utf8.IsValid(text), Utf8Blocks.AreText(text));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(69)]
    public void Refuses_a_nul_anywhere(int at)
    {
        var text = Enumerable.Repeat((byte)'a', 70).ToArray();
        text[at] = 0;

        Assert.False(Utf8Blocks.AreText(text));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Refuses_a_letter_cut_by_the_end(int missing)
    {
        for (var length = 60; length < 100; length++)
        {
            var text = Encoding.UTF8.GetBytes(new string('a', length) + "𠀀");

            Assert.False(Utf8Blocks.AreText(text.AsSpan(0, text.Length - missing)));
        }
    }

    static byte[] Text(Random chance)
    {
        var text = new StringBuilder();
        for (var size = chance.Next(20, 80); size > 0; size--)
        {
            text.Append(Pieces[chance.Next(Pieces.Length)]);
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
