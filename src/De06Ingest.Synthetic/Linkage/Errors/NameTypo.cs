namespace De06Ingest.Synthetic.Linkage.Errors;

/// <summary>One slip of the finger in one word: a letter lost, doubled, hit beside, or two changed places.</summary>
sealed class NameTypo : IRowError
{
    const string Rows = "qwertyuiop asdfghjkl zxcvbnm";

    public string Kind => "name-typo";

    public Cell Cell => Cell.Spelling;

    public bool Spoil(FeedRow row, ref Chance chance)
    {
        var words = row.Name.Split(' ');
        var at = chance.Next(words.Length);
        var slipped = Slip(words[at], ref chance);
        var changed = slipped != words[at];
        words[at] = slipped;
        row.Name = string.Join(' ', words);
        return changed;
    }

    static string Slip(string word, ref Chance chance)
    {
        if (word.Length < 3)
        {
            return word;
        }

        var at = chance.Between(1, word.Length - 2);
        return chance.Next(4) switch
        {
            0 => word.Remove(at + chance.Next(2), 1),
            1 => word.Insert(at, word[at].ToString()),
            2 => $"{word[..at]}{word[at + 1]}{word[at]}{word[(at + 2)..]}",
            _ => Beside(word, at, ref chance),
        };
    }

    static string Beside(string word, int at, ref Chance chance)
    {
        var key = Rows.IndexOf(word[at], StringComparison.Ordinal);
        if (key <= 0 || key == Rows.Length - 1)
        {
            return word;
        }

        var hit = Rows[key + (chance.PerMille(500) ? 1 : -1)];
        return hit == ' ' ? word : $"{word[..at]}{hit}{word[(at + 1)..]}";
    }
}
