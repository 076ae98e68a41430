using System.Text;
using De06Ingest.Synthetic.People;

namespace De06Ingest.Synthetic.Extracts;

/// <summary>The harmless variety of real extracts: other forms of the same value, which are no mismatch.</summary>
static class Dress
{
    public static string Name(string name, ref Chance chance) => chance.Next(1000) switch
    {
        < 170 => name.ToUpperInvariant(),
        < 190 => name.ToLowerInvariant(),
        < 270 => PersonNames.WithNewToneMarks(name),
        < 280 => name.Normalize(NormalizationForm.FormD),
        < 290 => name.Replace(" ", "  "),
        < 300 => " " + name + " ",
        _ => name,
    };

    /// <summary>Twelve digits, or what a spreadsheet or a careful clerk makes of them.</summary>
    /// <param name="lostZeros">In so many of a thousand cells the leading zeros are lost.</param>
    public static string Id(long id, int lostZeros, ref Chance chance)
    {
        var draw = chance.Next(1000);
        if (draw < lostZeros)
        {
            return id.ToString();
        }

        var text = id.ToString("D12");
        return (draw - lostZeros) switch
        {
            < 8 => $"{text[..3]} {text[3..6]} {text[6..9]} {text[9..]}",
            < 12 => "'" + text,
            < 16 => text + " ",
            _ => text,
        };
    }

    /// <summary>The number in one of the forms in use; old numbers of eleven digits are the same number.</summary>
    public static string Phone(int number, ref Chance chance)
    {
        var text = PhoneBlocks.Text(number);
        return chance.Next(100) switch
        {
            < 52 => text,
            < 64 => "+84" + text[1..],
            < 70 => "84" + text[1..],
            < 78 => $"{text[..4]} {text[4..7]} {text[7..]}",
            < 85 => $"{text[..4]}.{text[4..7]}.{text[7..]}",
            < 88 => $"(+84) {text[1..4]} {text[4..7]} {text[7..]}",
            < 92 when text[1] != '8' => text[1..],
            < 98 => PhoneBlocks.OldText(number) ?? text,
            _ => text,
        };
    }

    public static string Birth(BirthDay birth, ref Chance chance)
    {
        if (birth.YearOnly)
        {
            return chance.PerMille(800) ? $"{birth.Year:D4}" : $"00/00/{birth.Year:D4}";
        }

        return chance.Next(100) switch
        {
            < 88 => $"{birth.Day:D2}/{birth.Month:D2}/{birth.Year:D4}",
            < 93 => $"{birth.Day}/{birth.Month}/{birth.Year:D4}",
            < 96 => $"{birth.Day:D2}-{birth.Month:D2}-{birth.Year:D4}",
            < 98 => $"{birth.Day:D2}.{birth.Month:D2}.{birth.Year:D4}",
            _ => $"{birth.Year:D4}-{birth.Month:D2}-{birth.Day:D2}",
        };
    }

    public static string Sex(bool male, ref Chance chance) => chance.Next(100) switch
    {
        < 4 => male ? "NAM" : "NỮ",
        < 8 => male ? "nam" : "nữ",
        _ => male ? "Nam" : "Nữ",
    };

    public static string Date(DateOnly date) => $"{date.Day:D2}/{date.Month:D2}/{date.Year:D4}";

    /// <summary>Whole đồng, as 3.245.600 or 3245600.</summary>
    public static string Money(long dong, ref Chance chance)
    {
        var plain = dong.ToString();
        if (chance.PerMille(150) || plain.Length != 7)
        {
            return plain;
        }

        return $"{plain[..1]}.{plain[1..4]}.{plain[4..]}";
    }
}
