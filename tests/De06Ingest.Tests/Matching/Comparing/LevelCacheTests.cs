using De06Ingest.Matching.Comparing;

namespace De06Ingest.Tests.Matching.Comparing;

public sealed class LevelCacheTests
{
    [Fact]
    public void A_pair_of_values_is_compared_once()
    {
        var compared = 0;
        var cache = new LevelCache(100);
        byte Compare(int left, int right) => (byte)(++compared > 0 ? (left * 3) + right : 0);

        Assert.Equal((13, 13, 9), (cache.Of(3, 4, Compare), cache.Of(3, 4, Compare), cache.Of(0, 9, Compare)));
        Assert.Equal(2, compared);
        Assert.Equal((byte)1, cache.Of(1 << 28, 1, (_, _) => 1));
        Assert.Equal((byte)2, cache.Of(1 << 28, 1, (_, _) => 2));
    }

    [Fact]
    public void Each_pair_has_its_own_level_and_few_are_compared_again()
    {
        var compared = 0;
        var cache = new LevelCache(1000);
        for (var turn = 0; turn < 2; turn++)
        {
            for (var pair = 0; pair < 2500; pair++)
            {
                var (left, right) = (pair / 50, pair % 50);
                Assert.Equal((byte)pair, cache.Of(left, right, (one, other) => (byte)(++compared > 0
                    ? (one * 50) + other
                    : 0)));
            }
        }

        Assert.InRange(compared, 2500, 4500);
    }
}
