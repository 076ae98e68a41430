using De06Ingest.Matching.Estimation;

namespace De06Ingest.Tests.Matching.Estimation;

public sealed class DependencyTreeTests
{
    [Fact]
    public void Attributes_that_tell_nothing_of_each_other_lean_on_none() =>
        Assert.Equal([-1, -1, -1], Parents("free", "free", "free"));

    /// <summary>Town and postcode always agree together; who lives there has nothing to do with it.</summary>
    [Fact]
    public void Of_two_that_go_together_the_second_leans_on_the_first() =>
        Assert.Equal([-1, 0, -1], Parents("free", "copy of 0", "free"));

    [Fact]
    public void The_attribute_that_most_others_go_with_is_the_root() =>
        Assert.Equal([1, -1, 1], Parents("partly 1", "free", "partly 1"));

    /// <summary>0, 1 and 2 all go together; the weakest of the three ties would count the same thing twice.</summary>
    [Fact]
    public void No_circle_is_made()
    {
        var parents = Parents("free", "copy of 0", "copy of 0");

        Assert.Equal(2, parents.Count(p => p >= 0));
        Assert.Equal(1, parents.Count(p => p < 0));
    }

    [Fact]
    public void Two_groups_are_two_trees() =>
        Assert.Equal([-1, 0, -1, 2], Parents("free", "copy of 0", "free", "copy of 2"));

    [Fact]
    public void What_pairs_that_are_none_show_counts_as_well()
    {
        var alone = Counts("free", "free");
        var together = Counts("free", "copy of 0");

        Assert.Equal([-1, 0], DependencyTree.Parents(alone, together, 2));
        Assert.Equal([-1, 0], DependencyTree.Parents(together, alone, 2));
        Assert.Equal([-1, -1], DependencyTree.Parents(alone, alone, 2));
    }

    /// <summary>Agreement in five pairs of eight tells 4.6 hundredths; twice that is enough, once is not.</summary>
    [Fact]
    public void What_is_told_must_be_worth_a_tie()
    {
        var (weak, none) = (Counts("free", "free"), Counts("free", "free"));
        weak.Add([0, 0], 50_000);
        weak.Add([1, 1], 50_000);
        weak.Add([0, 1], 30_000);
        weak.Add([1, 0], 30_000);

        Assert.Equal([-1, 0], DependencyTree.Parents(weak, weak, 2));
        Assert.Equal([-1, -1], DependencyTree.Parents(weak, none, 2));
    }

    static int[] Parents(params string[] attributes) =>
        DependencyTree.Parents(Counts(attributes), Counts(attributes), attributes.Length);

    /// <summary>2,048 pairs. An attribute is independent of the ones before it, the copy of one, or the same as it in
    /// three pairs of four.</summary>
    static LevelCounts Counts(params string[] attributes)
    {
        var counts = new LevelCounts(SomeLink.Data(1, 1,
            [.. attributes.Select((_, i) => SomeLink.Unit("a" + i, ["x"], ["x"]))]));
        var levels = new byte[attributes.Length];
        for (var pair = 0; pair < 2048; pair++)
        {
            for (var i = 0; i < levels.Length; i++)
            {
                levels[i] = (byte)((pair >> i) & 1);
            }

            for (var i = 0; i < levels.Length; i++)
            {
                levels[i] = attributes[i] switch
                {
                    "free" => levels[i],
                    var copy when copy[0] == 'c' => levels[copy[^1] - '0'],
                    var part => (pair >> (5 + (i * 2)) & 3) == 0 ? (byte)(1 - levels[part[^1] - '0'])
                        : levels[part[^1] - '0'],
                };
            }

            counts.Add(levels, 1);
        }

        return counts;
    }
}
