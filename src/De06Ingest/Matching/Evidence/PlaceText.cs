using System.Text;
using De06Ingest.Matching.Comparing;
using De06Ingest.Values;

namespace De06Ingest.Matching.Evidence;

/// <summary>Names of hamlets as numbers that are equal for one spelling or another: Thôn 1 and THÔN 1.</summary>
/// <remarks>There are few names and many records, so each spelling is folded once. Not for several threads.</remarks>
sealed class PlaceText
{
    readonly Dictionary<ulong, uint> known = [];

    /// <summary>Fingerprint of the plain form; 0 where nothing stands.</summary>
    public uint Number(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty)
        {
            return 0;
        }

        var raw = Fingerprint.Of(utf8);
        if (!known.TryGetValue(raw, out var number))
        {
            var plain = PlainText.Of(Encoding.UTF8.GetString(utf8));
            known[raw] = number = plain.Length == 0
                ? 0
                : Math.Max(1, (uint)Fingerprint.Of(Encoding.UTF8.GetBytes(plain)));
        }

        return number;
    }
}
