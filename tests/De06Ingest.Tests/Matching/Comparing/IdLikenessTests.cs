using De06Ingest.Matching.Comparing;

namespace De06Ingest.Tests.Matching.Comparing;

public sealed class IdLikenessTests
{
    [Theory]
    [InlineData(51182146968, 12, 51182146986, 12, true)]
    [InlineData(51182146968, 12, 51182146969, 12, true)]
    [InlineData(51182146968, 12, 951182146968, 12, true)]
    [InlineData(51182146968, 12, 5118214696, 11, true)]
    [InlineData(51182146968, 12, 51182146977, 12, false)]
    [InlineData(51182146968, 12, 5118214696, 10, false)]
    [InlineData(51182146968, 12, 62077557011, 12, false)]
    public void Ids_are_one_slip_apart_or_not(long one, int oneDigits, long other, int otherDigits, bool isOneOff)
    {
        Assert.Equal(isOneOff, IdLikeness.IsOneOff(one, oneDigits, other, otherDigits));
        Assert.Equal(isOneOff, IdLikeness.IsOneOff(other, otherDigits, one, oneDigits));
    }
}
