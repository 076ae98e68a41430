using System.Buffers.Binary;
using System.Security.Cryptography;
using De06Ingest.Values;

namespace De06Ingest.Matching;

/// <summary>
/// citizen_ref: the keyed pseudonym under which a citizen appears in every feed. The first 16 bytes of
/// HMAC-SHA-256 (RFC 2104) over the 12 digits of the personal id.
/// </summary>
sealed class Pseudonym(byte[] key)
{
    public UInt128 Of(long personalId)
    {
        Span<byte> digits = stackalloc byte[12];
        Span<byte> mac = stackalloc byte[32];
        PersonalId.FromNumber(personalId).WriteDigits(digits);
        HMACSHA256.HashData(key, digits, mac);
        return BinaryPrimitives.ReadUInt128BigEndian(mac);
    }

    /// <summary>The pseudonym as the database's uuid.</summary>
    public static Guid ToGuid(UInt128 pseudonym)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, pseudonym);
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>The reverse of <see cref="ToGuid"/>.</summary>
    public static UInt128 FromGuid(Guid uuid)
    {
        Span<byte> bytes = stackalloc byte[16];
        uuid.TryWriteBytes(bytes, bigEndian: true, out _);
        return BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }
}
