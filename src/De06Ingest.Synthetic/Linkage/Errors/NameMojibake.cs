namespace De06Ingest.Synthetic.Linkage.Errors;

/// <summary>UTF-8 taken for Windows-1252: Nguyá»…n VÄƒn HÃ¹ng.</summary>
sealed class NameMojibake : IRowError
{
    public string Kind => "name-mojibake";

    public Cell Cell => Cell.Encoding;

    public bool Spoil(FeedRow row, ref Chance chance)
    {
        var garbled = LegacyText.Mojibake(row.Name);
        var changed = garbled != row.Name;
        row.Name = garbled;
        return changed;
    }
}
