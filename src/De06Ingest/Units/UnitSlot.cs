using System.Globalization;
using De06Ingest.Intake.Normalise;

namespace De06Ingest.Units;

/// <summary>The place of a unit code in arrays over all codes: a commune's number as it is, then districts, then
/// provinces, so that a look-up costs one read.</summary>
/// <remarks>536 (a district) and 00536 (a commune) are different units.</remarks>
static class UnitSlot
{
    public const int Count = Provinces + 100;
    const int Districts = 100_000;
    const int Provinces = Districts + 1000;

    /// <param name="number">The code as a number, or <see cref="SectorRecord.Unknown"/>.</param>
    /// <param name="length">2, 3 or 5 digits.</param>
    public static int Of(int number, byte length) =>
        length == 5 || number == SectorRecord.Unknown ? number
            : length == 3 ? Districts + number : Provinces + number;

    public static int Of(string code) =>
        Of(int.Parse(code, NumberStyles.None, CultureInfo.InvariantCulture), (byte)code.Length);

    /// <summary>The code with its leading zeros.</summary>
    public static string Text(int slot) => slot switch
    {
        >= Provinces => (slot - Provinces).ToString("D2", CultureInfo.InvariantCulture),
        >= Districts => (slot - Districts).ToString("D3", CultureInfo.InvariantCulture),
        _ => slot.ToString("D5", CultureInfo.InvariantCulture),
    };
}
