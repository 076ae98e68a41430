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
    public void Comes_back_from_its_bytes_with_what_was_seen_and_nothing_else()
    {
        var state = Filled(1000);
        for (var i = 0; i < 1000; i += 2)
        {
            state[i].Marks |= RowMark.Seen | (i % 3 == 0 ? RowMark.Matched : RowMark.Duplicate);
            if (i % 3 != 0)
            {
                state.DuplicateOf[i] = Key(i - 1);
            }
        }

        var back = RowState.FromBytes(state.ToBytes(Publish), Publish)!;

        Assert.Equal(500, back.Count);
        Assert.Equal(-1, Find(back, Key(1)));
        var entry = back[Find(back, Key(6))];
        Assert.Equal(6, entry.RowHash);
        Assert.Equal(RowMark.Published | RowMark.Matched, entry.Marks);
        Assert.Equal(Key(7), back.DuplicateOf[Find(back, Key(8))]);
    }

    [Fact]
    public void Bytes_that_are_damaged_or_of_another_publish_are_not_believed()
    {
        var state = Filled(10);
        state[3].Marks |= RowMark.Seen;
        var bytes = state.ToBytes(Publish);

        Assert.Null(RowState.FromBytes(bytes, Guid.NewGuid()));
        Assert.Null(RowState.FromBytes(bytes.AsSpan(0, bytes.Length - 1), Publish));
        bytes[30] ^= 1;
        Assert.Null(RowState.FromBytes(bytes, Publish));
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

    static string Key(int i) => "HS" + i.ToString(CultureInfo.InvariantCulture);

    static int Find(RowState state, string key)
    {
        var bytes = Encoding.UTF8.GetBytes(key);
        return state.Find(bytes, Fingerprint.Of(bytes));
    }
}
