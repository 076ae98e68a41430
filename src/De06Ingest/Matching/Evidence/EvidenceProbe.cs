using De06Ingest.Values;

namespace De06Ingest.Matching.Evidence;

/// <summary>A row as it is laid beside citizens: its values, and what each adds when it is equal because it is rare.
/// </summary>
struct EvidenceProbe
{
    public long Id;
    public ulong NameFull;
    public uint NameFolded;
    public uint Phone;
    public int HomeUnit;
    public int Legacy;
    public uint Hamlet;

    /// <summary>yyyyMMdd with 00 for what is not known; 0 for no date.</summary>
    public int Birth;
    public NameShape Shape;
    public float PhoneRarity;
    public float LegacyRarity;
    public float IdRarity;
    public float BirthRarity;
    public float UnitRarity;
    public float FullNameRarity;
    public float FoldedNameRarity;
    public byte IdDigits;
    public Sex Sex;

    /// <summary>The last day and month that a span of days leaves open, as 00.</summary>
    public static int BirthOf(int from, int to)
    {
        if (from == int.MinValue)
        {
            return 0;
        }

        var (year, month, day) = CalendarDay.ToDate(from);
        return (to - from) switch
        {
            0 => (year * 10_000) + (month * 100) + day,
            <= 31 => (year * 10_000) + (month * 100),
            _ => year * 10_000,
        };
    }
}
