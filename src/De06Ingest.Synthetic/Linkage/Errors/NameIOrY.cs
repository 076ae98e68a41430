namespace De06Ingest.Synthetic.Linkage.Errors;

/// <summary>I for y, or y for i, where both are written: Lí, Mĩ, Quí, Vy.</summary>
sealed class NameIOrY : IRowError
{
    const string WithY = "yỳýỷỹỵ";
    const string WithI = "iìíỉĩị";

    // Words in which an i alone may as well be a y; elsewhere (Chi, Nghi) nobody writes so.
    static readonly string[] Doubtful = ["Vi", "Sĩ", "Li", "Mi", "Thi", "Kì", "Mĩ", "Lí"];

    public string Kind => "name-i-or-y";

    public Cell Cell => Cell.Spelling;

    public bool Spoil(FeedRow row, ref Chance chance)
    {
        var changed = Words.Change(row.Name, ref chance, 0, Other);
        row.Name = changed ?? row.Name;
        return changed is not null;
    }

    static string Other(string word)
    {
        var y = WithY.IndexOf(word[^1], StringComparison.Ordinal);
        if (y >= 0 && word.Length > 1 && IsLone(word))
        {
            return word[..^1] + WithI[y];
        }

        return Doubtful.Contains(word) ? word[..^1] + WithY[WithI.IndexOf(word[^1], StringComparison.Ordinal)] : word;
    }

    // No vowel before it, but for the u of qu.
    static bool IsLone(string word) =>
        word.StartsWith("Qu", StringComparison.Ordinal)
        || !ToneMarks.Letters(word).SkipLast(1).Any(letter => letter.IsVowel);
}
