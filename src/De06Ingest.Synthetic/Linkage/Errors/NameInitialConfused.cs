namespace De06Ingest.Synthetic.Linkage.Errors;

/// <summary>
/// A first consonant that sounds like another: s and x, tr and ch, d and gi. Surnames are known too well for that.
/// </summary>
sealed class NameInitialConfused : IRowError
{
    static readonly (string One, string Other)[] Pairs = [("S", "X"), ("Tr", "Ch"), ("D", "Gi")];

    public string Kind => "name-initial-confused";

    public Cell Cell => Cell.Spelling;

    public bool Spoil(FeedRow row, ref Chance chance)
    {
        var changed = Words.Change(row.Name, ref chance, 1, Confuse);
        row.Name = changed ?? row.Name;
        return changed is not null;
    }

    static string Confuse(string word)
    {
        foreach (var (one, other) in Pairs)
        {
            if (Begins(word, one))
            {
                return other + word[one.Length..];
            }

            if (Begins(word, other))
            {
                return one + word[other.Length..];
            }
        }

        return word;
    }

    // A vowel must follow: the i of "Gì" is the vowel itself.
    static bool Begins(string word, string initial) =>
        word.StartsWith(initial, StringComparison.Ordinal) && word.Length > initial.Length
        && ToneMarks.Letters(word)[initial.Length].IsVowel;
}
