using System.Text;
using De06Ingest.Feeds;
using De06Ingest.Intake.Pull;
using De06Ingest.Tests.Support;

namespace De06Ingest.Tests.Intake.Read;

public sealed class JsonRowsTests
{
    static readonly FeedContract Lines =
        Some.Contract("id", "name") with { Read = new ReadSpec { Format = ReadFormat.Ndjson } };
    static readonly FeedContract Top =
        Some.Contract("id", "name") with { Read = new ReadSpec { Format = ReadFormat.Json } };
    static readonly FeedContract Under =
        Top with { Read = new ReadSpec { Format = ReadFormat.Json, Rows = "data.items" } };

    [Fact]
    public void Reads_a_record_on_each_line()
    {
        var rows = Some.Rows(Lines, "{\"id\":1,\"name\":\"A\"}\r\n\n{\"name\":\"B\",\"id\":\"02\"}", out var shape);

        Assert.Equal([("1", "A"), ("02", "B")], rows.Select(r => (r.Cells[0], r.Cells[1])));
        Assert.Equal([(1L, 0L), (3L, 22L)], rows.Select(r => (r.Line, r.Offset)));
        Assert.Equal("{\"name\":\"B\",\"id\":\"02\"}", rows[1].RawText);
        Assert.Equal((2, 0), (shape.Lines, shape.FurnitureLines));
    }

    [Theory]
    [InlineData("{\"id\":1,", "json-syntax")]
    [InlineData("{\"id\":1} x", "json-syntax")]
    [InlineData("{\"id\":1}{\"id\":2}", "json-syntax")]
    [InlineData("[1]", "json-not-object")]
    [InlineData("7", "json-not-object")]
    [InlineData("{\"id\":1,\"id\":2}", "json-duplicate-key")]
    [InlineData("{\"id\":1,\"\\u0069d\":2}", "json-duplicate-key")]
    [InlineData("{\"id\":1,\"x\":{\"y\":1,\"y\":1}}", "json-duplicate-key")]
    [InlineData("{\"id\":\"a\\u0000\"}", "row-nul")]
    [InlineData("{\"id\":\"\\ud800\"}", "row-utf8")]
    public void A_broken_line_is_one_malformed_row_and_the_next_goes_on(string line, string code)
    {
        var rows = Some.Rows(Lines, $"{{\"id\":0,\"name\":null}}\n{line}\n{{\"id\":9,\"name\":\"Z\"}}\n");

        Assert.Equal([null, code, null], rows.Select(r => r.Malformed));
        Assert.Equal((2L, 21L, line), (rows[1].Line, rows[1].Offset, rows[1].RawText));
        Assert.Equal("9", rows[2].Cells[0]);
    }

    [Fact]
    public void Refuses_nesting_beyond_32_levels()
    {
        var deep = string.Concat(Enumerable.Repeat("[", 40)) + string.Concat(Enumerable.Repeat("]", 40));

        var rows = Some.Rows(Lines, $"{{\"id\":1,\"name\":{deep}}}\n{{\"id\":2,\"name\":\"x\"}}\n");

        Assert.Equal(["json-syntax", null], rows.Select(r => r.Malformed));
    }

    [Fact]
    public void Reads_the_array_under_a_path_and_passes_over_the_rest()
    {
        var text =
            "{\"meta\":{\"items\":[1,{\"id\":7}]},\n\"data\":{\"total\":2,\"x\":[[]],\"items\":[\n"
            + " {\"id\":1,\"name\":\"A\"},\n"
            + "{\"id\":2,\n\"name\":\"B\"}]},\"items\":[{\"id\":3}]}\n";

        var rows = Some.Rows(Under, text, out var shape);

        Assert.Equal([("1", "A"), ("2", "B")], rows.Select(r => (r.Cells[0], r.Cells[1])));
        Assert.Equal([3L, 4L], rows.Select(r => r.Line));
        Assert.All(rows, r => Assert.Equal(r.RawText, Encoding.UTF8.GetString(
            Encoding.UTF8.GetBytes(text).AsSpan((int)r.Offset, r.Raw.Length))));
        Assert.Equal(2, shape.Lines);
    }

