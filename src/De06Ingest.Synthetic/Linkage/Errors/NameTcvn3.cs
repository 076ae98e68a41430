namespace De06Ingest.Synthetic.Linkage.Errors;

/// <summary>Bytes of TCVN3 (ABC, .VnTime) taken for Latin-1: NguyÔn V¨n Hïng.</summary>
sealed class NameTcvn3 : IRowError
{
    public string Kind => "name-tcvn3";

    public Cell Cell => Cell.Encoding;

    public bool Spoil(FeedRow row, ref Chance chance)
    {
        var garbled = LegacyText.Tcvn3(row.Name);
        var changed = garbled != row.Name;
        row.Name = garbled;
        return changed;
    }
}
