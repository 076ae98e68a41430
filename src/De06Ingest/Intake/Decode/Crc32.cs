using System.Buffers.Binary;

namespace De06Ingest.Intake.Decode;

/// <summary>The CRC-32 of gzip and zip (polynomial 0xEDB88320), eight bytes at a step.</summary>
/// <remarks>System.IO.Hashing is not part of the framework, and the streams of System.IO.Compression do not check
/// it.</remarks>
static class Crc32
{
    static readonly uint[] Tables = Build();

    /// <summary>Continues a CRC over more bytes; begin with 0.</summary>
    public static uint Append(uint crc, ReadOnlySpan<byte> bytes)
    {
        var t = Tables;
        var c = ~crc;
        while (bytes.Length >= 8)
        {
            var low = BinaryPrimitives.ReadUInt32LittleEndian(bytes) ^ c;
            var high = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
            c = t[1792 + (byte)low] ^ t[1536 + (byte)(low >> 8)] ^ t[1280 + (byte)(low >> 16)]
                ^ t[1024 + (int)(low >> 24)]
                ^ t[768 + (byte)high] ^ t[512 + (byte)(high >> 8)] ^ t[256 + (byte)(high >> 16)] ^ t[(int)(high >> 24)];
            bytes = bytes[8..];
        }

        foreach (var b in bytes)
        {
            c = t[(byte)(c ^ b)] ^ (c >> 8);
        }

        return ~c;
    }

    static uint[] Build()
    {
        var tables = new uint[8 * 256];
        for (var i = 0; i < tables.Length; i++)
        {
            var c = i < 256 ? (uint)i : tables[i - 256];
            for (var bit = 0; i < 256 && bit < 8; bit++)
            {
                c = (c & 1) != 0 ? 0xEDB88320 ^ (c >> 1) : c >> 1;
            }

            tables[i] = i < 256 ? c : tables[(byte)c] ^ (c >> 8);
        }

        return tables;
    }
}
