using System.Buffers.Binary;
using System.IO.Compression;
using De06Ingest.Feeds;
using De06Ingest.Intake.Pull;

namespace De06Ingest.Intake.Decode;

/// <summary>Opens an archived file as the bytes inside it: plain, one gzip member, or a zip of one file.</summary>
static class Unpacking
{
    const int GzipTrailer = 8;

    /// <summary>The unpacked bytes, read forward; gzip and zip are proven whole when the end is reached.</summary>
    /// <param name="file">The archived file.</param>
    /// <param name="packing">What the contract says; auto lets the first bytes decide.</param>
    /// <param name="limits">Largest unpacked size and ratio.</param>
    /// <exception cref="ExtractRefused">The file is something else (<c>is-excel</c>, <c>is-pdf</c>, …,
    /// <c>packing-wrong</c>), broken (<c>extract-truncated</c>, <c>extract-corrupt</c>, <c>extract-trailing</c>) or
    /// too large.</exception>
    public static PeekedStream Open(ExtractFile file, Packing packing, LimitSpec limits)
    {
        var packed = new FileStream(
            file.Path, FileMode.Open, FileAccess.Read, FileShare.Read, 0, FileOptions.SequentialScan);
        try
        {
            var unpacked = new PeekedStream(Unpack(packed, file.Name, packing, limits));
            if (Signature.Refusal(Inner(unpacked), file.Name) is { } refusal)
            {
                throw refusal;
            }

            return unpacked;
        }
        catch
        {
            packed.Dispose();
            throw;
        }
    }

    // What is still packed after unpacking is not unpacked again.
    static FileKind Inner(PeekedStream unpacked) => Signature.Of(unpacked.Peek(Signature.Bytes)) switch
    {
        FileKind.Gzip or FileKind.Zip => FileKind.Archive,
        var kind => kind,
    };

    static Stream Unpack(FileStream packed, string name, Packing packing, LimitSpec limits)
    {
        var kind = Signature.Of(Head(packed));
        if (Signature.Refusal(kind, name) is { } refusal)
        {
            throw refusal;
        }

        var found = kind switch
        {
            FileKind.Gzip => Packing.Gzip,
            FileKind.Zip => Packing.Zip,
            _ => Packing.None,
        };
        if (packing != Packing.Auto && packing != found)
        {
            throw new ExtractRefused("packing-wrong", $"{packing} ≠ {found}".ToLowerInvariant());
        }

        return found switch
        {
            Packing.Gzip => Gzip(packed, limits),
            Packing.Zip => Zip(packed, limits),
            _ => Plain(packed, limits),
        };
    }

    static byte[] Head(FileStream packed)
    {
        var head = new byte[Signature.Bytes];
        var read = packed.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        packed.Position = 0;
        return head[..read];
    }

    static FileStream Plain(FileStream file, LimitSpec limits) => file.Length > limits.ExtractBytes
        ? throw new ExtractRefused("extract-too-large", $"{file.Length} > {limits.ExtractBytes}")
        : file;

    // One member: its deflate data must end exactly where the trailer of the file begins, and the trailer must be its
    // own.
    static ProvenStream Gzip(FileStream packed, LimitSpec limits)
    {
        var length = packed.Length;
        var start = GzipHeader(packed);
        if (start < 0 || length - start < GzipTrailer)
        {
            throw new ExtractRefused("extract-truncated", $"byte {length}");
        }

        Span<byte> trailer = stackalloc byte[GzipTrailer];
        packed.Position = length - GzipTrailer;
        packed.ReadExactly(trailer);
        var crc = BinaryPrimitives.ReadUInt32LittleEndian(trailer);
        var size = BinaryPrimitives.ReadUInt32LittleEndian(trailer[4..]);
        packed.Position = start;
        var input = new DeflateInput(packed, length - GzipTrailer);
        return new ProvenStream(new DeflateStream(input, CompressionMode.Decompress), length, limits, Prove);

        ExtractRefused? Prove(long unpacked, uint unpackedCrc) =>
            input.WantedMore ? new ExtractRefused("extract-truncated", $"byte {length}")
            : !input.IsUsedUp ? new ExtractRefused("extract-trailing", $"< {length}")
            : unpackedCrc != crc || (uint)unpacked != size ? new ExtractRefused("extract-corrupt", $"byte {length}")
            : null;
    }

    // Offset of the deflate data, or -1 when the file ends before it.
    static long GzipHeader(FileStream packed)
    {
        const int Crc = 2, Extra = 4, Name = 8, Comment = 16;
        Span<byte> head = stackalloc byte[10];
        if (packed.ReadAtLeast(head, 10, throwOnEndOfStream: false) < 10)
        {
            return -1;
        }

        if (head[2] != 8 || (head[3] & 0xe0) != 0)
        {
            throw new ExtractRefused("extract-corrupt", "byte 2");
        }

        var flags = head[3];
        var isWhole = ((flags & Extra) == 0 || SkipExtra(packed))
            && ((flags & Name) == 0 || SkipText(packed))
            && ((flags & Comment) == 0 || SkipText(packed));
        packed.Position += (flags & Crc) != 0 ? 2 : 0;
        return isWhole ? packed.Position : -1;
    }

    static bool SkipExtra(FileStream packed)
    {
        var low = packed.ReadByte();
        var high = packed.ReadByte();
        packed.Position += high < 0 ? 0 : low | (high << 8);
        return high >= 0;
    }

    static bool SkipText(FileStream packed)
    {
        int b;
        while ((b = packed.ReadByte()) > 0)
        {
        }

        return b == 0;
    }

    static ProvenStream Zip(FileStream packed, LimitSpec limits)
    {
        var entry = OnlyEntry(packed);
        return new ProvenStream(OpenEntry(entry), packed.Length, limits, (length, crc) =>
            length < entry.Length ? new ExtractRefused("extract-truncated", $"{length} < {entry.Length}")
            : length != entry.Length || crc != entry.Crc32 ? new ExtractRefused("extract-corrupt", $"byte {length}")
            : null);
    }

    static ZipArchiveEntry OnlyEntry(FileStream packed)
    {
        try
        {
            var files = new ZipArchive(packed).Entries.Where(IsData).ToList();
            return files.Count != 1 ? throw new ExtractRefused("zip-entries", $"{files.Count} ≠ 1")
                : files[0].IsEncrypted ? throw new ExtractRefused("is-encrypted")
                : files[0];
        }
        catch (InvalidDataException)
        {
            throw new ExtractRefused("extract-truncated", $"byte {packed.Length}");
        }
    }

    /// <summary>Folders, hidden files and what macOS adds to every archive are no data.</summary>
    static bool IsData(ZipArchiveEntry entry) => entry.Name.Length > 0 && !entry.Name.StartsWith('.')
        && !entry.FullName.StartsWith("__MACOSX/", StringComparison.Ordinal);

    static Stream OpenEntry(ZipArchiveEntry entry)
    {
        try
        {
            return entry.Open();
        }
        catch (InvalidDataException)
        {
            throw new ExtractRefused("extract-corrupt", "zip");
        }
    }
}
