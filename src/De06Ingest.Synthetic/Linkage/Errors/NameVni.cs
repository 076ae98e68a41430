namespace De06Ingest.Synthetic.Linkage.Errors;

/// <summary>Bytes of VNI-Windows taken for Latin-1: Nguyeãn Vaên Huøng.</summary>
sealed class NameVni : IRowError
{
    public string Kind => "name-vni";

    public Cell Cell => Cell.Encoding;

    public bool Spoil(FeedRow row, ref Chance chance)
    {
        var garbled = LegacyText.Vni(row.Name);
        var changed = garbled != row.Name;
        row.Name = garbled;
        return changed;
    }
}
