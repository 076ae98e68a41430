namespace De06Ingest.Synthetic.Linkage.Errors;

/// <summary>The given name first, or the surname last: Hùng Nguyễn Văn, Văn Hùng Nguyễn.</summary>
sealed class NameOrderSwapped : IRowError
{
    public string Kind => "name-order-swapped";

    public Cell Cell => Cell.Wording;

    public bool Spoil(FeedRow row, ref Chance chance)
    {
        var words = row.Name.Split(' ');
        if (words[0] == words[^1])
        {
            return false;
        }

        row.Name = chance.PerMille(700)
            ? $"{words[^1]} {string.Join(' ', words[..^1])}"
            : $"{string.Join(' ', words[1..])} {words[0]}";
        return true;
    }
}
