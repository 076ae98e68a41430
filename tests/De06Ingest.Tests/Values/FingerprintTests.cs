using System.Text;
using De06Ingest.Values;

namespace De06Ingest.Tests.Values;

public class FingerprintTests
{
    [Theory]
    [InlineData("", 0, 7141582936137301614)]
    [InlineData("a", 0, 17545362910336415216)]
    [InlineData("abcd", 0, 5899629909822235391)]
    [InlineData("nguyen thi hoa", 0, 4736786355861121172)]
    [InlineData("nguyen thi hoa", 7, 3225093401287534719)]
    [InlineData("nguyen thi hoa, xa Ba Bich, huyen Ba To", 0, 4647804361131158197)]
    public void Gives_what_is_stored_already(string text, ulong seed, ulong expected) =>
        Assert.Equal(expected, Fingerprint.Of(Encoding.UTF8.GetBytes(text), seed));

    [Fact]
    public void Tells_a_million_short_texts_apart()
    {
        var seen = new HashSet<ulong>();
        for (var i = 0; i < 1_000_000; i++)
        {
            seen.Add(Fingerprint.Of(Encoding.ASCII.GetBytes(i.ToString())));
        }

        Assert.Equal(1_000_000, seen.Count);
    }

    [Fact]
    public void Changes_about_half_the_bits_with_one_bit()
    {
        var data = Encoding.ASCII.GetBytes("nguyen van hung, 051072999001");
        var before = Fingerprint.Of(data);
        var flipped = new List<int>();
        for (var bit = 0; bit < data.Length * 8; bit++)
        {
            data[bit / 8] ^= (byte)(1 << (bit % 8));
            flipped.Add(System.Numerics.BitOperations.PopCount(before ^ Fingerprint.Of(data)));
            data[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        Assert.InRange(flipped.Average(), 30, 34);
        Assert.InRange(flipped.Min(), 12, 64);
    }

    [Fact]
    public void Tells_lengths_of_zeros_apart()
    {
        var seen = Enumerable.Range(0, 100).Select(length => Fingerprint.Of(new byte[length])).ToHashSet();

        Assert.Equal(100, seen.Count);
    }
}
