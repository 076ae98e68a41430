using De06Ingest.Intake.Pull;

namespace De06Ingest.Intake.Decode;

/// <summary>What a file is by its first bytes, whatever its name says.</summary>
enum FileKind { Text, Empty, Gzip, Zip, EncryptedZip, Excel, OldOffice, EncryptedOffice, Pdf, Picture, Html, Archive }

/// <summary>Knows the files that people send instead of an extract, so that each gets the advice that helps.</summary>
static class Signature
{
    /// <summary>Bytes that are needed to be sure.</summary>
    public const int Bytes = 4096;

    static readonly (byte[] Magic, FileKind Kind)[] Magics =
    [
        ([0x1f, 0x8b], FileKind.Gzip),
        ("%PDF"u8.ToArray(), FileKind.Pdf),
        ([0x89, (byte)'P', (byte)'N', (byte)'G'], FileKind.Picture),
        ([0xff, 0xd8, 0xff], FileKind.Picture),
        ("GIF8"u8.ToArray(), FileKind.Picture),
        ("II*\0"u8.ToArray(), FileKind.Picture),
        ("MM\0*"u8.ToArray(), FileKind.Picture),
        ([(byte)'7', (byte)'z', 0xbc, 0xaf, 0x27, 0x1c], FileKind.Archive),
        ("Rar!"u8.ToArray(), FileKind.Archive),
        ([0xfd, (byte)'7', (byte)'z', (byte)'X', (byte)'Z'], FileKind.Archive),
        ([0x28, 0xb5, 0x2f, 0xfd], FileKind.Archive),
        ("BZh"u8.ToArray(), FileKind.Archive),
    ];

    /// <summary>The kind of a file, from its first <see cref="Bytes"/> (fewer when it is shorter).</summary>
    public static FileKind Of(ReadOnlySpan<byte> head)
    {
        if (head.IsEmpty)
        {
            return FileKind.Empty;
        }

        foreach (var (magic, kind) in Magics)
        {
            if (head.StartsWith(magic))
            {
                return kind;
            }
        }

        if (head.StartsWith("PK\u0003\u0004"u8) || head.StartsWith("PK\u0005\u0006"u8))
        {
            return OfZip(head);
        }

        return head.StartsWith((ReadOnlySpan<byte>)[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])
            ? OfCompound(head)
            : IsHtml(head) ? FileKind.Html : FileKind.Text;
    }

    /// <summary>The refusal for a file that cannot be an extract of any contract; null for text, gzip and
    /// zip.</summary>
    public static ExtractRefused? Refusal(FileKind kind, string name) => kind switch
    {
        FileKind.Empty => new ExtractRefused("extract-empty", name),
        FileKind.Excel or FileKind.OldOffice => new ExtractRefused("is-excel", name),
        FileKind.EncryptedOffice or FileKind.EncryptedZip => new ExtractRefused("is-encrypted", name),
        FileKind.Pdf => new ExtractRefused("is-pdf", name),
        FileKind.Picture => new ExtractRefused("is-picture", name),
        FileKind.Html => new ExtractRefused("is-html", name),
        FileKind.Archive => new ExtractRefused("is-archive", name),
        _ => null,
    };

    static FileKind OfZip(ReadOnlySpan<byte> head)
    {
        // Bit 0 of the general purpose flags of the first entry.
        if (head.Length > 7 && head[2] == 3 && (head[6] & 1) != 0)
        {
            return FileKind.EncryptedZip;
        }

        var isOffice = head.IndexOf("[Content_Types].xml"u8) >= 0
            || head.IndexOf("_rels/.rels"u8) >= 0
            || head.IndexOf("xl/"u8) is > 0 and < 64
            || head.IndexOf("application/vnd.oasis.opendocument"u8) >= 0;
        return isOffice ? FileKind.Excel : FileKind.Zip;
    }

    // An Office file with a password is a compound file with a stream named EncryptedPackage, in UTF-16 in its
    // directory, which may lie anywhere; the head is enough for the small ones, and the advice for the others is close.
    static FileKind OfCompound(ReadOnlySpan<byte> head) =>
        head.IndexOf(System.Text.Encoding.Unicode.GetBytes("EncryptedPackage")) >= 0
            ? FileKind.EncryptedOffice
            : FileKind.OldOffice;

    static bool IsHtml(ReadOnlySpan<byte> head)
    {
        var text = System.Text.Encoding.Latin1.GetString(head[..Math.Min(head.Length, 512)])
            .TrimStart('\u00ef', '\u00bb', '\u00bf', ' ', '\t', '\r', '\n')
            .ToLowerInvariant();
        return text.StartsWith("<!doctype html", StringComparison.Ordinal)
            || text.StartsWith("<html", StringComparison.Ordinal)
            || text.StartsWith("<head", StringComparison.Ordinal)
            || text.StartsWith("<body", StringComparison.Ordinal)
            || (text.StartsWith("<!--", StringComparison.Ordinal) && text.Contains("<html", StringComparison.Ordinal))
            || (text.StartsWith("<?xml", StringComparison.Ordinal) && text.Contains("<html", StringComparison.Ordinal));
    }
}
