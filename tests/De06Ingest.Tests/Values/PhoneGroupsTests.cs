using System.Text;
using De06Ingest.Values;
using FsCheck;
using FsCheck.Fluent;

namespace De06Ingest.Tests.Values;

/// <summary>Quick and slow read the same; the quick way is for speed alone.</summary>
public class PhoneGroupsTests
{
    static readonly string[] Pieces =
    [
        "0", "1", "2", "3", "9", "00", "07", "10", "12", "84", "91", "000", "084", "091", "255", "345", "678", "0912",
        "1990", "2012", "3822", "2345678", "912345678", "+", "+", "-", "-", ".", ".", " ", " ", "(", ")",
    ];

    [Theory]
    [InlineData("0912 345 678")]
    [InlineData("0912.345.678")]
    [InlineData("091-234-5678")]
    [InlineData("(+84) 91-2345678")]
    [InlineData("+84 912 345 678")]
    [InlineData("(0255) 3822 123")]
    [InlineData("84912345678")]
    public void Reads_what_most_people_write(string cell) => Assert.True(IsQuick(cell));

    [Theory]
    [InlineData("07-02-1990 123")]
    [InlineData("84-91-2012 345")]
    [InlineData("1) 0912345678")]
    [InlineData("2553822123.00")]
    [InlineData("051 072 999 001")]
    [InlineData("0912345678 / 0987654321")]
    [InlineData("0912--345678")]
    public void Leaves_what_may_mean_more(string cell) => Assert.False(IsQuick(cell));

    [Fact]
    public void Reads_nothing_another_way()
    {
        var (quick, read) = (0, 0);
        var cells = Gen.Elements(Pieces).ArrayOf().Where(p => p.Length is > 1 and < 9).Select(string.Concat);
        Prop.ForAll(Arb.From(cells), cell =>
        {
            quick += IsQuick(cell) ? 1 : 0;
            var (parsed, slow) = (PhoneNumber.Parse(Utf8(cell)), PhoneText.Parse(Utf8(cell)));
            read += parsed.IsValue && IsQuick(cell) ? 1 : 0;
            return (parsed.Value, parsed.Repairs, parsed.Fault) == (slow.Value, slow.Repairs, slow.Fault);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(30_000));

        Assert.True(quick > 1_000 && read > 100, $"{quick} of the cells were read quickly, {read} are numbers");
    }

    static bool IsQuick(string cell) =>
        PhoneGroups.TryRead(Utf8(cell), stackalloc char[PhoneGroups.MostDigits], out _);

    static byte[] Utf8(string cell) => Encoding.UTF8.GetBytes(cell);
}
