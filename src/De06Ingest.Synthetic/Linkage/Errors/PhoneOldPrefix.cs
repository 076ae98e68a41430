using De06Ingest.Synthetic.People;

namespace De06Ingest.Synthetic.Linkage.Errors;

/// <summary>The same number in its eleven digits of before September 2018.</summary>
sealed class PhoneOldPrefix : IRowError
{
    public string Kind => "phone-old-prefix";

    public Cell Cell => Cell.Phone;

    public bool Spoil(FeedRow row, ref Chance chance)
    {
        row.PhoneText = row.Phone == 0 ? null : PhoneBlocks.OldText(row.Phone);
        return row.PhoneText is not null;
    }
}
