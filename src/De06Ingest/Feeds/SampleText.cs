using System.Text;
using De06Ingest.Intake.Decode;
using De06Ingest.Reporting;

namespace De06Ingest.Feeds;

/// <summary>The text of a sample file and the encoding it was in.</summary>
/// <param name="Text">The text, NFC, without byte order mark.</param>
/// <param name="Encoding">Word of the contract: utf-8, utf-16, windows-1258, tcvn3, vni, viscii; auto where it is to be
/// found again.</param>
sealed record SampleText(string Text, string Encoding)
{
    /// <summary>Decodes the beginning of a file; a character cut off at the end is left out.</summary>
    /// <exception cref="SampleRefused">The bytes are no text: says which step makes them so.</exception>
    public static SampleText Of(string file, ReadOnlySpan<byte> bytes)
    {
        if (NotText(bytes) is { } step)
        {
            throw new SampleRefused(file, step);
        }

        var (text, encoding) = Decode(bytes);
        return new(text.TrimStart('\uFEFF').Normalize(NormalizationForm.FormC), encoding);
    }

    static CodedText? NotText(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [] => ContractText.SampleEmpty(),
        [0x50, 0x4B, ..] => ContractText.SampleZip(),
        [0x1F, 0x8B, ..] => ContractText.SampleGzip(),
        [0xD0, 0xCF, 0x11, 0xE0, ..] => ContractText.SampleOldOffice(),
        [0x25, 0x50, 0x44, 0x46, ..] => ContractText.SamplePdf(),
        _ => null,
    };

    static (string Text, string Encoding) Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes is [0xFF, 0xFE, ..] || Nulls(bytes, at: 1) > bytes.Length / 5)
        {
            return (CodePage(1200).GetString(bytes), "utf-16");
        }

        if (bytes is [0xFE, 0xFF, ..] || Nulls(bytes, at: 0) > bytes.Length / 5)
        {
            return (CodePage(1201).GetString(bytes), "utf-16");
        }

        var text = System.Text.Encoding.UTF8.GetString(WholeCharacters(bytes));
        if (IsMostlyGood(text))
        {
            return LegacyEvidence.OfShown(text) is { } shown
                ? (LegacyText.DecodeShown(shown, WholeCharacters(bytes)), "auto")
                : (text, "utf-8");
        }

        return LegacyEvidence.OfSample(bytes) is { } found and not LegacyEncoding.Windows1258
            ? (LegacyText.Decode(found, bytes), found.ToString().ToLowerInvariant())
            : (CodePage(1258).GetString(bytes), "windows-1258");
    }

    /// <summary>A few broken bytes are broken rows of a UTF-8 file; in another encoding nearly every accent
    /// breaks.</summary>
    static bool IsMostlyGood(string text)
    {
        var broken = text.Count(c => c == '\uFFFD');
        return broken == 0 || text.Count(c => c > '\u007F') > 10L * broken;
    }

    static int Nulls(ReadOnlySpan<byte> bytes, int at)
    {
        var nulls = 0;
        for (var i = at; i < bytes.Length; i += 2)
        {
            nulls += bytes[i] == 0 ? 1 : 0;
        }

        return nulls;
    }

    /// <summary>Without the last bytes when they begin a character that was cut off.</summary>
    static ReadOnlySpan<byte> WholeCharacters(ReadOnlySpan<byte> bytes)
    {
        for (var back = 1; back <= 3 && back <= bytes.Length; back++)
        {
            var lead = bytes[^back];
            if (lead >= 0xC0)
            {
                var length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
                return back < length ? bytes[..^back] : bytes;
            }
        }

        return bytes;
    }

    static Encoding CodePage(int codePage) =>
        CodePagesEncodingProvider.Instance.GetEncoding(codePage) ?? System.Text.Encoding.GetEncoding(codePage);
}
