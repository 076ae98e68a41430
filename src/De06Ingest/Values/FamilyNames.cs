using System.Text;

namespace De06Ingest.Values;

/// <summary>Họ, and the words of address that stand before a name. An open list: it decides only what may be taken
/// off.</summary>
static class FamilyNames
{
    const string Words =
        "Nguyễn Trần Lê Phạm Võ Vũ Huỳnh Hoàng Phan Bùi Trương Đỗ Đặng Hồ Ngô Dương Đoàn Đinh Trịnh Cao Đào Mai Lương "
        + "Lưu Lâm Hà Thái Phùng Tạ Lý Lí Tô Vương Châu Chu Từ Quách Lã Tôn Tống Đồng Hứa Tăng Đậu Diệp Đàm Kiều Triệu "
        + "La Lại Thạch Chung Lữ Nông Dư Bạch Hồng Trang Âu Giang Nhan Vi Lục Ma Bế Mã Mông Thân Sầm Lò Cù Doãn Khổng "
        + "Khương Kim Liêu Mạc Nghiêm Ninh Ôn Phó Sơn Thiều Tiêu Tòng Ứng Văn Viên Bàng Cung Danh Giáp Hạ Khúc Lăng Lều "
        + "Mạch Nhâm Quản Thẩm Thi Trà Tưởng Ung Yên Giàng Sùng Vàng Thào Lầu Hạng Mua Ly Vừ Già Bàn Phàn Chảo Tẩn Long "
        + "Lùng Hoàn Chẻo Lèng Cháng Cư Ly Sần Xin Tráng Tằn Ksor Rơ Siu Rmah Niê Ayun Byă Mlô Êban Knul Kbuôr Kpă";

    /// <summary>May stand behind the given name among Ê Đê and their neighbours.</summary>
    const string LastWords = "Niê Ayun Byă Mlô Êban Knul Kbuôr Kpă Ksor Siu Rmah Êñuôl Adrơng Hđơk Kđoh Buôn";

    /// <summary>Taken as surnames by people who had none before.</summary>
    const string TakenWords = "Đinh Hồ Phạm";

    const string AddressWords = "Ông Bà Anh Chị Em Cháu Cụ Cô Chú Bác";

    static readonly HashSet<ulong> Known = Set(Words, bare: false), KnownBare = Set(Words, bare: true);
    static readonly HashSet<ulong> Last = Set(LastWords, bare: false);
    static readonly HashSet<ulong> Taken = Set(TakenWords, bare: false);
    static readonly HashSet<ulong> Address = Set(AddressWords, bare: false), AddressBare = Set(AddressWords, bare: true);

    /// <summary>True for a word of address with a known surname behind it. In a name without diacritics the words
    /// are known without theirs.</summary>
    public static bool BeginsWithAddress(in PreparedName name)
    {
        var syllables = name.Syllables;
        if (syllables.Length < 3)
        {
            return false;
        }

        return name.IsBare
            ? AddressBare.Contains(PrintOf(syllables[0], bare: true))
                && KnownBare.Contains(PrintOf(syllables[1], bare: true))
            : Address.Contains(PrintOf(syllables[0], bare: false))
                && Known.Contains(PrintOf(syllables[1], bare: false));
    }

    public static bool IsKnown(in NameSyllable syllable) => Known.Contains(PrintOf(syllable, bare: false));

    public static bool MayStandLast(in NameSyllable syllable) => Last.Contains(PrintOf(syllable, bare: false));

    /// <summary>True for Đinh, Hồ, Phạm, which were put before one-word names, and for the markers A, Y, H', K'.
    /// </summary>
    public static bool MayBeAdded(in NameSyllable syllable) => Taken.Contains(PrintOf(syllable, bare: false))
        || syllable is { Length: 1, Tones: 0 } && syllable.Letters[0] is (byte)'a' or (byte)'y' or (byte)'h' or (byte)'k';

    static ulong PrintOf(in NameSyllable syllable, bool bare) => bare
        ? Fingerprint.Of(syllable.BareLetters)
        : Fingerprint.Of(syllable.Letters, syllable.Tones);

    static HashSet<ulong> Set(string words, bool bare)
    {
        var room = new NameSyllable[PreparedName.MostSyllables];
        var prints = new HashSet<ulong>();
        foreach (var word in words.Split(' '))
        {
            PreparedName.Prepare(Encoding.UTF8.GetBytes(word), room);
            prints.Add(PrintOf(room[0], bare));
        }

        return prints;
    }
}
