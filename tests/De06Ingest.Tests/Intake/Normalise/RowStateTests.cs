using System.Globalization;
using System.Text;
using De06Ingest.Intake.Normalise;
using De06Ingest.Tests.Support;
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

        var back = Load(Saved(state))!;

        Assert.Equal(500, back.Count);
        Assert.Equal(-1, Find(back, Key(1)));
        var entry = back[Find(back, Key(6))];
        Assert.Equal((6, 13), (entry.RowHash, entry.Subject));
        Assert.Equal(RowMark.Published | RowMark.Matched, entry.Marks);
        Assert.Equal(Key(7), back.DuplicateOf[Find(back, Key(8))]);
    }

    [Fact]
    public void Finds_an_unchanged_row_of_a_snapshot_by_its_text_once()
    {
        var state = Filled(1000);
        for (var i = 0; i < 1000; i++)
        {
            state[i].Marks |= RowMark.Seen;
            state[i].TextHash = Text(i);
        }

        var back = Load(Saved(state))!;

        Assert.All(Enumerable.Range(0, 1000), i => Assert.Equal(Find(back, Key(i)), back.FindText(Text(i))));
        Assert.All(Enumerable.Range(0, 1000), i => Assert.True(back.KnowsText(Text(i))));
        Assert.Equal((-1, false), (back.FindText(Text(1000)), back.KnowsText(Text(1000))));
        back[back.FindText(Text(5))].Marks |= RowMark.Seen;
        Assert.Equal(-1, back.FindText(Text(5)));
    }

    [Fact]
    public void A_row_whose_text_is_not_known_is_found_by_its_key_alone()
    {
        var state = Filled(3);
        state[2].Marks |= RowMark.Seen;

        var back = Load(Saved(state))!;

        Assert.Equal((-1, 0), (back.FindText(0), Find(back, Key(2))));
    }

    [Fact]
    public void A_snapshot_takes_in_new_records()
    {
        var state = Filled(10);
        state[3].Marks |= RowMark.Seen;
        var back = Load(Saved(state))!;

        for (var i = 10; i < 20_000; i++)
        {
            var key = Encoding.UTF8.GetBytes(Key(i));
            back.Add(key, Fingerprint.Of(key), i, 0, RowMark.None);
        }

        Assert.All(Enumerable.Range(10, 19_990), i => Assert.Equal(i - 9, Find(back, Key(i))));
    }

    [Fact]
    public void What_a_pass_changes_stays_out_of_the_file()
    {
        var state = Filled(10);
        state[3].Marks |= RowMark.Seen;
        using var folder = new TempFolder();
        var path = Path.Combine(folder.Path, "one.rows");
        File.WriteAllBytes(path, Saved(state));

        var first = RowState.Load(path, Publish)!;
        first[0].Marks |= RowMark.Seen;
        first.Add("X"u8, Fingerprint.Of("X"u8), 1, 0, RowMark.None);

        var second = RowState.Load(path, Publish)!;
        Assert.Equal((1, RowMark.Published), (second.Count, second[0].Marks));
        Assert.Equal(-1, Find(second, "X"));
    }

    [Fact]
    public void A_snapshot_of_another_publish_is_not_believed()
    {
        var state = Filled(10);
        state[3].Marks |= RowMark.Seen;

        Assert.Null(Load(Saved(state), Guid.NewGuid()));
    }

    [Fact]
    public void A_snapshot_with_a_flipped_bit_anywhere_is_not_believed()
    {
        var state = Filled(10);
        state[3].Marks |= RowMark.Seen;
        var bytes = Saved(state);

        // What fills up to the next array is neither read nor hashed.
        var believed = Enumerable.Range(0, bytes.Length).Where(at => bytes[at] != 0).Where(at =>
        {
            var flipped = bytes.ToArray();
            flipped[at] ^= 1;
            return Load(flipped) is not null;
        });
        Assert.Empty(believed);
    }

    [Fact]
    public void A_snapshot_that_is_cut_short_is_not_believed()
    {
        var state = Filled(10);
        state[3].Marks |= RowMark.Seen;
        var bytes = Saved(state);

        Assert.All(Enumerable.Range(0, bytes.Length), length => Assert.Null(Load(bytes[..length])));
        Assert.Null(Load([.. bytes, 0]));
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

    static RowState? Load(byte[] bytes, Guid? publish = null)
    {
        using var folder = new TempFolder();
        var path = Path.Combine(folder.Path, "one.rows");
        File.WriteAllBytes(path, bytes);
        return RowState.Load(path, publish ?? Publish);
    }

    static ulong Text(int i) => Fingerprint.Of(Encoding.UTF8.GetBytes("text" + Key(i)));

    static string Key(int i) => "HS" + i.ToString(CultureInfo.InvariantCulture);

    static int Find(RowState state, string key)
    {
        var bytes = Encoding.UTF8.GetBytes(key);
        return state.Find(bytes, Fingerprint.Of(bytes));
    }
}
