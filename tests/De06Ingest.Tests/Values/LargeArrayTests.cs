using De06Ingest.Values;

namespace De06Ingest.Tests.Values;

public class LargeArrayTests
{
    /// <summary>Five megabytes of 8-byte numbers: more than is asked for on large pages.</summary>
    const int Many = 655_360;

    [Theory]
    [InlineData(3)]
    [InlineData(Many)]
    public void Begins_with_zeros_and_keeps_what_is_written(int length)
    {
        var array = LargeArray.Zeros<long>(length);
        Assert.True(array.Span.IndexOfAnyExcept(0) < 0);
        for (var i = 0; i < length; i++)
        {
            array.Prefetch(i);
            array[i] = i * 7L;
        }

        GC.Collect();

        Assert.Equal(Enumerable.Range(0, length).Select(i => i * 7L), array.Span.ToArray());
    }

    [Fact]
    public void A_longer_one_begins_alike_and_goes_on_with_zeros() => Assert.Equal(
        [4, 5, 6, 0, 0], LargeArray.Of<int>([4, 5, 6]).Grown(5).Span.ToArray());

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    public void Knows_its_ends(int index) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => LargeArray.Of<int>([4, 5, 6])[index]);
}
