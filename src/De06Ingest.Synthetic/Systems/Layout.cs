using System.Text;
using De06Ingest.Synthetic.Extracts;
using De06Ingest.Synthetic.Linkage.Errors;
using De06Ingest.Synthetic.Planted;

namespace De06Ingest.Synthetic.Systems;

/// <summary>How a system's files look: the form, what stands around the rows, the encoding.</summary>
sealed record Layout
{
    public static readonly Layout Commas = new();
    public static readonly Layout Semicolons = new() { Separator = ';', LineEnd = "\r\n" };
    public static readonly Layout Lines = new() { Form = ExtractForm.Ndjson };

    public ExtractForm Form { get; init; } = ExtractForm.Csv;
    public char Separator { get; init; } = ',';
    public string LineEnd { get; init; } = "\n";
    public bool ByteOrderMark { get; init; }
    public FileEncoding Encoding { get; init; } = FileEncoding.Utf8;

    /// <summary>Lines above the header, as cells; <c>{month}</c> stands for the month of the file.</summary>
    public string[] Above { get; init; } = [];

    /// <summary>Lines below the rows.</summary>
    public string[] Below { get; init; } = [];

    /// <summary>JSON: what stands before the array of rows and after it.</summary>
    public (string Before, string After) Around { get; init; } = ("[", "]");

    public string Ending => Form switch
    {
        ExtractForm.JsonArray => "json",
        ExtractForm.Ndjson => "ndjson",
        _ => "csv",
    };

    /// <summary>A sheet as offices make them: agency and motto, a title, an empty line, signatures.</summary>
    public static Layout Sheet(string agency, string title, char separator = ';') => new()
    {
        Separator = separator,
        LineEnd = "\r\n",
        Above =
        [
            $"{agency}{new string(separator, 4)}CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            $"{new string(separator, 4)}Độc lập - Tự do - Hạnh phúc",
            title,
            "",
        ],
        Below = ["Tổng cộng", $"Người lập biểu{new string(separator, 4)}Thủ trưởng đơn vị"],
    };

    /// <summary>A JSON document with the rows in an array below <paramref name="path"/>, of two steps.</summary>
    public static Layout Json(string path) => new()
    {
        Form = ExtractForm.JsonArray,
        Around = path.Split('.') is [var outer, var inner]
            ? ($"{{\"{outer}\":{{\"{inner}\":[\n", "\n]}}\n")
            : ($"{{\"{path}\":[\n", "\n]}\n"),
    };

    public byte[] Encoded(ReadOnlySpan<byte> utf8)
    {
        var text = System.Text.Encoding.UTF8.GetString(utf8);
        return Encoding switch
        {
            FileEncoding.Utf16 => [0xFF, 0xFE, .. System.Text.Encoding.Unicode.GetBytes(text)],
            FileEncoding.Tcvn3 => System.Text.Encoding.Latin1.GetBytes(LegacyText.Tcvn3(text)),
            FileEncoding.Vni => System.Text.Encoding.Latin1.GetBytes(LegacyText.Vni(text)),
            FileEncoding.Windows1258 => Windows1258(text),
            _ => utf8.ToArray(),
        };
    }

    // Letters with their hat, breve or horn in one byte, and the tone as a byte of its own after it.
    static byte[] Windows1258(string text)
    {
        var known = new Dictionary<char, byte[]>();
        var bytes = new List<byte>(text.Length * 2);
        foreach (var letter in text.Normalize(NormalizationForm.FormC))
        {
            if (!known.TryGetValue(letter, out var code))
            {
                known[letter] = code = Windows1258(letter);
            }

            bytes.AddRange(code);
        }

        return [.. bytes];
    }

