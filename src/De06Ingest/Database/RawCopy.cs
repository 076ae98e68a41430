using System.Buffers.Binary;
using System.Text;
using Npgsql;

namespace De06Ingest.Database;

/// <summary>Rows in PostgreSQL's binary COPY format, encoded straight into a buffer that goes to the server as it
/// fills.</summary>
/// <remarks>
/// The hot path writes 1,000,000 rows this way in a third of the time of the typed BinaryImporter (shared measurement:
/// 1.2 against 3.3 times a plain <c>\copy</c>). Without a stream the bytes stay in memory, to be sent later.
/// Not thread-safe: one writer per buffer.
/// </remarks>
sealed class RawCopy(Stream? stream, NpgsqlConnection? owned = null) : IDisposable
{
    static ReadOnlySpan<byte> Header =>
        [(byte)'P', (byte)'G', (byte)'C', (byte)'O', (byte)'P', (byte)'Y', (byte)'\n', 0xff, (byte)'\r', (byte)'\n', 0,
            0, 0, 0, 0, 0, 0, 0, 0];

    byte[] buffer = new byte[1 << 18];
    int length;
    bool begun;
    bool ended;

    /// <summary>Bytes in the buffer; without a stream, all bytes.</summary>
    public int Length => length;

    /// <summary>Rows begun.</summary>
    public long Rows { get; private set; }

    /// <summary>Starts a row of this many fields; <paramref name="room"/> is an upper bound of its size in
    /// bytes.</summary>
    public void Row(short fields, int room)
    {
        Ensure(room + 64);
        if (!begun)
        {
            Begin();
        }

        BinaryPrimitives.WriteInt16BigEndian(buffer.AsSpan(length), fields);
        length += 2;
        Rows++;
    }

    public void Null()
    {
        BinaryPrimitives.WriteInt32BigEndian(buffer.AsSpan(length), -1);
        length += 4;
    }

    public void Int16(short value)
    {
        BinaryPrimitives.WriteInt32BigEndian(buffer.AsSpan(length), 2);
        BinaryPrimitives.WriteInt16BigEndian(buffer.AsSpan(length + 4), value);
        length += 6;
    }

    public void Int32(int value)
    {
        BinaryPrimitives.WriteInt32BigEndian(buffer.AsSpan(length), 4);
        BinaryPrimitives.WriteInt32BigEndian(buffer.AsSpan(length + 4), value);
        length += 8;
    }

    public void Int32OrNull(int? value)
    {
        if (value is { } number)
        {
            Int32(number);
        }
        else
        {
            Null();
        }
    }

    public void Int64(long value)
    {
        BinaryPrimitives.WriteInt32BigEndian(buffer.AsSpan(length), 8);
        BinaryPrimitives.WriteInt64BigEndian(buffer.AsSpan(length + 4), value);
        length += 12;
    }

    public void Float32(float value)
    {
        BinaryPrimitives.WriteInt32BigEndian(buffer.AsSpan(length), 4);
        BinaryPrimitives.WriteSingleBigEndian(buffer.AsSpan(length + 4), value);
        length += 8;
    }

    /// <summary>A numeric, with the decimals that the value is written with.</summary>
    public void Numeric(decimal value)
    {
        // Groups of four decimal digits, of which a fraction has whole ones.
        const int group = 10_000;
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(value, parts);
        var left = ((UInt128)(uint)parts[2] << 64) | ((UInt128)(uint)parts[1] << 32) | (uint)parts[0];
        var behind = (value.Scale + 3) / 4;
        for (var pad = (behind * 4) - value.Scale; pad > 0; pad--)
        {
            left *= 10;
        }

        Span<short> groups = stackalloc short[16];
        var first = groups.Length;
        for (; left > 0; left /= group)
        {
            groups[--first] = (short)(left % group);
        }

        const short negative = 0x4000;
        var field = Fixed(8 + (2 * (groups.Length - first)));
        BinaryPrimitives.WriteInt16BigEndian(field, (short)(groups.Length - first));
        BinaryPrimitives.WriteInt16BigEndian(field[2..], (short)(groups.Length - first - behind - 1));
        BinaryPrimitives.WriteInt16BigEndian(field[4..], value < 0 ? negative : (short)0);
        BinaryPrimitives.WriteInt16BigEndian(field[6..], value.Scale);
        for (field = field[8..]; first < groups.Length; first++, field = field[2..])
        {
            BinaryPrimitives.WriteInt16BigEndian(field, groups[first]);
        }
    }

    public void NumericOrNull(decimal? value)
    {
        if (value is { } number)
        {
            Numeric(number);
        }
        else
        {
            Null();
        }
    }

    public void Bool(bool value)
    {
        BinaryPrimitives.WriteInt32BigEndian(buffer.AsSpan(length), 1);
        buffer[length + 4] = value ? (byte)1 : (byte)0;
        length += 5;
    }

    /// <summary>A uuid given as its 16 bytes in text order.</summary>
    public void Uuid(UInt128 value)
    {
        BinaryPrimitives.WriteInt32BigEndian(buffer.AsSpan(length), 16);
        BinaryPrimitives.WriteUInt128BigEndian(buffer.AsSpan(length + 4), value);
        length += 20;
    }

