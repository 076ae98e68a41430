using System.Globalization;
using System.Text;

namespace De06Ingest.Synthetic.People;

/// <summary>The peoples whose way of naming the generator knows.</summary>
enum Ethnic { Kinh, Hre, Co, CaDong, XoDang, BaNa, GieTrieng, GiaRai, Mong, Tay, Dao, CoTu }

/// <summary>Makes a full name in the manner of a people, and the forms of it that other systems write.</summary>
static class PersonNames
{
    static readonly string[] OldTones =
        ["òa", "óa", "ỏa", "õa", "ọa", "òe", "óe", "ỏe", "õe", "ọe",
        "ùy", "úy", "ủy", "ũy", "ụy"];
    static readonly string[] NewTones =
        ["oà", "oá", "oả", "oã", "oạ", "oè", "oé", "oẻ", "oẽ", "oẹ",
        "uỳ", "uý", "uỷ", "uỹ", "uỵ"];

    /// <summary>The word for a people in a population extract.</summary>
    public static string Title(Ethnic ethnic) => ethnic switch
    {
        Ethnic.Kinh => "Kinh",
        Ethnic.Hre => "Hrê",
        Ethnic.Co => "Co",
        Ethnic.GiaRai => "Gia Rai",
        Ethnic.BaNa => "Ba Na",
        Ethnic.GieTrieng => "Giẻ Triêng",
        Ethnic.Mong => "Mông",
        Ethnic.Tay => "Tày",
        Ethnic.Dao => "Dao",
        Ethnic.CoTu => "Cơ Tu",

        // Ca Dong is a group of the Xơ Đăng in the list of 1979.
        _ => "Xơ Đăng",
    };

    /// <summary>A full name; <paramref name="surname"/> is kept in a household where the people has surnames.</summary>
    /// <param name="kin">Name of a father, mother, brother or sister of the same sex, or null: Kinh families often
    /// give brothers one middle name and given names that begin alike.</param>
    public static string Make(
        Ethnic ethnic, bool male, int year, string surname, string? kin, ref Chance chance) => ethnic switch
    {
        Ethnic.Kinh => Kinh(NameCohort.Of(male, year), year, surname, kin?.Split(' '), ref chance),
        Ethnic.Hre or Ethnic.Co or Ethnic.CaDong =>
            Upland(male, surname, ref chance),
        Ethnic.GiaRai => GiaRai(male, surname, ref chance),
        Ethnic.Mong => $"{surname} {(male ? "Mí" : "Thị")} "
            + chance.Pick(male ? NameLists.MongMaleGivens : NameLists.MongFemaleGivens),
        Ethnic.Tay or Ethnic.Dao => Kinh(NameCohort.Of(male, year), year, surname, kin?.Split(' '), ref chance),
        Ethnic.CoTu => $"{surname} {(male ? "" : "Thị ")}{HighlandGiven(male, ref chance)}",

        // A marks a man and Y a woman; there is no surname.
        _ => $"{(male ? "A" : "Y")} {HighlandGiven(male, ref chance)}",
    };

    /// <summary>The surname (or clan) that a household shares.</summary>
    public static string Surname(Ethnic ethnic, ref Chance chance) => chance.Pick(ethnic switch
    {
        Ethnic.Hre => NameLists.HreSurnames,
        Ethnic.Co => NameLists.CoSurnames,
        Ethnic.CaDong => NameLists.CaDongSurnames,
        Ethnic.GiaRai => NameLists.GiaRaiClans,
        Ethnic.Mong => NameLists.MongSurnames,
        Ethnic.Tay => NameLists.TaySurnames,
        Ethnic.Dao => NameLists.DaoSurnames,
        Ethnic.CoTu => NameLists.CoTuClans,
        _ => NameLists.KinhSurnames,
    });

    /// <summary>The name with the tone mark of open oa, oe, uy on the last letter (Hoà), or the same text.</summary>
    public static string WithNewToneMarks(string name)
    {
        var words = name.Split(' ');
        for (var i = 0; i < words.Length; i++)
        {
            var tone = words[i].Length < 3
                ? -1
                : Array.FindIndex(OldTones, t => words[i].EndsWith(t, StringComparison.Ordinal));
            if (tone >= 0 && words[i][0] != 'Q')
            {
                words[i] = words[i][..^2] + NewTones[tone];
            }
        }

        return string.Join(' ', words);
    }

    /// <summary>The name without any diacritic: "Đinh Văn Krễ" is "Dinh Van Kre".</summary>
    public static string WithoutDiacritics(string name)
    {
        var text = new StringBuilder(name.Length);
        foreach (var c in name.Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
            {
                text.Append(c switch { 'đ' => 'd', 'Đ' => 'D', _ => c });
            }
        }

        return text.ToString();
    }

    /// <summary>What two names share when they differ in diacritics, case or i and y only.</summary>
    public static string Folded(string name) => WithoutDiacritics(name).ToLowerInvariant().Replace('y', 'i');

    static string Kinh(NameCohort cohort, int year, string surname, string[]? kin, ref Chance chance)
    {
        var middle = kin is { Length: > 2 } && chance.PerMille(450)
            ? string.Join(' ', kin[1..^1])
            : chance.Pick(cohort.Middles);
        var given = chance.Pick(cohort.Givens);
        for (var tries = kin is null || !chance.PerMille(300) ? 0 : 12; tries > 0 && !IsLike(given, kin![^1]); tries--)
        {
            given = chance.Pick(cohort.Givens);
        }

        var second = year > 1990 && !middle.Contains(' ') && chance.PerMille(250) ? chance.Pick(cohort.Givens) : given;
        return second == given || second == middle
            ? $"{surname} {middle} {given}"
            : $"{surname} {middle} {second} {given}";
    }

    static bool IsLike(string given, string other) => given[0] == other[0] && given != other;

    static string Upland(bool male, string surname, ref Chance chance) => male
        ? $"{surname} Văn {chance.Pick(NameLists.UplandMaleGivens)}"
        : $"{surname} Thị {chance.Pick(NameLists.UplandFemaleGivens)}";

    static string GiaRai(bool male, string clan, ref Chance chance) =>
        male ? $"{clan} {HighlandGiven(true, ref chance)}" : $"{clan} H'{HighlandGiven(false, ref chance)}";

    static string HighlandGiven(bool male, ref Chance chance) =>
        chance.Pick(male ? NameLists.HighlandMaleGivens : NameLists.HighlandFemaleGivens);
}