    static byte[] Windows1258(char letter)
    {
        const string letters = "ĂÂÊÔƠƯĐăâêôơưđ";
        byte[] codes = [0xC3, 0xC2, 0xCA, 0xD4, 0xD5, 0xDD, 0xD0, 0xE3, 0xE2, 0xEA, 0xF4, 0xF5, 0xFD, 0xF0];
        const string tones = "\u0300\u0309\u0303\u0301\u0323";
        byte[] marks = [0xCC, 0xD2, 0xDE, 0xEC, 0xF2];
        var parts = letter.ToString().Normalize(NormalizationForm.FormD);
        var tone = parts.FirstOrDefault(p => tones.Contains(p));
        var bare = string.Concat(parts.Where(p => p != tone)).Normalize(NormalizationForm.FormC)[0];
        var first = letters.IndexOf(bare) is var at and >= 0 ? codes[at] : (byte)bare;
        return tone == 0 ? [first] : [first, marks[tones.IndexOf(tone)]];
    }
}

enum FileEncoding { Utf8, Utf16, Windows1258, Tcvn3, Vni }

/// <summary>Writes what stands around the rows, and one row, in a layout.</summary>
static class LayoutWriting
{
    public static void Open(this Layout layout, ExtractSink sink, SectorSystem system, SystemDelivery delivery)
    {
        if (layout.Form != ExtractForm.Csv)
        {
            sink.Text(layout.Form == ExtractForm.JsonArray ? layout.Around.Before : "");
            return;
        }

        sink.Text(layout.ByteOrderMark ? "\uFEFF" : "");
        foreach (var line in layout.Above)
        {
            sink.Text(line.Replace("{month}", $"{delivery.Month:D2}/{delivery.Year}") + layout.LineEnd);
        }

        Cells(layout, sink, system.Header);
        sink.Text(layout.LineEnd);
    }

    public static void Close(this Layout layout, ExtractSink sink)
    {
        sink.BeginRow();
        if (layout.Form == ExtractForm.JsonArray)
        {
            sink.Text(layout.Around.After);
        }

        foreach (var line in layout.Below)
        {
            sink.Text(line + layout.LineEnd);
        }
    }

    /// <summary>One row without what ends it.</summary>
    public static void Row(this Layout layout, ExtractSink sink, string[] header, string[] cells, bool first)
    {
        if (cells.Length != header.Length)
        {
            throw new ArgumentException(
                $"{cells.Length} cells under {header.Length} headers: {header[0]}…", nameof(cells));
        }

        if (layout.Form == ExtractForm.Csv)
        {
            Cells(layout, sink, cells);
            return;
        }

        sink.Text(layout.Form == ExtractForm.JsonArray && !first ? ",\n{" : "{");
        Members(sink, header, cells);
        sink.Byte((byte)'}');
    }

    public static void EndRow(this Layout layout, ExtractSink sink) =>
        sink.Text(layout.Form == ExtractForm.JsonArray ? "" : layout.LineEnd);

    static void Cells(Layout layout, ExtractSink sink, string[] cells)
    {
        for (var i = 0; i < cells.Length; i++)
        {
            if (i > 0)
            {
                sink.Byte((byte)layout.Separator);
            }

            sink.Cell(cells[i], (byte)layout.Separator);
        }
    }

    // Paths of one parent stand together, so that each parent is opened once.
    static void Members(ExtractSink sink, string[] header, string[] cells)
    {
        var open = "";
        for (var i = 0; i < header.Length; i++)
        {
            var dot = header[i].IndexOf('.');
            var parent = dot < 0 ? "" : header[i][..dot];
            if (parent != open)
            {
                sink.Text(open.Length > 0 ? "}" : "");
                sink.Text(i > 0 ? "," : "");
                sink.Text(parent.Length > 0 ? $"\"{parent}\":{{" : "");
            }
            else if (i > 0)
            {
                sink.Byte((byte)',');
            }

            open = parent;
            Member(sink, header[i][(dot + 1)..], cells[i]);
        }

        sink.Text(open.Length > 0 ? "}" : "");
    }

    static void Member(ExtractSink sink, string name, string cell)
    {
        sink.Text($"\"{name}\":");
        if (cell.Length == 0)
        {
            sink.Text("null");
        }
        else
        {
            sink.Quoted(cell);
        }
    }
}
