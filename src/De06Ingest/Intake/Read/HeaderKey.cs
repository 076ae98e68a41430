using System.Text;

namespace De06Ingest.Intake.Read;

/// <summary>What two headers must share to be the same header: NFC, without regard to case, spacing or a byte order
/// mark.</summary>
static class HeaderKey
{
    /// <summary>The key of a header as sent; spaces include line breaks in quotes and the no-break space.</summary>
    public static string Of(string header)
    {
        var key = new StringBuilder(header.Length);
        var space = false;
        foreach (var c in header.Normalize(NormalizationForm.FormC))
        {
            if (char.IsWhiteSpace(c))
            {
                space = key.Length > 0;
            }
            else if (c is not ('\ufeff' or '\u200b'))
            {
                key.Append(space ? " " : "").Append(char.ToLowerInvariant(c));
                space = false;
            }
        }

        return key.ToString();
    }

    /// <summary>The header as people should see it: spaces collapsed, nothing else changed.</summary>
    public static string Shown(string header) =>
        string.Join(' ', header.Replace("\ufeff", "", StringComparison.Ordinal)
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Normalize(NormalizationForm.FormC);

    /// <summary>Number of single-letter changes between two keys, for suggestions.</summary>
    public static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var substitute = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substitute, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}
