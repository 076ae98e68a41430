using De06Ingest.Synthetic.People;

namespace De06Ingest.Synthetic.Linkage.Errors;

/// <summary>Letters without their diacritics, in the whole name or in one word of it.</summary>
sealed class NameDiacriticsLost : IRowError
{
    public string Kind => "name-diacritics-lost";

    public Cell Cell => Cell.Spelling;

    public bool Spoil(FeedRow row, ref Chance chance)
    {
        var bare = PersonNames.WithoutDiacritics(row.Name);
        var partly = chance.PerMille(100)
            ? Words.Change(row.Name, ref chance, 0, PersonNames.WithoutDiacritics)
            : null;
        var changed = bare != row.Name;
        row.Name = partly ?? bare;
        return changed;
    }
}
