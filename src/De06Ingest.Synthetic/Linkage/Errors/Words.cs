namespace De06Ingest.Synthetic.Linkage.Errors;

/// <summary>Changes one word of a name.</summary>
static class Words
{
    /// <summary>The name with one of the words changed that can be; null when there is none.</summary>
    /// <param name="from">Index of the first word that may be changed.</param>
    public static string? Change(string name, ref Chance chance, int from, Func<string, string> change)
    {
        var words = name.Split(' ');
        var open = Enumerable.Range(0, words.Length)
            .Where(i => i >= from && words[i].Length > 0 && change(words[i]) != words[i]).ToArray();
        if (open.Length == 0)
        {
            return null;
        }

        var at = chance.Pick(open);
        words[at] = change(words[at]);
        return string.Join(' ', words);
    }
}
