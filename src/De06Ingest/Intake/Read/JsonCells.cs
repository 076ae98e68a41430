using System.Text.Json;

namespace De06Ingest.Intake.Read;

/// <summary>The cells of one JSON object, found by the paths of the contract in a single walk.</summary>
/// <remarks>
/// A cell is a piece of the row where the text stands as it is, and a copy where it had escapes. Numbers are their own
/// text, so that 0.10 stays 0.10. A name that stands twice in one object makes the row malformed: which of the two
/// values is meant cannot be known, and readers differ.
/// </remarks>
/// <param name="columns">Number of columns.</param>
/// <param name="paths">Where each column is read.</param>
sealed class JsonCells(int columns, JsonPaths paths)
{
    // More properties than this in one object are no record of a person.
    const int MostNames = 4096;

    static readonly JsonReaderOptions Options = new() { MaxDepth = JsonArray.MaxDepth };

    readonly (int Start, int Length, bool IsCopy, int Rank)[] cells = new (int, int, bool, int)[columns];
    readonly bool[] seen = new bool[columns];
    readonly List<(int Start, int End)> items = [];
    readonly List<(int Start, int End)> forbidden = [];
    ulong[] hashes = new ulong[64];
    (int Start, int Length, bool IsCopy)[] names = new (int, int, bool)[64];
    int nameCount;
    byte[] copies = new byte[256];
    int copied;
    ReadOnlyMemory<byte> row;
    string? fault;

    /// <summary>Pieces of the row that are the items of the exploded array.</summary>
    public IReadOnlyList<(int Start, int End)> Items => items;

    /// <summary>Pieces of the row that are forbidden values.</summary>
    public IReadOnlyList<(int Start, int End)> Forbidden => forbidden;

    /// <summary>Takes paths of properties that the contract does not know; null when nobody asks.</summary>
    public Action<string>? OnNew { get; set; }

    /// <summary>Walks the row: null, or the code of what is wrong with it.</summary>
    public string? Take(ReadOnlyMemory<byte> json)
    {
        row = json;
        fault = null;
        copied = 0;
        nameCount = 0;
        items.Clear();
        forbidden.Clear();
        Array.Fill(cells, (0, 0, false, -1));
        try
        {
            var reader = new Utf8JsonReader(json.Span, Options);
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                fault = "json-not-object";
            }

            Value(ref reader, paths);
            reader.Read();
            return fault;
        }
        catch (JsonException)
        {
            return "json-syntax";
        }
        catch (InvalidOperationException)
        {
            // An escape that is half of a surrogate pair stands for no character.
            return "row-utf8";
        }
    }

    /// <summary>True when one of the column's paths held a value other than null.</summary>
    public bool Has(int column) => cells[column].Rank >= 0;

    /// <summary>True when one of the column's paths was there in this or an earlier row, even as null.</summary>
    public bool WasSeen(int column) => seen[column];

    public ReadOnlySpan<byte> Cell(int column)
    {
        var (start, length, isCopy, rank) = cells[column];
        return rank < 0 ? default : (isCopy ? copies.AsSpan() : row.Span).Slice(start, length);
    }

    void Value(ref Utf8JsonReader reader, JsonPaths? node)
    {
        var start = (int)reader.TokenStartIndex;
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                Object(ref reader, node);
                break;
            case JsonTokenType.StartArray:
                Elements(ref reader, node?.IsExploded == true);
                break;
            default:
                break;
        }

        if (node is null)
        {
            return;
        }

        if (node.IsForbidden)
        {
            forbidden.Add((start, (int)reader.BytesConsumed));
        }

        if (node.IsExploded && reader.TokenType is not (JsonTokenType.EndArray or JsonTokenType.Null))
        {
            fault ??= "json-explode";
        }

        foreach (var (column, rank) in node.Targets)
        {
            Keep(ref reader, start, column, rank);
        }
    }

    void Object(ref Utf8JsonReader reader, JsonPaths? node)
    {
        var first = nameCount;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            Name(ref reader, first);
            var child = node?.Match(ref reader);
            if (child is null && node is { IsForbidden: false, IsIgnored: false } && OnNew is not null)
            {
                OnNew(node.Path.Length == 0 ? reader.GetString()! : $"{node.Path}.{reader.GetString()}");
            }

            reader.Read();
            Value(ref reader, child);
        }

        nameCount = first;
    }

    void Elements(ref Utf8JsonReader reader, bool isExploded)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var start = (int)reader.TokenStartIndex;
            Value(ref reader, null);
            if (isExploded)
            {
                items.Add((start, (int)reader.BytesConsumed));
            }
        }
    }

    void Name(ref Utf8JsonReader reader, int first)
    {
        var (start, length, isCopy) = reader.ValueIsEscaped
            ? Copy(ref reader)
            : ((int)reader.TokenStartIndex + 1, reader.ValueSpan.Length, false);
        var name = (isCopy ? copies.AsSpan() : row.Span).Slice(start, length);
        var hash = Hash(name);
        var from = first;
        int at;
        while ((at = hashes.AsSpan(from, nameCount - from).IndexOf(hash)) >= 0)
        {
            var (otherStart, otherLength, otherIsCopy) = names[from + at];
            if ((otherIsCopy ? copies.AsSpan() : row.Span).Slice(otherStart, otherLength).SequenceEqual(name))
            {
                fault ??= "json-duplicate-key";
                return;
            }

            from += at + 1;
        }

        if (nameCount - first >= MostNames)
        {
            fault ??= "json-too-wide";
            return;
        }

        if (nameCount == hashes.Length)
        {
            Array.Resize(ref hashes, nameCount * 2);
            Array.Resize(ref names, nameCount * 2);
        }

        hashes[nameCount] = hash;
        names[nameCount++] = (start, length, isCopy);
    }

    static ulong Hash(ReadOnlySpan<byte> name)
    {
        var hash = 0xcbf29ce484222325UL ^ (ulong)name.Length;
        foreach (var b in name)
        {
            hash = (hash ^ b) * 0x100000001b3UL;
        }

        return hash;
    }

    void Keep(ref Utf8JsonReader reader, int start, int column, int rank)
    {
        seen[column] = true;
        if (reader.TokenType == JsonTokenType.Null || (cells[column].Rank >= 0 && cells[column].Rank <= rank))
        {
            return;
        }

        if (reader.TokenType != JsonTokenType.String)
        {
            cells[column] = (start, (int)reader.BytesConsumed - start, false, rank);
            return;
        }

        var (at, length, isCopy) = reader.ValueIsEscaped
            ? Copy(ref reader)
            : (start + 1, reader.ValueSpan.Length, false);
        cells[column] = (at, length, isCopy, rank);
        if (isCopy && copies.AsSpan(at, length).Contains((byte)0))
        {
            fault ??= "row-nul";
        }
    }

    (int Start, int Length, bool IsCopy) Copy(ref Utf8JsonReader reader)
    {
        var start = copied;
        var needed = start + reader.ValueSpan.Length;
        if (copies.Length < needed)
        {
            Array.Resize(ref copies, Math.Max(needed, copies.Length * 2));
        }

        copied += reader.CopyString(copies.AsSpan(start));
        return (start, copied - start, true);
    }
}
