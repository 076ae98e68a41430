using System.Text;
using De06Ingest.Feeds;
using De06Ingest.Intake.Read;
using De06Ingest.Tests.Support;
using FsCheck;
using FsCheck.Fluent;

namespace De06Ingest.Tests.Intake.Read;

public sealed class CsvRowsTests
{
    static readonly FeedContract Abc = Some.Contract("a", "b", "c");
    static readonly FeedContract Multiline = Abc with { Read = new ReadSpec { Multiline = true } };

    [Fact]
    public void Gives_cells_in_the_order_of_the_contract_whatever_the_order_of_the_file()
    {
        var rows = Some.Rows(Abc, "c,a,b\n3,1,2\n");

        Assert.Equal(["1", "2", "3"], Assert.Single(rows).Cells);
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public void Knows_line_offset_and_bytes_of_every_record_with_any_line_break(string eol)
    {
        var rows = Some.Rows(Abc, $"a,b,c{eol}1,2,3{eol}4,5,6{eol}");

        var step = 5 + eol.Length;
        Assert.Equal([(2L, (long)step, "1,2,3"), (3L, 2L * step, "4,5,6")],
            rows.Select(r => (r.Line, r.Offset, r.RawText)));
        Assert.All(rows, r => Assert.Null(r.Malformed));
    }

    [Fact]
    public void Reads_a_mix_of_line_breaks()
    {
        var rows = Some.Rows(Abc, "a,b,c\r\n1,2,3\n4,5,6\r7,8,9\r\n10,11,12\r", out var shape);

        Assert.Equal([(2L, 7L), (3L, 13L), (4L, 19L), (5L, 26L)], rows.Select(r => (r.Line, r.Offset)));
        Assert.Equal("12", rows[3].Cells[2]);
        Assert.Equal((5, 1), (shape.Lines, shape.FurnitureLines));
    }

    [Fact]
    public void Counts_the_byte_order_mark_in_offsets_and_drops_it_from_the_header()
    {
        var rows = Some.Rows(Abc, "\ufeffa,b,c\n1,2,3\n");

        Assert.Equal((2L, 9L), (rows[0].Line, rows[0].Offset));
    }

    [Fact]
    public void Unescapes_quotes_in_cells_and_keeps_them_in_the_record()
    {
        var row = Some.Rows(Abc, "a,b,c\n\"x \"\"y\"\"\",\"1,5\",\"\"\n")[0];

        Assert.Equal(["x \"y\"", "1,5", ""], row.Cells);
        Assert.Equal("\"x \"\"y\"\"\",\"1,5\",\"\"", row.RawText);
    }

    [Fact]
    public void Keeps_line_breaks_in_quotes_when_the_contract_allows_them()
    {
        var rows = Some.Rows(Multiline, "a,b,c\n1,\"x\r\ny\",3\n4,5,6\n", out var shape);

        Assert.Equal("x\r\ny", rows[0].Cells[1]);
        Assert.Equal([(2L, 6L), (4L, 17L)], rows.Select(r => (r.Line, r.Offset)));
        Assert.Equal("1,\"x\r\ny\",3", rows[0].RawText);
        Assert.Equal((4, 1), (shape.Lines, shape.FurnitureLines));
    }

    [Fact]
    public void An_unclosed_quote_spoils_its_own_line_only()
    {
        var rows = Some.Rows(Abc, "a,b,c\n1,\"x,3\n4,5,6\n7,\"8\",9\n");

        Assert.Equal(["row-quote", null, null], rows.Select(r => r.Malformed));
        Assert.Equal("1,\"x,3", rows[0].RawText);
        Assert.Equal(["7", "8", "9"], rows[2].Cells);
    }

    [Theory]
    [InlineData("1,\"x,3\n4,5,6\n7,\"8\",9\n10,11,12\n")]
    [InlineData("1,\"x,3\n4,5,6\n7,8,9\n10,11,12\n")]
    [InlineData("1,\"x,3\n4,5,6\n7,8,\"9\"\n10,11,12\n")]
    [InlineData("1,\"x,3\r\n4,5,6\r\n7,\"\",9\r\n10,11,12")]
    public void An_unclosed_quote_swallows_no_good_row_where_line_breaks_are_allowed(string body)
    {
        var rows = Some.Rows(Multiline, "a,b,c\n" + body, out var shape);

        Assert.Equal(["row-quote", null, null, null], rows.Select(r => r.Malformed));
        Assert.Equal("1,\"x,3", rows[0].RawText);
        Assert.Equal([2L, 3L, 4L, 5L], rows.Select(r => r.Line));
        Assert.Equal(["10", "11", "12"], rows[3].Cells);
        Assert.Equal(5, shape.Lines);
    }

    [Fact]
    public void A_quoted_cell_with_line_breaks_may_lie_across_blocks()
    {
        var cell = string.Join('\n', Enumerable.Repeat(new string('y', 999), 600));
        var filler = string.Concat(Enumerable.Repeat("1,2,3\n", 30_000));
        var rows = Some.Rows(Multiline, $"a,b,c\n{filler}4,\"{cell}\",6\n7,8,9\n", out var shape);

        Assert.All(rows, r => Assert.Null(r.Malformed));
        Assert.Equal(cell, rows[30_000].Cells[1]);
        Assert.Equal((30_002L, 6L + filler.Length), (rows[30_000].Line, rows[30_000].Offset));
        Assert.Equal(30_602, rows[30_001].Line);
        Assert.Equal(30_602, shape.Lines);
    }

    [Theory]
    [InlineData("1,2\n", "row-fields")]
    [InlineData("1,2,3,4\n", "row-fields")]
    [InlineData("1,x\"y,3\n", "row-quote")]
    [InlineData("1,\"x\"y,3\n", "row-quote")]
    [InlineData("1,x\0y,3\n", "row-nul")]
    public void A_record_that_cannot_be_split_is_malformed_and_the_next_one_is_read(string line, string code)
    {
        var rows = Some.Rows(Abc, $"a,b,c\n0,0,0\n{line}7,8,9\n");

        Assert.Equal([null, code, null], rows.Select(r => r.Malformed));
        Assert.Equal((3L, 12L, line.TrimEnd('\n')), (rows[1].Line, rows[1].Offset, rows[1].RawText));
        Assert.Equal(["7", "8", "9"], rows[2].Cells);
    }

    [Fact]
    public void Invalid_utf_8_spoils_one_row_and_its_bytes_are_kept()
    {
        byte[] bytes = [.. "a,b,c\nhọ,2,3\n1,x"u8, 0xff, 0xc3, .. ",3\n4,5,ạ\n"u8];

        var rows = Some.Rows(Abc, bytes);

        Assert.Equal([null, "row-utf8", null], rows.Select(r => r.Malformed));
        Assert.Equal<byte>([.. "1,x"u8, 0xff, 0xc3, .. ",3"u8], rows[1].Raw);
        Assert.Equal("ạ", rows[2].Cells[2]);
    }

    [Fact]
    public void Bytes_that_look_like_a_byte_order_mark_within_the_file_are_not_taken_for_one()
    {
        byte[] line = [0xff, 0xfe, .. ",2,3\n"u8];
        var rows = Some.Rows(Abc, [.. "a,b,c\n1,2,3\nạ,2,3\nạ,2,3\n"u8, .. line, .. "4,5,6\n"u8]);

        Assert.Equal([null, null, null, "row-utf8", null], rows.Select(r => r.Malformed));
        Assert.Equal(["4", "5", "6"], rows[4].Cells);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_field_of_ten_megabytes_refuses_its_record_and_the_rest_is_read(bool multiline)
    {
        var contract = multiline ? Multiline : Abc;
        var big = new string('x', 10 << 20);
        var rows = Some.Rows(contract, $"a,b,c\n1,2,3\n4,\"{big}\",6\n7,8,9\n", out var shape);

        Assert.Equal([null, "row-too-long", null], rows.Select(r => r.Malformed));
        Assert.Equal((3L, 12L), (rows[1].Line, rows[1].Offset));
        Assert.Equal(64 << 10, rows[1].Raw.Length);
        Assert.StartsWith("4,\"xxx", rows[1].RawText, StringComparison.Ordinal);
        Assert.Equal((4L, 12L + "4,\"\",6\n".Length + big.Length), (rows[2].Line, rows[2].Offset));
        Assert.Equal((4, 1), (shape.Lines, shape.FurnitureLines));
    }

    [Fact]
    public void A_record_just_beyond_the_limit_is_too_long_and_one_at_the_limit_is_not()
    {
        var contract = Abc with { Limits = new LimitSpec { RecordBytes = 1000 } };

        var rows = Some.Rows(contract, $"a,b,c\n1,2,{new string('x', 996)}\n1,2,{new string('x', 997)}\n7,8,9");

        Assert.Equal([null, "row-too-long", null], rows.Select(r => r.Malformed));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Places_are_those_of_the_file_in_utf_16(bool bigEndian)
    {
        var encoding = new UnicodeEncoding(bigEndian, true);
        var text = "a,b,c\r\nNguyễn,\"x\ny\",3\r\nLê,5,\U0001F600\n";
        byte[] bytes = [.. encoding.GetPreamble(), .. encoding.GetBytes(text)];

        var rows = Some.Rows(Multiline, bytes, out var shape);

        Assert.Equal("utf-16", shape.Encoding);
        Assert.Equal(["Nguyễn", "x\ny", "3"], rows[0].Cells);
        Assert.Equal([(2L, 2 + (2L * 7)), (4L, 2 + (2L * text.IndexOf("Lê", StringComparison.Ordinal)))],
            rows.Select(r => (r.Line, r.Offset)));
        Assert.Equal("Nguyễn,\"x\ny\",3", encoding.GetString(rows[0].Raw));
        Assert.Equal("Lê,5,\U0001F600", encoding.GetString(rows[1].Raw));
    }

    [Fact]
    public void Places_stay_right_in_a_long_utf_16_file_with_a_line_beyond_the_limit()
    {
        var contract = Abc with { Limits = new LimitSpec { RecordBytes = 100_000 } };
        var lines = Enumerable.Range(0, 60_000).Select(i => $"{i},Đặng Thị Ự,{new string('é', i % 7)}").ToList();
        lines[30_000] = "1," + new string('ư', 700_000) + ",3";
        var text = "a,b,c\n" + string.Join('\n', lines);

        var rows = Some.Rows(contract, [0xff, 0xfe, .. Encoding.Unicode.GetBytes(text)]);

        var at = 2L + 12;
        for (var i = 0; i < lines.Count; i++)
        {
            Assert.Equal((i + 2L, at), (rows[i].Line, rows[i].Offset));
            Assert.Equal(i == 30_000 ? "row-too-long" : null, rows[i].Malformed);
            Assert.Equal(i == 30_000 ? lines[i][..(32 << 10)] : lines[i], Encoding.Unicode.GetString(rows[i].Raw));
            at += 2 * (lines[i].Length + 1);
        }
    }

    [Fact]
    public void Windows_1258_comes_out_composed_with_places_and_bytes_of_the_file()
    {
        // Nguyễn Thị Hạ: ê + tilde, i + dot below, a + dot below.
        byte[] name = [.. "Nguy"u8, 0xea, 0xde, .. "n Th"u8, (byte)'i', 0xf2, .. " H"u8, (byte)'a', 0xf2];
        byte[] line = [.. "1,"u8, .. name, .. ",3"u8];
        byte[] bytes = [.. "a,b,c\n"u8, .. line, (byte)'\n', .. line, (byte)'\n', .. line];

        var rows = Some.Rows(Abc, bytes, out var shape);

        Assert.Equal("windows-1258", shape.Encoding);
        Assert.All(rows, r => Assert.Equal("Nguyễn Thị Hạ", r.Cells[1]));
        Assert.All(rows, r => Assert.Equal(line, r.Raw));
        Assert.Equal([(2L, 6L), (3L, 7L + line.Length), (4L, 8L + (2 * line.Length))],
            rows.Select(r => (r.Line, r.Offset)));
    }

    [Fact]
    public void Reads_back_every_table_that_was_written()
    {
        var cell =
            Gen.Elements("", "x", "Nguyễn", "a,b", "say \"hi\"", "\"", "\"\"", " lead", "1\n2", "\r\n", ",", "é;\t");
        var table = Gen.ArrayOf(Gen.ArrayOf(cell, 3));
        var lineBreak = Gen.Elements("\n", "\r\n", "\r");
        Prop.ForAll(
            Arb.From(from t in table from e in lineBreak from l in Gen.Elements(true, false) select (t, e, l)),
            written => Check.ReadsBack(written.t, written.e, written.l))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    [Fact]
    public void Survives_any_bytes_and_places_every_row()
    {
        var piece = Gen.Elements("a", "\"", "\"\"", ",", "\n", "\r", "\r\n", "1,2,3\n", "\0", "ễ", "\"x\ny\",2,3\n",
            "Tổng", "\u0001");
        Prop.ForAll(
            Arb.From(from p in Gen.ArrayOf(piece) from m in Gen.Elements(true, false) select (p, m)),
            sent => Check.IsPlaced(string.Concat(sent.p), sent.m)).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
    }

    static class Check
    {
        public static bool IsPlaced(string body, bool multiline)
        {
            var contract = (multiline ? Multiline : Abc) with { Extent = new ExtentSpec { IsDelta = true } };
            byte[] source = [.. "a,b,c\n"u8, .. Encoding.UTF8.GetBytes(body), 0xff];
            var rows = Some.Rows(contract, source, out var shape);
            var starts = LineStarts(source);
            var lines = rows.Sum(r => LineStarts(r.Raw).Count);
            return rows.TrueForAll(r => source.AsSpan((int)r.Offset).StartsWith(r.Raw))
                && rows.TrueForAll(r => starts[(int)r.Line - 1] == r.Offset)
                && rows.Zip(rows.Skip(1)).All(p => p.First.Offset + p.First.Raw.Length < p.Second.Offset)
                && (shape.Lines, shape.FurnitureLines) == (starts.Count, starts.Count - lines);
        }

        static List<int> LineStarts(byte[] bytes)
        {
            var starts = new List<int> { 0 };
            for (var i = 0; i < bytes.Length - 1; i++)
            {
                if (bytes[i] == '\n' || (bytes[i] == '\r' && bytes[i + 1] != '\n'))
                {
                    starts.Add(i + 1);
                }
            }

            return starts;
        }

        public static bool ReadsBack(string[][] table, string eol, bool isLastEnded)
        {
            var body = table.Select(r => string.Join(',', r.Select(Quote)));
            var text = "a,b,c" + eol + string.Join(eol, body) + (isLastEnded ? eol : "");
            var expected = table.Where(r => !Array.TrueForAll(r, c => c.Length == 0)).ToList();
            var contract = Multiline with { Extent = new ExtentSpec { IsDelta = true } };
            var rows = Some.Rows(contract, Encoding.UTF8.GetBytes(text), out var shape);
            var lines = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
            var source = Encoding.UTF8.GetBytes(text);
            return rows.Count == expected.Count
                && rows.Zip(expected).All(p => p.First.Malformed is null && p.First.Cells.SequenceEqual(p.Second))
                && rows.TrueForAll(r => source.AsSpan((int)r.Offset).StartsWith(r.Raw))
                && shape.Lines == lines.Count(c => c == '\n') + (lines.EndsWith('\n') ? 0 : 1);
        }

        static string Quote(string cell) => cell.AsSpan().IndexOfAny(",\"\r\n") < 0
            ? cell
            : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
