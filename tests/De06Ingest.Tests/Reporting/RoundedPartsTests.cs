using De06Ingest.Reporting;

namespace De06Ingest.Tests.Reporting;

public sealed class RoundedPartsTests
{
    [Fact]
    public void Printed_parts_add_up_to_the_printed_whole()
    {
        var chance = new Random(7);
        for (var i = 0; i < 500; i++)
        {
            var parts = Enumerable.Range(0, chance.Next(1, 9))
                .Select(_ => (decimal)(chance.NextDouble() - 0.5)).ToList();
            var rounded = RoundedParts.Of(parts, 2);

            Assert.Equal(Math.Round(parts.Sum(), 2, MidpointRounding.AwayFromZero), rounded.Sum());
            Assert.All(parts.Zip(rounded), p => Assert.True(Math.Abs(p.First - p.Second) < 0.01m));
        }
    }

    [Fact]
    public void What_is_left_goes_to_the_part_that_was_cut_most() =>
        Assert.Equal([0.33m, 0.33m, 0.34m], RoundedParts.Of([0.333m, 0.333m, 0.334m], 2));
}
