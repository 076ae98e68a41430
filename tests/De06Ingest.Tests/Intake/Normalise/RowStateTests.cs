using System.Globalization;
using System.Text;
using De06Ingest.Intake.Normalise;
using De06Ingest.Values;

namespace De06Ingest.Tests.Intake.Normalise;

public sealed class RowStateTests
{
    static readonly Guid Publish = Guid.NewGuid();

    [Fact]
    public void Finds_every_key_again_while_it_grows()
    {
        var state = Filled(50_000);

        Assert.All(Enumerable.Range(0, 50_000), i => Assert.Equal(i, Find(state, Key(i))));
        Assert.Equal(-1, Find(state, "none"));
    }

    [Fact]
    public void Comes_back_from_its_snapshot_with_what_was_seen_and_nothing_else()
    {
        var state = Filled(1000);
        for (var i = 0; i < 1000; i += 2)
        {
            state[i].Marks |= RowMark.Seen | (i % 3 == 0 ? RowMark.Matched : RowMark.Duplicate);
            state[i].Subject = i + 7;
            if (i % 3 != 0)
            {
                state.DuplicateOf[i] = Key(i - 1);
            }
        }

        var back = Load(Saved(state), Publish)!;

        Assert.Equal(500, back.Count);
        Assert.Equal(-1, Find(back, Key(1)));
        var entry = back[Find(back, Key(6))];
        Assert.Equal((6, 13), (entry.RowHash, entry.Subject));
        Assert.Equal(RowMark.Published | RowMark.Matched, entry.Marks);
        Assert.Equal(Key(7), back.DuplicateOf[Find(back, Key(8))]);
    }

    [Fact]
    public void Finds_an_unchanged_row_of_a_snapshot_by_its_hash_once()
    {
        var state = Filled(1000);
        for (var i = 0; i < 1000; i++)
        {
            state[i].Marks |= RowMark.Seen;
        }

        var back = Load(Saved(state), Publish)!;

        Assert.All(Enumerable.Range(0, 1000), i => Assert.Equal(Find(back, Key(i)), back.FindUnchanged(i, 0)));
        Assert.Equal((-1, -1), (back.FindUnchanged(1000, 0), back.FindUnchanged(5, slice: 1)));
        back[back.FindUnchanged(5, 0)].Marks |= RowMark.Seen;
        Assert.Equal(-1, back.FindUnchanged(5, 0));
    }

    [Fact]
    public void A_snapshot_takes_in_new_records()
    {
        var state = Filled(10);
        state[3].Marks |= RowMark.Seen;
        var back = Load(Saved(state), Publish)!;

        for (var i = 10; i < 20_000; i++)
        {
            var key = Encoding.UTF8.GetBytes(Key(i));
            back.Add(key, Fingerprint.Of(key), i, 0, RowMark.None);
        }

        Assert.All(Enumerable.Range(10, 19_990), i => Assert.Equal(i - 9, Find(back, Key(i))));
    }

    [Fact]
    public void A_snapshot_that_is_damaged_or_of_another_publish_is_not_believed()
    {
        var state = Filled(10);
        state[3].Marks |= RowMark.Seen;
        var bytes = Saved(state);

        Assert.Null(Load(bytes, Guid.NewGuid()));
        Assert.Null(Load(bytes[..^1], Publish));
        bytes[60] ^= 1;
        Assert.Null(Load(bytes, Publish));
    }

    [Fact]
    public void Remembers_which_record_showed_a_subject_first()
    {
        var map = new SubjectMap(0);

        Assert.All(Enumerable.Range(1, 5000), i => Assert.Equal(i, map.FirstOf(i * 7919L, i)));
        Assert.All(Enumerable.Range(1, 5000), i => Assert.Equal(i, map.FirstOf(i * 7919L, i + 1)));
    }

    static RowState Filled(int records)
    {
        var state = new RowState(16);
        for (var i = 0; i < records; i++)
        {
            var key = Encoding.UTF8.GetBytes(Key(i));
            state.Add(key, Fingerprint.Of(key), i, 0, RowMark.None);
        }

        return state;
    }

    static byte[] Saved(RowState state)
    {
        using var file = new MemoryStream();
        state.Save(file, Publish);
        return file.ToArray();
    }

    static RowState? Load(byte[] bytes, Guid publish)
    {
        using var file = new MemoryStream(bytes);
        return RowState.Load(file, publish);
    }

    static string Key(int i) => "HS" + i.ToString(CultureInfo.InvariantCulture);

    static int Find(RowState state, string key)
    {
        var bytes = Encoding.UTF8.GetBytes(key);
        return state.Find(bytes, Fingerprint.Of(bytes));
    }
}