    [Fact]
    public void Finds_cells_by_dotted_paths_and_in_the_order_of_aliases()
    {
        var contract = Lines with
        {
            Columns =
            [
                new ColumnSpec("id", ColumnKind.Text, ["applicant.id", "id"]),
                new ColumnSpec("name", ColumnKind.Text, ["applicant.name"]) { Optional = true },
            ],
        };

        var rows = Some.Rows(
            contract, "{\"id\":\"old\",\"applicant\":{\"id\":\"new\",\"age\":3}}\n{\"applicant\":null,\"id\":\"x\"}\n",
            out var shape);

        Assert.Equal(["new", "x"], rows.Select(r => r.Cells[0]));
        Assert.Equal(["applicant.age"], shape.NewColumns);
    }

    [Theory]
    [InlineData("0.10", "0.10")]
    [InlineData("12345678901234567890", "12345678901234567890")]
    [InlineData("9.12E+08", "9.12E+08")]
    [InlineData("true", "true")]
    [InlineData("null", "")]
    [InlineData("\"a\\u1ea1\\n\\\"\"", "aạ\n\"")]
    [InlineData("[\"a\"]", "[\"a\"]")]
    public void Gives_values_as_text(string json, string cell) =>
        Assert.Equal(cell, Some.Rows(Lines, $"{{\"id\":{json},\"name\":1}}")[0].Cells[0]);

    [Fact]
    public void Makes_a_row_of_every_inner_item_with_the_outer_values_beside_it()
    {
        var contract = Some.Contract("id", "fee.code", "fee.paid") with
        {
            Read = new ReadSpec { Format = ReadFormat.Json, Explode = "fee" },
        };
        var text =
            "[{\"id\":\"A\",\"fee\":[{\"code\":1,\"paid\":true},{\"code\":2,\"paid\":false}]},"
            + "{\"id\":\"B\",\"fee\":[]},{\"fee\":[{\"code\":3,\"paid\":true}],\"id\":\"C\"},{\"id\":\"D\",\"fee\":5}]";

        var rows = Some.Rows(contract, text, out var shape);

        Assert.Equal(["A 1 true", "A 2 false", "C 3 true"], rows.Take(3).Select(r => string.Join(' ', r.Cells)));
        Assert.Equal("json-explode", rows[3].Malformed);
        Assert.Equal("{\"code\":2,\"paid\":false}", rows[1].RawText);
        Assert.Equal(text.IndexOf("{\"code\":2", StringComparison.Ordinal), rows[1].Offset);
        Assert.Equal((5, 1), (shape.Lines, shape.FurnitureLines));
    }

    [Theory]
    [InlineData("[{\"id\":1,\"name\":\"A\"},{\"id\":2,,},{\"id\":3,\"name\":\"C\"}]", 21)]
    [InlineData("[{\"id\":1,\"name\":\"A\"},{\"id\":2", 21)]
    [InlineData("[{\"id\":1,\"name\":\"A\"}", 20)]
    [InlineData("[{\"id\":1,\"name\":\"A\"}] x", 21)]
    public void A_fault_in_an_array_is_told_and_then_refuses_the_extract(string text, int offset)
    {
        using var reader = De06Ingest.Intake.Read.RowReaders.Open(
            Top,
            De06Ingest.Intake.Decode.ExtractText.Open(
                new MemoryStream(Encoding.UTF8.GetBytes(text)), TextEncoding.Auto));

        Assert.True(reader.Read());
        Assert.Null(reader.Malformed);
        Assert.True(reader.Read());
        Assert.Equal("json-syntax", reader.Malformed);
        var refused = Assert.Throws<ExtractRefused>(() => reader.Read());
        Assert.Equal("json-broken", refused.Code);
        Assert.InRange(int.Parse(refused.Detail["byte ".Length..], null), offset, offset + 2);
    }

