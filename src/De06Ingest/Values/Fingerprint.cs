using System.Buffers.Binary;

namespace De06Ingest.Values;

/// <summary>A fast 64-bit hash of bytes, the same in every process and version, because it is stored.</summary>
/// <remarks>Multiply-and-fold: 16 bytes go into one 64 by 64 bit product whose halves are XORed. It guards against
/// chance, not against an opponent. Changing a constant here changes stored values, so the tests pin outputs.</remarks>
static class Fingerprint
{
    const ulong FirstKey = 0x9E3779B97F4A7C15;
    const ulong SecondKey = 0xD1B54A32D192ED03;
    const ulong LastKey = 0x8CB92BA72F3D8DD7;

    public static ulong Of(ReadOnlySpan<byte> data) => Of(data, 0);

    /// <summary>The fingerprint of the bytes, in a family of its own for every seed.</summary>
    public static ulong Of(ReadOnlySpan<byte> data, ulong seed)
    {
        var length = (ulong)data.Length;
        var state = seed ^ Fold(seed ^ FirstKey, length ^ SecondKey);
        while (data.Length > 16)
        {
            state = Fold(Eight(data) ^ SecondKey, Eight(data[8..]) ^ state);
            data = data[16..];
        }

        var (low, high) = Tail(data);
        return Fold(Fold(low ^ FirstKey, high ^ state) ^ length, state ^ LastKey);
    }

    static (ulong Low, ulong High) Tail(ReadOnlySpan<byte> data)
    {
        if (data.Length >= 8)
        {
            return (Eight(data), Eight(data[^8..]));
        }

        if (data.Length >= 4)
        {
            return (Four(data), Four(data[^4..]));
        }

        // One to three bytes: first, middle and last cover them all; the length is mixed in by the caller.
        return data.IsEmpty ? (0, 0) : (data[0], ((ulong)data[data.Length / 2] << 8) | data[^1]);
    }

    static ulong Eight(ReadOnlySpan<byte> data) => BinaryPrimitives.ReadUInt64LittleEndian(data);

    static ulong Four(ReadOnlySpan<byte> data) => BinaryPrimitives.ReadUInt32LittleEndian(data);

    static ulong Fold(ulong left, ulong right)
    {
        var high = Math.BigMul(left, right, out var low);
        return high ^ low;
    }
}
