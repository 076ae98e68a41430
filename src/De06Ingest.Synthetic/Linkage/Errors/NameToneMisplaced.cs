namespace De06Ingest.Synthetic.Linkage.Errors;

/// <summary>The tone mark sits on a neighbouring vowel, where it has no business: Hòang, Nghiã, Qúy.</summary>
sealed class NameToneMisplaced : IRowError
{
    public string Kind => "name-tone-misplaced";

    public Cell Cell => Cell.Spelling;

    public bool Spoil(FeedRow row, ref Chance chance)
    {
        var changed = Words.Change(row.Name, ref chance, 0, Slip);
        row.Name = changed ?? row.Name;
        return changed is not null;
    }

    static string Slip(string word)
    {
        var letters = ToneMarks.Letters(word);
        var at = letters.FindIndex(letter => letter.Tone != '\0');
        if (at < 0 || IsFreeToMove(letters))
        {
            return word;
        }

        var to = at + 1 < letters.Count && letters[at + 1].IsVowel ? at + 1
            : at > 0 && letters[at - 1].IsVowel ? at - 1
            : -1;
        if (to >= 0)
        {
            letters[to] = letters[to] with { Tone = letters[at].Tone };
            letters[at] = letters[at] with { Tone = '\0' };
        }

        return ToneMarks.Word(letters);
    }

    // Open oa, oe, uy have two right places: Hòa and Hoà. After q there is one.
    static bool IsFreeToMove(List<ToneMarks.Letter> letters)
    {
        var end = string.Concat(letters.TakeLast(2).Select(letter => char.ToLowerInvariant(letter.Base[0])));
        return end is "oa" or "oe" or "uy" && char.ToLowerInvariant(letters[0].Base[0]) != 'q';
    }
}
