namespace De06Ingest.Values;

/// <summary>What a cell turned out to be: nothing there, a value, or a fault with its stable code.</summary>
/// <typeparam name="T">The value type.</typeparam>
/// <param name="Value">The value; <c>default</c> unless <see cref="IsValue"/>.</param>
/// <param name="Fault">Stable code such as <c>phone-too-short</c>, or null.</param>
/// <param name="Repairs">What was mended to reach the value.</param>
readonly record struct Parsed<T>(T Value, string? Fault, Repairs Repairs, bool IsValue)
    where T : struct
{
    public static Parsed<T> Empty => default;
    public static Parsed<T> Of(T value, Repairs repairs = Repairs.None) => new(value, null, repairs, true);
    public static Parsed<T> Bad(string fault) => new(default, fault, Repairs.None, false);

    /// <summary>True when the cell held nothing: no value and no fault.</summary>
    public bool IsEmpty => !IsValue && Fault is null;
}

/// <summary>What was mended on the way to a value. Codes for people come from <see cref="RepairCodes"/>.</summary>
[Flags]
enum Repairs
{
    None = 0,
    Separators = 1,
    LostZero = 1 << 1,
    FloatSuffix = 1 << 2,
    Scientific = 1 << 3,
    LetterO = 1 << 4,
    FullWidth = 1 << 5,
    CountryCode = 1 << 6,
    Converted2018 = 1 << 7,
    Converted2017 = 1 << 8,
    FirstOfSeveral = 1 << 9,
    DoubtfulPrefix = 1 << 10,
    Placeholder0101 = 1 << 11,
    TwoDigitYear = 1 << 12,
    UsOrder = 1 << 13,
    ExcelSerial = 1 << 14,
    FromUtc = 1 << 15,
    LookAlike = 1 << 16,
    Honorific = 1 << 17,
    Label = 1 << 18,
    RedundantZero = 1 << 19,
    UpperCased = 1 << 20,
}

/// <summary>The stable codes of <see cref="Repairs"/>, <c>lower-case-words</c>.</summary>
static class RepairCodes
{
    public static IReadOnlyList<string> Of(Repairs repairs)
    {
        var codes = new List<string>();
        foreach (var repair in Enum.GetValues<Repairs>())
        {
            if (repair != Repairs.None && repairs.HasFlag(repair))
            {
                codes.Add(Code(repair));
            }
        }

        return codes;
    }

    static string Code(Repairs repair) => repair switch
    {
        Repairs.Converted2018 => "converted-2018",
        Repairs.Converted2017 => "converted-2017",
        Repairs.Placeholder0101 => "placeholder-0101",
        _ => LowerCaseWords.Of(repair.ToString()),
    };
}
