using De06Ingest.Matching.Comparing;

namespace De06Ingest.Tests.Matching;

public sealed class BirthLikenessTests
{
    [Theory]
    [InlineData(19620305, 19620305, BirthLikeness.Same)]
    [InlineData(19620305, 19620000, BirthLikeness.Coarser)]
    [InlineData(19620305, 19620101, BirthLikeness.Coarser)]
    [InlineData(19620305, 19620503, BirthLikeness.Swapped)]
    [InlineData(19620305, 19620306, BirthLikeness.OneOff)]
    [InlineData(19620305, 19260305, BirthLikeness.OneOff)]
    [InlineData(19790305, 19800305, BirthLikeness.OneOff)]
    [InlineData(19620305, 19620917, BirthLikeness.Year)]
    [InlineData(19620305, 19550917, BirthLikeness.Different)]
    [InlineData(19620400, 19620517, BirthLikeness.Year)]
    [InlineData(19620400, 19620417, BirthLikeness.Coarser)]
    [InlineData(19620000, 19620000, BirthLikeness.Coarser)]
    [InlineData(19620101, 19620101, BirthLikeness.Coarser)]
    [InlineData(19620000, 19630000, BirthLikeness.OneOff)]
    [InlineData(19690000, 19700000, BirthLikeness.Different)]
    [InlineData(19620315, 19620351, BirthLikeness.OneOff)]
    [InlineData(19620305, 19620416, BirthLikeness.Year)]
    public void Says_how_far_two_dates_agree(int one, int other, byte level)
    {
        Assert.Equal(level, BirthLikeness.Of(one, other));
        Assert.Equal(level, BirthLikeness.Of(other, one));
    }

    [Theory]
    // Tết 1968 (Mậu Thân), Trung thu 2023 (15 of the eighth month), and a day of a leap month, which keeps its number.
    [InlineData(19680130, 19680101, BirthLikeness.Coarser)]
    [InlineData(20230929, 20230815, BirthLikeness.Lunar)]
    [InlineData(20230930, 20230815, BirthLikeness.Lunar)]
    [InlineData(20230405, 20230215, BirthLikeness.Lunar)]
    [InlineData(20231005, 20230815, BirthLikeness.Year)]
    public void Knows_the_lunar_birthday(int solar, int lunar, byte level) =>
        Assert.Equal(level, BirthLikeness.Of(lunar, solar));
}
