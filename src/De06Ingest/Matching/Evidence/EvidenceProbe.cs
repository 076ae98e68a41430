using De06Ingest.Matching.Comparing;
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

    /// <summary>Day of birth as <see cref="BirthDays.Index"/>; -1 where it may stand for a year alone.</summary>
    public int BirthDay;
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

    /// <summary>The values of the row; what is rare is not known yet.</summary>
    public static EvidenceProbe Of(EvidenceRows rows, int row)
    {
        ref readonly var from = ref rows[row];
        var birth = BirthOf(from.BirthFrom, from.BirthTo);
        return new EvidenceProbe
        {
            Id = from.Id,
            IdDigits = from.IdDigits,
            NameFull = from.NameFull,
            NameFolded = from.NameFolded,
            Phone = from.Phone,
            HomeUnit = from.HomeUnit,
            Legacy = from.Legacy,
            Hamlet = from.Hamlet,
            Birth = birth,
            BirthDay = BirthLikeness.IsCoarse(birth) ? -1 : BirthDays.Index(from.BirthFrom, from.BirthTo),
            Shape = NameShape.Of(rows.Name(row)),
            Sex = from.Sex,
        };
    }

    /// <summary>Birth date of a citizen; 0 for none.</summary>
    public static int BirthOf(in Citizen citizen) => citizen.HasBirthDate
        ? BirthOf(citizen.BirthFrom, citizen.BirthTo)
        : 0;

    /// <summary>A span of days as yyyyMMdd; what it leaves open is 00.</summary>
    public static int BirthOf(int from, int to)
    {
        if (from == int.MinValue)
        {
            return 0;
        }

        var date = BirthDays.Of(from);
        return (to - from) switch
        {
            0 => date,
            <= 31 => date / 100 * 100,
            _ => date / 10_000 * 10_000,
        };
    }
}

/// <summary>Days since 2000-01-01 as yyyyMMdd, looked up for those on which people who live now were born.</summary>
static class BirthDays
{
    static readonly int First = CalendarDay.Of(1880, 1, 1);
    static readonly int[] Table = [.. Enumerable.Range(First, Count).Select(Number)];

    /// <summary>Days that are looked up: 1880 to 2049.</summary>
    public const int Count = 62_000;

    public static int Of(int day)
    {
        var at = day - First;
        return (uint)at < (uint)Table.Length ? Table[at] : Number(day);
    }

    /// <summary>Place of a day among those that are looked up; -1 for others, and for a span of days.</summary>
    public static int Index(int from, int to) =>
        from == to && (uint)(from - First) < (uint)Count ? from - First : -1;

    static int Number(int day)
    {
        var (year, month, date) = CalendarDay.ToDate(day);
        return (year * 10_000) + (month * 100) + date;
    }
}
