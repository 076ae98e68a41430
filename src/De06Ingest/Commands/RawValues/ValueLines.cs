using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace De06Ingest.Commands.RawValues;

/// <summary>What is known of one kind of value: reads a raw one and writes its answer.</summary>
interface IValueKind
{
    /// <summary>Writes the members of one JSON object, from <c>raw</c> on.</summary>
    void Write(ReadOnlySpan<byte> raw, Utf8JsonWriter json);
}

/// <summary>One raw value a line in, one JSON object a line out.</summary>
/// <remarks>Answers are flushed before the next read waits, so that a person or a program at the other end of a pipe
/// has each answer at once, and a file goes through in blocks. In a line, <c>\n</c>, <c>\r</c> and <c>\t</c> stand for
/// the line break or tab of a cell.</remarks>
static class ValueLines
{
    const int BlockBytes = 64 << 10;

    static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Answers every line of the input.</summary>
    /// <returns>Number of lines.</returns>
    public static async Task<long> Answer(Stream input, Stream output, IValueKind kind, CancellationToken stop)
    {
        using var answers = new MemoryStream(BlockBytes);
        await using var json = new Utf8JsonWriter(answers, Plain);
        var buffer = new byte[BlockBytes];
        int held = 0, read;
        long lines = 0;
        while ((read = await input.ReadAsync(buffer.AsMemory(held), stop)) > 0)
        {
            held += read;
            var used = AnswerWhole(buffer.AsSpan(0, held), kind, json, answers, ref lines);
            buffer.AsSpan(used, held - used).CopyTo(buffer);
            held -= used;
            if (held == buffer.Length)
            {
                Array.Resize(ref buffer, buffer.Length * 2);
            }

            await Flush(answers, output, stop);
        }

        if (held > 0)
        {
            AnswerOne(buffer.AsSpan(0, held), kind, json, answers);
            lines++;
            await Flush(answers, output, stop);
        }

        return lines;
    }

    static int AnswerWhole(
        ReadOnlySpan<byte> block, IValueKind kind, Utf8JsonWriter json, MemoryStream answers, ref long lines)
    {
        var used = 0;
        for (var end = block.IndexOf((byte)'\n'); end >= 0; end = block[used..].IndexOf((byte)'\n'))
        {
            AnswerOne(block.Slice(used, end), kind, json, answers);
            used += end + 1;
            lines++;
        }

        return used;
    }

    static void AnswerOne(ReadOnlySpan<byte> line, IValueKind kind, Utf8JsonWriter json, MemoryStream answers)
    {
        line = line.EndsWith("\r"u8) ? line[..^1] : line;
        json.Reset(answers);
        json.WriteStartObject();
        kind.Write(line.Contains((byte)'\\') ? Unescape(line) : line, json);
        json.WriteEndObject();
        json.Flush();
        answers.WriteByte((byte)'\n');
    }

    static byte[] Unescape(ReadOnlySpan<byte> line)
    {
        var bytes = new List<byte>(line.Length);
        for (var i = 0; i < line.Length; i++)
        {
            byte? meant = line[i] != '\\' || i + 1 == line.Length ? null : line[i + 1] switch
            {
                (byte)'n' => (byte)'\n',
                (byte)'r' => (byte)'\r',
                (byte)'t' => (byte)'\t',
                _ => null,
            };
            bytes.Add(meant ?? line[i]);
            i += meant is null ? 0 : 1;
        }

        return [.. bytes];
    }

    static async Task Flush(MemoryStream answers, Stream output, CancellationToken stop)
    {
        if (answers.Length > 0)
        {
            await output.WriteAsync(answers.GetBuffer().AsMemory(0, (int)answers.Length), stop);
            await output.FlushAsync(stop);
            answers.SetLength(0);
        }
    }
}

/// <summary>The members that every answer has.</summary>
static class AnswerJson
{
    /// <summary>raw, and its bytes where they are no UTF-8.</summary>
    public static void Raw(this Utf8JsonWriter json, ReadOnlySpan<byte> raw)
    {
        json.WriteString("raw", Encoding.UTF8.GetString(raw));
        if (!System.Text.Unicode.Utf8.IsValid(raw))
        {
            json.WriteString("rawHex", Convert.ToHexString(raw));
        }
    }

    /// <summary>value, class, faults, repairs.</summary>
    public static void Outcome(
        this Utf8JsonWriter json, string? value, string kind, string? fault, IEnumerable<string> repairs)
    {
        json.WriteString("value", value);
        json.WriteString("class", kind);
        json.Words("faults", fault is null ? [] : [fault]);
        json.Words("repairs", repairs);
    }

    public static void Words(this Utf8JsonWriter json, string name, IEnumerable<string> words)
    {
        json.WriteStartArray(name);
        foreach (var word in words)
        {
            json.WriteStringValue(word);
        }

        json.WriteEndArray();
    }
}
