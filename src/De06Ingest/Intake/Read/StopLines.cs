using System.Text;

namespace De06Ingest.Intake.Read;

/// <summary>The words with which the footer of a sheet begins, such as totals and signatures.</summary>
sealed class StopLines
{
    readonly List<string> keys;
    readonly bool[] firstBytes = new bool[256];

    /// <param name="stops">Beginnings of cells, compared like headers.</param>
    public StopLines(IReadOnlyList<string> stops)
    {
        keys = [.. stops.Select(HeaderKey.Of).Where(k => k.Length > 0)];
        foreach (var key in keys)
        {
            // All the ways in which the first letter may be sent: either case, composed or not.
            foreach (var form in new[] { NormalizationForm.FormC, NormalizationForm.FormD })
            {
                firstBytes[Encoding.UTF8.GetBytes(key[..1].Normalize(form))[0]] = true;
                firstBytes[Encoding.UTF8.GetBytes(key[..1].ToUpperInvariant().Normalize(form))[0]] = true;
            }
        }

        // A no-break space or a byte order mark may stand before the word.
        firstBytes[0xc2] = true;
        firstBytes[0xe2] = true;
        firstBytes[0xef] = true;
    }

    public bool IsEmpty => keys.Count == 0;

    /// <summary>True when the cell, not empty and without outer spaces, begins with one of the words.</summary>
    public bool Begin(ReadOnlySpan<byte> cell)
    {
        if (!firstBytes[cell[0]])
        {
            return false;
        }

        var key = HeaderKey.Of(Encoding.UTF8.GetString(cell));
        return keys.Exists(k => key.StartsWith(k, StringComparison.Ordinal));
    }
}
