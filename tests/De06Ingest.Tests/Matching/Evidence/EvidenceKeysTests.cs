using System.Globalization;
using De06Ingest.Matching.Evidence;

namespace De06Ingest.Tests.Matching.Evidence;

/// <summary>Whatever slip is compared as one must also bring the two numbers together.</summary>
public sealed class EvidenceKeysTests
{
    static readonly Random Random = new(8);

    [Fact]
    public void An_id_with_one_wrong_digit_or_two_swapped_ones_shares_a_key_with_the_right_one()
    {
        for (var i = 0; i < 200; i++)
        {
            var id = $"0{Random.NextInt64(10_000_000_000, 99_999_999_999)}";
            Assert.All(Slips(id), slip => Assert.True(ShareKey(id, slip), $"{id} {slip}"));
        }
    }

    [Fact]
    public void An_id_that_lost_or_gained_a_digit_shares_a_key_with_the_right_one()
    {
        for (var i = 0; i < 200; i++)
        {
            var id = $"0{Random.NextInt64(10_000_000_000, 99_999_999_999)}";
            for (var at = 1; at < id.Length; at++)
            {
                Assert.True(ShareKey(id, id.Remove(at, 1)), $"{id} without digit {at}");
                Assert.True(ShareKey(id, id.Insert(at, "7")), $"{id} with a 7 at {at}");
            }
        }
    }

    [Fact]
    public void Ids_of_two_people_mostly_share_none()
    {
        var shared = 0;
        for (var i = 0; i < 1000; i++)
        {
            var (one, other) = (Random.NextInt64(1_000_000, 9_999_999), Random.NextInt64(1_000_000, 9_999_999));
            shared += ShareKey($"05109{one}", $"05109{other}") ? 1 : 0;
        }

        Assert.InRange(shared, 0, 20);
    }

    [Fact]
    public void A_phone_with_a_slip_has_a_part_in_common_with_the_right_one()
    {
        for (var i = 0; i < 200; i++)
        {
            var phone = Random.Next(300_000_000, 999_999_999).ToString(CultureInfo.InvariantCulture);
            Assert.All(Slips(phone), slip => Assert.True(Citizen(phone).MayAgree(Citizen(slip)), $"{phone} {slip}"));
        }

        Assert.False(Citizen("912345678").MayAgree(Citizen("387654321")));
        Assert.False(Citizen("0").MayAgree(Citizen("0")));
    }

    static EvidenceBirths.Entry Citizen(string phone) => new(
        0, Random.Next(), 0, EvidenceBirths.Thirds(uint.Parse(phone, CultureInfo.InvariantCulture)), 0, default);

    static bool ShareKey(string one, string other) => Keys(one).Intersect(Keys(other)).Any();

    static ulong[] Keys(string id)
    {
        var keys = new ulong[EvidenceKeys.PartsOfId];
        EvidenceKeys.OfId(long.Parse(id, CultureInfo.InvariantCulture), id.Length, keys);
        return keys;
    }

    /// <summary>One digit wrong, and two neighbours swapped, at every place.</summary>
    static IEnumerable<string> Slips(string number)
    {
        for (var at = 0; at < number.Length; at++)
        {
            var other = (char)('0' + ((number[at] - '0' + 1 + Random.Next(9)) % 10));
            yield return number[..at] + other + number[(at + 1)..];
            if (at > 0)
            {
                yield return number[..(at - 1)] + number[at] + number[at - 1] + number[(at + 1)..];
            }
        }
    }
}
