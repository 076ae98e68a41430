using De06Ingest.Matching.Evidence;

namespace De06Ingest.Tests.Matching.Evidence;

public sealed class EvidenceTableTests
{
    [Fact]
    public void Rows_of_a_key_are_found_the_latest_first()
    {
        var table = new EvidenceTable(4);
        table.Add(0xABCD_0000_0000_0005, 7);
        table.Add(0x1234_0000_0000_0009, 8);
        table.Add(0xABCD_0000_0000_0005, 9);
        table.Complete();

        Assert.Equal([9, 7], Rows(table, 0xABCD_0000_0000_0005));
        Assert.Equal([8], Rows(table, 0x1234_0000_0000_0009));
        Assert.Equal(2, table.InFeed(table.Find(0xABCD_0000_0000_0005)));
        Assert.Equal(-1, table.Find(0x7777_0000_0000_0005));
        Assert.Equal(64, table.Slots);
    }

    /// <summary>All begin at the last of 64 slots, and so the later ones at the first ones; all but the last key share
    /// a bit of the bitmap.</summary>
    [Fact]
    public void Keys_that_fall_on_one_slot_stand_side_by_side()
    {
        var table = new EvidenceTable(5);
        ulong[] keys = [63, 127, 191, 255, 0xF000_0000_0000_003F];
        for (var row = 0; row < keys.Length; row++)
        {
            table.Add(keys[row], row);
        }

        table.Complete();

        Assert.All(keys, (key, row) => Assert.Equal([row], Rows(table, key)));
        Assert.Equal(5, keys.Select(table.Find).Distinct().Count());
        Assert.Equal(-1, table.Find(319));
        Assert.Equal(-1, table.Find(62));
    }

    [Fact]
    public void A_row_that_only_counts_is_not_found()
    {
        var table = new EvidenceTable(3);
        table.Add(5, -1);
        table.Add(5, 0);
        table.Add(6, -1);
        table.Complete();

        Assert.Equal([0], Rows(table, 5));
        Assert.Equal(2, table.InFeed(table.Find(5)));
        Assert.Equal(0, table.First(table.Find(6)));
        Assert.Equal(1, table.InFeed(table.Find(6)));
    }

    [Theory]
    [InlineData(0, 64)]
    [InlineData(42, 64)]
    [InlineData(43, 64)]
    [InlineData(44, 128)]
    [InlineData(1000, 2048)]
    public void Has_half_as_many_slots_again_as_keys(int most, int slots) =>
        Assert.Equal(slots, new EvidenceTable(most).Slots);

    [Fact]
    public void Takes_as_many_keys_as_it_was_made_for()
    {
        var table = new EvidenceTable(1000);
        for (var row = 0; row < 1000; row++)
        {
            table.Add(EvidenceKeys.Of(EvidenceRule.Phone, (ulong)row), row);
        }

        table.Complete();
        Assert.All(Enumerable.Range(0, 1000), row =>
            Assert.Equal([row], Rows(table, EvidenceKeys.Of(EvidenceRule.Phone, (ulong)row))));
        Assert.All(Enumerable.Range(1000, 1000), row =>
            Assert.Equal(-1, table.Find(EvidenceKeys.Of(EvidenceRule.Phone, (ulong)row))));
    }

    [Fact]
    public void What_was_noted_with_a_row_stands_in_its_entry()
    {
        var table = new EvidenceTable(2);
        table.Add(5, 1, 510);
        table.Add(5, 2);
        table.Complete();

        var latest = table[table.First(table.Find(5))];
        Assert.Equal((2, 0L), (latest.Row, latest.Value));
        Assert.Equal(new(1, 0, 510), table[latest.Next]);
    }

    /// <summary>Keys are written together, each once, however many came.</summary>
    [Theory]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(33)]
    [InlineData(64)]
    public void Is_complete_whenever_it_is_said_to_be(int rows)
    {
        var table = new EvidenceTable(rows);
        for (var row = 0; row < rows; row++)
        {
            table.Add(7, row);
            table.Prefetch(7);
        }

        table.Complete();
        table.Complete();

        Assert.Equal(Enumerable.Range(0, rows).Reverse(), Rows(table, 7));
        Assert.Equal(rows, table.InFeed(table.Find(7)));
        table.PrefetchEntry(rows);
    }

    static List<int> Rows(EvidenceTable table, ulong key)
    {
        var rows = new List<int>();
        for (var entry = table.First(table.Find(key)); entry != 0; entry = table[entry].Next)
        {
            rows.Add(table[entry].Row);
        }

        return rows;
    }
}
