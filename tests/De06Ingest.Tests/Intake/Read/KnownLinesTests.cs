using System.Text;
using De06Ingest.Feeds;
using De06Ingest.Intake;
using De06Ingest.Intake.Decode;
using De06Ingest.Intake.Normalise;
using De06Ingest.Intake.Read;
using De06Ingest.Tests.Support;
using De06Ingest.Values;

namespace De06Ingest.Tests.Intake.Read;

/// <summary>Rows whose text is known are passed over; everything about them is as if they had been cut.</summary>
public sealed class KnownLinesTests
{
    static readonly FeedContract Abc = Some.Contract("a", "b", "c");
    static readonly string[] Pieces =
    [
        "1", "22", "", ",", ",", ",", ",", "\n", "\n", "\n", "\r\n", "\r", "\"", "\"q\"", "\"a,b\"", "\"x\ny\"",
        "\"\"\"\"", "Đỗ", "1,2,3\n", "1,2,3\n", "4,\"5\",6\n", "7,8,9\r\n", "\"open,", "Tổng cộng",
        string.Concat(Enumerable.Repeat("1,2,3\n", 20)),
    ];

    [Fact]
    public void Passes_over_what_is_known_and_cuts_the_rest()
    {
        var known = Known(Abc, "a,b,c\n1,2,3\n4,\"5\",6\n");

        // One known line is not worth giving up the splitter for; many are.
        var many = string.Concat(Enumerable.Repeat("4,\"5\",6\n", 20));
        var rows = Read(Abc, "a,b,c\n1,2,3\n7,8,9\n1,2,3\n7,8,9\n" + many, known);

        Assert.Equal([true, false, false, false, true], rows.Take(5).Select(r => r.WasUncut));
        Assert.Equal(["1|2|3", "7|8|9", "1|2|3", "7|8|9", "4|5|6"], rows.Take(5).Select(r => r.Cells));
        Assert.Equal([(2L, 6L), (3L, 12L), (4L, 18L)], rows.Take(3).Select(r => (r.Line, r.Offset)));
    }

    [Theory]
    [InlineData("c,b,a\n1,2,3\n")]
    [InlineData("a,b,d,c\n1,2,3\n")]
    public void Knows_a_line_under_the_same_order_of_columns_only(string other)
    {
        var known = Known(Abc, "a,b,c\n1,2,3\n");

        Assert.DoesNotContain(Read(Abc, other, known), row => row.WasUncut);
    }

    [Fact]
    public void Knows_a_line_whatever_line_break_ends_it()
    {
        var known = Known(Abc, "a,b,c\n1,2,3\n4,5,6\n");

        Assert.All(Read(Abc, "a,b,c\r\n1,2,3\r\n4,5,6", known).SkipLast(1), row => Assert.True(row.WasUncut));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Tells_the_same_of_any_text_as_without_knowing_a_line(bool multiline)
    {
        var contract = Abc with { Read = new ReadSpec { Multiline = multiline, Stop = ["Tổng cộng"] } };
        var chance = new Random(multiline ? 1 : 2);
        var uncut = 0;
        for (var round = 0; round < 500; round++)
        {
            var text = "a,b,c\n9,9,9\n" + string.Concat(
                Enumerable.Range(0, chance.Next(60)).Select(_ => Pieces[chance.Next(Pieces.Length)])) + "\n1,2,3\n";
            var known = Known(contract, text, _ => chance.Next(3) > 0);

            var rows = Read(contract, text, known);

            uncut += rows.Count(r => r.WasUncut);
            Assert.Equal(
                Read(contract, text, null), rows.Select(r => r with { WasUncut = false }));
        }

        Assert.True(uncut > 500);
    }

    /// <summary>The rows, and a last one that tells of the lines.</summary>
    static List<Row> Read(FeedContract contract, string text, RowState? known)
    {
        using var reader = Open(contract, text, known);
        var batch = new RowBatch(contract.Columns.Count);
        batch.Clear(0);
        batch.Line = reader.Line;
        var rows = new List<Row>();
        while (reader.Read())
        {
            if (reader.IsUncut || reader.Malformed is not null)
            {
                batch.StageEmpty();
            }
            else
            {
                batch.Stage(reader);
            }

            ref var head = ref batch.Commit(reader.RawRecord);
            head.IsUncut = reader.IsUncut;
            var cells = batch.Cells(batch.Count - 1);
            rows.Add(new Row(
                reader.LineNumber, reader.ByteOffset, Encoding.UTF8.GetString(reader.RawRecord), reader.Malformed,
                reader.TextHash, $"{Text(cells[0])}|{Text(cells[1])}|{Text(cells[2])}", reader.IsUncut));
        }

        rows.Add(new Row(reader.Shape.Lines, reader.Shape.FurnitureLines, "", null, 0, "", false));
        return rows;
    }

    /// <summary>A state that knows the sound rows of the text, or those of them that are wanted.</summary>
    static RowState Known(FeedContract contract, string text, Func<ulong, bool>? wanted = null)
    {
        var state = new RowState(16);
        using var reader = Open(contract, text, null);
        while (reader.Read())
        {
            var key = Encoding.UTF8.GetBytes($"{reader.TextHash}");
            if (reader.TextHash != 0 && state.Find(key, Fingerprint.Of(key)) < 0
                && wanted?.Invoke(reader.TextHash) != false)
            {
                var entry = state.Add(key, Fingerprint.Of(key), 0, 0, RowMark.Seen);
                state[entry].TextHash = reader.TextHash;
            }
        }

        using var folder = new TempFolder();
        var path = Path.Combine(folder.Path, "known.rows");
        using (var file = File.Create(path))
        {
            state.Save(file, Guid.Empty);
        }

        return RowState.Load(path, Guid.Empty)!;
    }

    static IRowReader Open(FeedContract contract, string text, RowState? known) => RowReaders.Open(
        contract, ExtractText.Open(new MemoryStream(Encoding.UTF8.GetBytes(text)), TextEncoding.Utf8), known);

    static string Text(ReadOnlySpan<byte> cell) => Encoding.UTF8.GetString(cell);

    sealed record Row(
        long Line, long Offset, string Raw, string? Malformed, ulong TextHash, string Cells, bool WasUncut);
}