    /// <summary>The same; null for zero, which stands for none.</summary>
    public void UuidOrNull(UInt128 value)
    {
        if (value == UInt128.Zero)
        {
            Null();
        }
        else
        {
            Uuid(value);
        }
    }

    /// <summary>Text given as UTF-8, or bytea.</summary>
    public void Bytes(ReadOnlySpan<byte> value)
    {
        BinaryPrimitives.WriteInt32BigEndian(buffer.AsSpan(length), value.Length);
        value.CopyTo(buffer.AsSpan(length + 4));
        length += 4 + value.Length;
    }

    public void Text(string? value)
    {
        if (value is null)
        {
            Null();
            return;
        }

        var size = Encoding.UTF8.GetBytes(value, buffer.AsSpan(length + 4));
        BinaryPrimitives.WriteInt32BigEndian(buffer.AsSpan(length), size);
        length += 4 + size;
    }

    /// <summary>Reserves a field of known size and gives its bytes to be filled.</summary>
    public Span<byte> Fixed(int size)
    {
        BinaryPrimitives.WriteInt32BigEndian(buffer.AsSpan(length), size);
        var place = buffer.AsSpan(length + 4, size);
        length += 4 + size;
        return place;
    }

    /// <summary>An array of text, one dimension, no nulls.</summary>
    public void TextArray(IReadOnlyList<string> values)
    {
        const int textOid = 25;
        var start = length;
        length += 4;
        foreach (var head in (ReadOnlySpan<int>)(
            values.Count == 0 ? [0, 0, textOid] : [1, 0, textOid, values.Count, 1]))
        {
            BinaryPrimitives.WriteInt32BigEndian(buffer.AsSpan(length), head);
            length += 4;
        }

        foreach (var value in values)
        {
            Text(value);
        }

        BinaryPrimitives.WriteInt32BigEndian(buffer.AsSpan(start), length - start - 4);
    }

    /// <summary>Writes the trailer and sends what is left; the caller then closes the stream.</summary>
    public void End()
    {
        Ensure(64);
        if (!begun)
        {
            Begin();
        }

        BinaryPrimitives.WriteInt16BigEndian(buffer.AsSpan(length), -1);
        length += 2;
        Flush();
        ended = true;
    }

    /// <summary>Sends the rows that were gathered in memory; may be called again after a rolled back
    /// transaction.</summary>
    public async Task SendTo(NpgsqlConnection connection, string copyIn)
    {
        await using var target = await connection.BeginRawBinaryCopyAsync(copyIn);
        await target.WriteAsync(buffer.AsMemory(0, length));
        await target.WriteAsync(new byte[] { 0xff, 0xff });
    }

    /// <summary>A copy on a connection of its own.</summary>
    public static RawCopy Open(NpgsqlDataSource database, string copyIn)
    {
        var connection = database.OpenConnection();
        return new RawCopy(connection.BeginRawBinaryCopy(copyIn), connection);
    }

    /// <summary>Rows in memory that a whole copy takes in later, piece by piece.</summary>
    public static RawCopy Piece() => new(null) { begun = true };

    /// <summary>Sends the rows of a piece behind those so far, and empties the piece.</summary>
    /// <param name="piece">The piece.</param>
    /// <param name="stop">Gives up on a server that takes no bytes; the connection is of no use then.</param>
    public void Take(RawCopy piece, CancellationToken stop)
    {
        Ensure(64);
        if (!begun)
        {
            Begin();
        }

        Flush();
        stream!.WriteAsync(piece.buffer.AsMemory(0, piece.length), stop).AsTask().GetAwaiter().GetResult();
        Rows += piece.Rows;
        (piece.length, piece.Rows) = (0, 0);
    }

    /// <summary>Takes the rows back; the server keeps none of them.</summary>
    public void Cancel()
    {
        try
        {
            (stream as NpgsqlRawCopyStream)?.Cancel();
        }
        catch (Exception failure) when (failure is NpgsqlException or IOException or InvalidOperationException)
        {
            // The connection is gone, and the rows with it.
        }

        owned?.Dispose();
    }

    /// <summary>Closes the copy. One that was not ended is taken back: what broke it off is what must be told, not
    /// what the server says of a part.</summary>
    public void Dispose()
    {
        if (!ended)
        {
            Cancel();
            return;
        }

        try
        {
            // Tells what the server has against the rows.
            stream?.Dispose();
        }
        finally
        {
            owned?.Dispose();
        }
    }

    void Begin()
    {
        begun = true;
        Header.CopyTo(buffer.AsSpan(length));
        length += Header.Length;
    }

    void Ensure(int room)
    {
        if (length + room <= buffer.Length)
        {
            return;
        }

        Flush();
        if (length + room > buffer.Length)
        {
            Array.Resize(ref buffer, Math.Max(buffer.Length * 2, length + room));
        }
    }

    void Flush()
    {
        if (stream is not null && length > 0)
        {
            stream.Write(buffer, 0, length);
            length = 0;
        }
    }
}
