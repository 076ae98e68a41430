using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using De06Ingest.Feeds;
using De06Ingest.Intake.Decode;
using De06Ingest.Intake.Pull;

namespace De06Ingest.Intake.Read;

/// <summary>The items of the arrays under one path of a JSON document, streamed: only one item is in memory at a
/// time.</summary>
/// <remarks>
/// A paged source is archived as its answers one after another, so several documents may follow each other then. A
/// syntax error ends everything: what stands after it cannot be known, so the broken item is told as malformed and
/// then the extract is refused. UTF-16 is transcoded, and its offsets are computed, for each UTF-16 unit is known from
/// the UTF-8.
/// </remarks>
sealed class JsonArray : IJsonRecords
{
    /// <summary>Deepest nesting that is read.</summary>
    public const int MaxDepth = 32;

    // An item beyond the record limit is refused alone as long as it fits into this; beyond it the extract is.
    const int MostBuffered = 64 << 20;

    readonly DecodedText text;
    readonly Stream bytes;
    readonly string[] path;
    readonly int longest;
    readonly JsonReaderOptions options;
    byte[] buffer = new byte[256 << 10];
    int start;
    int end;
    bool ended;
    JsonReaderState state;
    long offset;
    long line = 1;
    int itemStart;
    int itemLength;
    bool inArray;
    bool found;
    string? broken;

    // How many parts of the path the present object lies under, and whether the last property was the next part.
    int matched;
    bool onPath;

    /// <param name="text">The text; owned.</param>
    /// <param name="path">Dotted path of the array, empty for a top-level one.</param>
    /// <param name="several">More than one document may stand in the file.</param>
    /// <param name="longest">Longest item in bytes.</param>
    public JsonArray(DecodedText text, string path, bool several, int longest)
    {
        if (text.Encoding is not (TextEncoding.Utf8 or TextEncoding.Utf16))
        {
            text.Dispose();
            throw new ExtractRefused("encoding-wrong", "json: " + text.EncodingName);
        }

        this.text = text;
        this.longest = longest;
        this.path = path.Split('.', StringSplitOptions.RemoveEmptyEntries);
        bytes = text.Encoding == TextEncoding.Utf16
            ? Encoding.CreateTranscodingStream(text.Bytes, new UnicodeEncoding(text.BigEndian, false), Encoding.UTF8)
            : text.Bytes;
        options = new JsonReaderOptions { MaxDepth = MaxDepth, AllowMultipleValues = several };
        state = new JsonReaderState(options);
        offset = text.Preamble;
    }

    public string? Malformed { get; private set; }

    public ReadOnlyMemory<byte> Json => buffer.AsMemory(itemStart, itemLength);

    public bool Next()
    {
        if (broken is not null)
        {
            throw new ExtractRefused("json-broken", broken);
        }

        Pass(itemStart + itemLength);
        itemLength = 0;
        itemStart = start;
        try
        {
            return inArray ? NextItem() : FindArray() && NextItem();
        }
        catch (JsonException)
        {
            return Break();
        }
    }

    public long LineOf(int position) => line + buffer.AsSpan(start, itemStart - start + position).Count((byte)'\n');

    public long OffsetOf(int position) => offset + SourceLength(buffer.AsSpan(start, itemStart - start + position));

    public ReadOnlySpan<byte> Source(int start, int end)
    {
        var piece = Json.Span[start..end];
        return text.Encoding == TextEncoding.Utf8
            ? piece
            : new UnicodeEncoding(text.BigEndian, false).GetBytes(Encoding.UTF8.GetString(piece));
    }

    public void Dispose()
    {
        bytes.Dispose();
        text.Dispose();
    }

    bool NextItem()
    {
        while (true)
        {
            var reader = new Utf8JsonReader(buffer.AsSpan(start, end - start), ended, state);
            if (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.EndArray)
                {
                    Commit(ref reader);
                    inArray = false;
                    return FindArray() && NextItem();
                }

                var from = start + (int)reader.TokenStartIndex;
                if (reader.TrySkip())
                {
                    Take(from, ref reader);
                    return true;
                }
            }

            More();
        }
    }

    void Take(int from, ref Utf8JsonReader reader)
    {
        state = reader.CurrentState;
        itemStart = from;
        itemLength = start + (int)reader.BytesConsumed - from;
        Malformed = itemLength > longest ? "row-too-long"
            : !Utf8.IsValid(Json.Span) ? "row-utf8"
            : null;
    }

    // Walks the document up to the start of the next array under the path. False at the end of the file.
    bool FindArray()
    {
        while (true)
        {
            var reader = new Utf8JsonReader(buffer.AsSpan(start, end - start), ended, state);
            if (!reader.Read())
            {
                if (ended)
                {
                    return found ? false : throw new ExtractRefused("json-no-rows", string.Join('.', path));
                }

                Commit(ref reader);
                More();
                continue;
            }

            var isArray = Step(ref reader);
            Commit(ref reader);
            if (isArray)
            {
                found = true;
                inArray = true;
                return true;
            }
        }
    }

    // One token on the way. The depth of a token on the path is the number of its parts that matched.
    bool Step(ref Utf8JsonReader reader)
    {
        var depth = reader.CurrentDepth;
        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName:
                onPath = depth == matched + 1 && matched < path.Length && reader.ValueTextEquals(path[matched]);
                return false;
            case JsonTokenType.StartArray when depth == matched + (depth == 0 ? 0 : 1) && matched + 1 >= path.Length:
                return IsHere(depth);
            case JsonTokenType.StartObject when depth > 0 && onPath && matched + 1 < path.Length:
                matched++;
                onPath = false;
                return false;
            case JsonTokenType.EndObject when depth == matched && depth > 0:
                matched--;
                return false;
            default:
                onPath = onPath && reader.TokenType == JsonTokenType.PropertyName;
                return false;
        }
    }

    bool IsHere(int depth)
    {
        var isHere = depth == 0 ? path.Length == 0 : onPath && matched + 1 == path.Length;
        onPath = false;
        return isHere;
    }

    void Commit(ref Utf8JsonReader reader)
    {
        state = reader.CurrentState;
        Pass(start + (int)reader.BytesConsumed);
        itemStart = start;
    }

    void Pass(int to)
    {
        if (to <= start)
        {
            return;
        }

        var passed = buffer.AsSpan(start, to - start);
        line += passed.Count((byte)'\n');
        offset += SourceLength(passed);
        start = to;
    }

    void More()
    {
        if (start > 0)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            end -= start;
            start = 0;
            itemStart = 0;
        }

        if (end == buffer.Length)
        {
            if (end >= MostBuffered)
            {
                throw new JsonException("An item is longer than can be read.");
            }

            Array.Resize(ref buffer, buffer.Length * 2);
        }

        while (!ended && end < buffer.Length)
        {
            var read = bytes.Read(buffer, end, buffer.Length - end);
            ended = read == 0;
            end += read;
        }
    }

    // What is left begins with the broken item; its first bytes are kept as evidence.
    bool Break()
    {
        var rest = buffer.AsSpan(start, end - start);
        var at = rest.IndexOfAnyExcept(" \t\r\n,"u8);
        itemStart = start + Math.Max(at, 0);
        itemLength = Math.Min(end - itemStart, LineBlocks.HeadBytes);
        broken = $"byte {OffsetOf(0)}";
        Malformed = "json-syntax";
        return true;
    }

    long SourceLength(ReadOnlySpan<byte> utf8) =>
        text.Encoding == TextEncoding.Utf8 ? utf8.Length : 2L * Encoding.UTF8.GetCharCount(utf8);
}