    [Theory]
    [InlineData("{\"data\":{\"rows\":[]}}", "json-no-rows")]
    [InlineData("{\"data\":null}", "json-no-rows")]
    [InlineData("{\"data\":{\"items\":[]}}", "header-only")]
    [InlineData("{\"data\":{\"items\":[{\"id\":1,\"nam\":2}]}}", "column-missing")]
    public void Refuses_a_document_without_what_the_contract_needs(string text, string code) =>
        Assert.Equal(code, Assert.Throws<ExtractRefused>(() => Some.Rows(Under, text)).Code);

    [Fact]
    public void Suggests_the_nearest_property_for_a_missing_one() =>
        Assert.Equal("name (~ nam)",
            Assert.Throws<ExtractRefused>(() => Some.Rows(Lines, "{\"id\":1,\"nam\":2}")).Detail);

    [Fact]
    public void An_item_beyond_the_limit_refuses_itself_only()
    {
        var big = new string('x', 10 << 20);
        var rows = Some.Rows(Top,
            $"[{{\"id\":1,\"name\":\"A\"}},{{\"id\":2,\"name\":\"{big}\"}},\n{{\"id\":3,\"name\":\"C\"}}]");

        Assert.Equal([null, "row-too-long", null], rows.Select(r => r.Malformed));
        Assert.Equal((2L, "3"), (rows[2].Line, rows[2].Cells[0]));
        Assert.Equal(64 << 10, rows[1].Raw.Length);
    }

    [Fact]
    public void Reads_utf_16_with_the_places_of_the_file()
    {
        var text = "[\n{\"id\":1,\"name\":\"Đặng \U0001F600\"},\n{\"id\":2,\"name\":\"Ự\"}]";

        var rows = Some.Rows(Top, [0xff, 0xfe, .. Encoding.Unicode.GetBytes(text)]);

        Assert.Equal(["Đặng \U0001F600", "Ự"], rows.Select(r => r.Cells[1]));
        Assert.Equal(2 + (2L * text.IndexOf("{\"id\":2", StringComparison.Ordinal)), rows[1].Offset);
        Assert.Equal("{\"id\":2,\"name\":\"Ự\"}", Encoding.Unicode.GetString(rows[1].Raw));
    }

    [Fact]
    public void Streams_many_items_across_buffers()
    {
        var text = "[" + string.Join(",\n",
            Enumerable.Range(0, 50_000).Select(i => $"{{\"id\":{i},\"name\":\"Nguyễn Văn {i}\"}}")) + "]";
        var bytes = Encoding.UTF8.GetBytes(text);

        var rows = Some.Rows(Top, bytes);

        Assert.Equal(50_000, rows.Count);
        Assert.All(rows.Index(), r =>
        {
            Assert.Equal(($"{r.Index}", $"Nguyễn Văn {r.Index}"), (r.Item.Cells[0], r.Item.Cells[1]));
            Assert.Equal(r.Index + 1, r.Item.Line);
            Assert.True(bytes.AsSpan((int)r.Item.Offset).StartsWith(r.Item.Raw));
        });
    }

    [Fact]
    public void Gives_the_same_cells_as_csv()
    {
        var contract = Some.Contract("id", "name", "note");
        string[][] table = [["001", "Nguyễn \"Tí\"", "a,b"], ["2", "", "x\ty"], ["3", "Ự", "1\n2"]];
        var csv = "id,name,note\n" + string.Concat(table.Select(r =>
            string.Join(',', r.Select(c => $"\"{c.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")) + "\n"));
        var json = string.Concat(table.Select(r => System.Text.Json.JsonSerializer.Serialize(
            new Dictionary<string, string> { ["id"] = r[0], ["name"] = r[1], ["note"] = r[2] }) + "\n"));

        var fromCsv = Some.Rows(contract with { Read = new ReadSpec { Multiline = true } }, csv);
        var fromJson = Some.Rows(contract with { Read = new ReadSpec { Format = ReadFormat.Ndjson } }, json);

        Assert.Equal(fromCsv.Select(r => r.Cells), fromJson.Select(r => r.Cells));
        Assert.Equal(table, fromJson.Select(r => r.Cells));
    }
}
