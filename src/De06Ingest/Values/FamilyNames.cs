using System.Text;

namespace De06Ingest.Values;

/// <summary>Họ, and the words of address that stand before a name. An open list: it decides only what may be taken
/// off.</summary>
static class FamilyNames
{
    const string Words =
        "Nguyễn Trần Lê Phạm Võ Vũ Huỳnh Hoàng Phan Bùi Trương Đỗ Đặng Hồ Ngô Dương Đoàn Đinh Trịnh Cao Đào "
        + "Mai Lương Lưu Lâm Hà Thái Phùng Tạ Lý Lí Tô Vương Châu Chu Từ Quách Lã Tôn Tống Đồng Hứa Tăng Đậu "
        + "Diệp Đàm Kiều Triệu La Lại Thạch Chung Lữ Nông Dư Bạch Hồng Trang Âu Giang Nhan Vi Lục Ma Bế Mã "
        + "Mông Thân Sầm Lò Cù Doãn Khổng Khương Kim Liêu Mạc Nghiêm Ninh Ôn Phó Sơn Thiều Tiêu Tòng Ứng Văn "
        + "Viên Bàng Cung Danh Giáp Hạ Khúc Lăng Lều Mạch Nhâm Quản Thẩm Thi Trà Tưởng Ung Yên Giàng Sùng Vàng "
        + "Thào Lầu Hạng Mua Ly Vừ Già Bàn Phàn Chảo Long Lùng Hoàn Chẻo Lèng Cháng Cư Ly Sần Xin Tráng Tằn "
        + "Ksor Rơ Siu Rmah Niê Ayun Byă Mlô Êban Knul Kbuôr Kpă Tẩn";

    /// <summary>May stand behind the given name among Ê Đê and their neighbours.</summary>
    const string LastWords = "Niê Ayun Byă Mlô Êban Knul Kbuôr Kpă Ksor Siu Rmah Êñuôl Adrơng Hđơk Kđoh Buôn";

    /// <summary>Taken as surnames by people who had none before.</summary>
    const string TakenWords = "Đinh Hồ Phạm";

    /// <summary>Usual behind a surname.</summary>
    const string MiddleWords =
        "Thị Văn Hữu Đức Ngọc Minh Thanh Quốc Xuân Công Đình Bá Duy Quang Kim Hồng Mỹ Bảo Gia Thu Mạnh Trọng Viết "
        + "Như Anh Hoài Phương Bích Đăng Nhật Tấn Thành";

    const int MostAddress = 2;

    const string AddressWords = "Ông Bà Anh Chị Em Cháu Cụ Cô Chú Bác";

    static readonly HashSet<ulong> Known = Set(Words, bare: false), KnownBare = Set(Words, bare: true);
    static readonly HashSet<ulong> Last = Set(LastWords, bare: false);
    static readonly HashSet<ulong> Middle = Set(MiddleWords, bare: false);
    static readonly HashSet<ulong> Taken = Set(TakenWords, bare: false);
    static readonly HashSet<ulong> Address = Set(AddressWords, bare: false);
    static readonly HashSet<ulong> AddressBare = Set(AddressWords, bare: true);

    /// <summary>How many words of address stand before a known surname: Ông Lê …, Cụ bà Lê …; mostly 0. A
    /// surname is known without diacritics where the whole name has none, and so is the word.</summary>
    public static int WordsOfAddress(in PreparedName name)
    {
        var syllables = name.Syllables;
        for (var count = 0; count < MostAddress && syllables.Length >= count + 3; count++)
        {
            var address = name.IsBare ? AddressBare : Address;
            if (!address.Contains(PrintOf(syllables[count], name.IsBare)))
            {
                return 0;
            }

            var isBare = new PreparedName(syllables[(count + 1)..]).IsBare;
            if ((isBare ? KnownBare : Known).Contains(PrintOf(syllables[count + 1], isBare)))
            {
                return count + 1;
            }
        }

        return 0;
    }

    /// <summary>True when the bare syllable surely lost its diacritics: it cannot be written without (Nguyen), or only
    /// the marked one is a surname (Le for Lê), or it is the middle word Thị.</summary>
    public static bool SurelyLost(in NameSyllable bare, in NameSyllable marked, bool first, bool middle) =>
        (!VietnameseSyllable.IsValid(bare) && VietnameseSyllable.IsValid(marked))
        || (first && IsKnown(marked) && !IsKnown(bare))
        || (middle && marked.Tones == 1 << 5 && marked.Letters.SequenceEqual("thi"u8));

    public static bool IsKnown(in NameSyllable syllable) => Known.Contains(PrintOf(syllable, bare: false));

    public static bool MayStandLast(in NameSyllable syllable) => Last.Contains(PrintOf(syllable, bare: false));

    public static bool IsMiddleWord(in NameSyllable syllable) => Middle.Contains(PrintOf(syllable, bare: false));

    /// <summary>True for Đinh, Hồ, Phạm, which were put before one-word names, and for the markers A, Y, H', K'.
    /// </summary>
    public static bool MayBeAdded(in NameSyllable syllable) => Taken.Contains(PrintOf(syllable, bare: false))
        || (syllable is { Length: 1, Tones: 0 }
            && syllable.Letters[0] is (byte)'a' or (byte)'y' or (byte)'h' or (byte)'k');

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
