using De06Ingest.Synthetic.Extracts;
using De06Ingest.Synthetic.People;

namespace De06Ingest.Synthetic.Linkage;

/// <summary>
/// The sector's list: CSV with semicolons, in the many forms in which clerks write the same value (no errors, those).
/// </summary>
sealed class FeedFile(ExtractSink sink)
{
    const byte Separator = (byte)';';

    const string Header =
        "\uFEFFSTT;Mã hồ sơ;Họ và tên;Ngày sinh;Giới tính;Số CCCD;Số CMND;Số điện thoại;Mã xã;Thôn;Địa chỉ\n";

    public void WriteHeader() => sink.Text(Header);

    /// <param name="number">Of the row, from 1.</param>
    public void Write(string key, int number, FeedRow row)
    {
        var chance = Chance.For(row.Register.Seed, ChanceFor.Dressing, number);
        sink.BeginRow();
        sink.Text(number.ToString());
        Next(key);
        Next(row.Name);
        Next(row.BirthText ?? Birth(row.Birth, ref chance));
        Next(row.Sex.Length == 0 ? "" : Dress.Sex(row.Sex == "Nam", ref chance));
        Next(Id(row.Id, ref chance));
        Next(row.Legacy);
        Next(row.PhoneText ?? (row.Phone == 0 ? "" : Phone(row.Phone, ref chance)));
        Next(row.Unit);
        Next(chance.PerMille(100) ? "" : chance.PerMille(200) ? row.Hamlet.ToLowerInvariant() : row.Hamlet);
        Next(chance.PerMille(250) ? "" : Address(row));
        sink.Byte((byte)'\n');
    }

    // A year alone and 1 January say the same of an old man, and lists mix them.
    static string Birth(BirthDay birth, ref Chance chance) =>
        birth.YearOnly && chance.PerMille(250) ? $"01/01/{birth.Year:D4}"
        : birth is { Month: 1, Day: 1 } && chance.PerMille(250) ? birth.Year.ToString("D4")
        : Dress.Birth(birth, ref chance);

    static string Id(string text, ref Chance chance)
    {
        var draw = chance.Next(1000);
        return text.Length != 12 || !text.All(char.IsAsciiDigit) ? text : draw switch
        {
            < 8 => $"{text[..3]} {text[3..6]} {text[6..9]} {text[9..]}",
            < 12 => "'" + text,
            < 16 => text + " ",
            _ => text,
        };
    }

    // Without the eleven digits of before 2018, which are an error here.
    static string Phone(int number, ref Chance chance)
    {
        var text = PhoneBlocks.Text(number);
        return chance.Next(100) switch
        {
            < 68 => text,
            < 76 => "+84" + text[1..],
            < 79 => "84" + text[1..],
            < 86 => $"{text[..4]} {text[4..7]} {text[7..]}",
            < 93 => $"{text[..4]}.{text[4..7]}.{text[7..]}",
            < 98 when text[1] != '8' => text[1..],
            _ => text,
        };
    }

    static string Address(FeedRow row) =>
        string.Join(", ", new[] { row.Street, row.Hamlet, row.UnitName }.Where(part => part.Length > 0));

    void Next(string cell)
    {
        sink.Byte(Separator);
        sink.Cell(cell, Separator);
    }
}
