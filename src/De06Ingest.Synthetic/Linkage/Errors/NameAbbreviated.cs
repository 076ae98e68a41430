namespace De06Ingest.Synthetic.Linkage.Errors;

/// <summary>Parts of the name by their first letters: Ng. Văn Hùng, Nguyễn T. Hoa, N.V. Hùng.</summary>
sealed class NameAbbreviated : IRowError
{
    public string Kind => "name-abbreviated";

    public Cell Cell => Cell.Wording;

    public bool Spoil(FeedRow row, ref Chance chance)
    {
        var words = row.Name.Split(' ');
        var way = chance.Next(3);
        if (words[0] == "Nguyễn" && way == 0)
        {
            row.Name = $"Ng. {string.Join(' ', words[1..])}";
            return true;
        }

        if (words.Length < 3)
        {
            return false;
        }

        var middles = string.Concat(words[1..^1].Select(word => word[0] + "."));
        row.Name = way == 2 ? $"{words[0][0]}.{middles} {words[^1]}" : $"{words[0]} {middles} {words[^1]}";
        return true;
    }
}
