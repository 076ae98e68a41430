namespace De06Ingest.Synthetic.Linkage.Errors;

/// <summary>A middle name is left out: Nguyễn Thị Thu Hà, Nguyễn Thu Hà.</summary>
sealed class NameMiddleMissing : IRowError
{
    public string Kind => "name-middle-missing";

    public Cell Cell => Cell.Wording;

    public bool Spoil(FeedRow row, ref Chance chance)
    {
        var words = row.Name.Split(' ').ToList();
        if (words.Count < 3)
        {
            return false;
        }

        words.RemoveAt(chance.Between(1, words.Count - 2));
        row.Name = string.Join(' ', words);
        return true;
    }
}
