namespace De06Ingest.Synthetic.Linkage.Errors;

/// <summary>Hỏi for ngã or ngã for hỏi, which sound alike in the region: Nguyển, Mỷ, Dủng.</summary>
sealed class NameToneWrong : IRowError
{
    public string Kind => "name-tone-wrong";

    public Cell Cell => Cell.Spelling;

    public bool Spoil(FeedRow row, ref Chance chance)
    {
        var changed = Words.Change(row.Name, ref chance, 0, Confuse);
        row.Name = changed ?? row.Name;
        return changed is not null;
    }

    static string Confuse(string word) => ToneMarks.Word(
        [.. ToneMarks.Letters(word).Select(letter => letter with
        {
            Tone = letter.Tone switch
            {
                ToneMarks.Hook => ToneMarks.Tilde,
                ToneMarks.Tilde => ToneMarks.Hook,
                _ => letter.Tone,
            },
        })]);
}
