namespace De06Ingest.Values;

/// <summary>The 63 provinces of before July 2025 by their code of two digits (GSO), which personal ids, insurance
/// cards and old CMND go on using.</summary>
static class Provinces
{
    const string Codes =
        "1 Hà Nội;2 Hà Giang;4 Cao Bằng;6 Bắc Kạn;8 Tuyên Quang;10 Lào Cai;11 Điện Biên;12 Lai Châu;14 Sơn La;"
        + "15 Yên Bái;17 Hòa Bình;19 Thái Nguyên;20 Lạng Sơn;22 Quảng Ninh;24 Bắc Giang;25 Phú Thọ;26 Vĩnh Phúc;"
        + "27 Bắc Ninh;30 Hải Dương;31 Hải Phòng;33 Hưng Yên;34 Thái Bình;35 Hà Nam;36 Nam Định;37 Ninh Bình;"
        + "38 Thanh Hóa;40 Nghệ An;42 Hà Tĩnh;44 Quảng Bình;45 Quảng Trị;46 Thừa Thiên Huế;48 Đà Nẵng;49 Quảng Nam;"
        + "51 Quảng Ngãi;52 Bình Định;54 Phú Yên;56 Khánh Hòa;58 Ninh Thuận;60 Bình Thuận;62 Kon Tum;64 Gia Lai;"
        + "66 Đắk Lắk;67 Đắk Nông;68 Lâm Đồng;70 Bình Phước;72 Tây Ninh;74 Bình Dương;75 Đồng Nai;"
        + "77 Bà Rịa - Vũng Tàu;79 Hồ Chí Minh;80 Long An;82 Tiền Giang;83 Bến Tre;84 Trà Vinh;86 Vĩnh Long;"
        + "87 Đồng Tháp;89 An Giang;91 Kiên Giang;92 Cần Thơ;93 Hậu Giang;94 Sóc Trăng;95 Bạc Liêu;96 Cà Mau";

    /// <summary>The police that issued a CMND by its first two digits; some issued for two or three provinces of today.
    /// </summary>
    const string Issuers =
        "1 Hà Nội;2 Hồ Chí Minh;3 Hải Phòng;4 Điện Biên, Lai Châu;5 Sơn La;6 Lào Cai, Yên Bái;7 Hà Giang, Tuyên Quang;"
        + "8 Lạng Sơn, Cao Bằng;9 Thái Nguyên, Bắc Kạn;10 Quảng Ninh;11 Hà Tây, Hòa Bình;12 Bắc Giang, Bắc Ninh;"
        + "13 Phú Thọ, Vĩnh Phúc;14 Hải Dương, Hưng Yên;15 Thái Bình;16 Hà Nam, Nam Định, Ninh Bình;17 Thanh Hóa;"
        + "18 Nghệ An, Hà Tĩnh;19 Quảng Bình, Quảng Trị, Thừa Thiên Huế;20 Quảng Nam, Đà Nẵng;21 Quảng Ngãi, Bình Định;"
        + "22 Khánh Hòa, Phú Yên;23 Gia Lai, Kon Tum;24 Đắk Lắk, Đắk Nông;25 Lâm Đồng;26 Ninh Thuận, Bình Thuận;"
        + "27 Đồng Nai, Bà Rịa - Vũng Tàu;28 Bình Dương, Bình Phước;29 Tây Ninh;30 Long An;31 Tiền Giang;32 Bến Tre;"
        + "33 Vĩnh Long, Trà Vinh;34 Đồng Tháp;35 An Giang;36 Cần Thơ, Hậu Giang, Sóc Trăng;37 Kiên Giang;"
        + "38 Cà Mau, Bạc Liêu";

    static readonly string?[] Names = Table(Codes), IssuerNames = Table(Issuers);

    /// <summary>True for a code of two digits that stood for a province.</summary>
    public static bool IsKnown(long code) => NameOf(code) is not null;

    public static string? NameOf(long code) => code is > 0 and < 100 ? Names[code] : null;

    /// <summary>Who issued CMND with these first two digits.</summary>
    public static string? IssuerOf(long prefix) => prefix is > 0 and < 100 ? IssuerNames[prefix] : null;

    static string?[] Table(string rows)
    {
        var table = new string?[100];
        foreach (var row in rows.Split(';'))
        {
            var space = row.IndexOf(' ', StringComparison.Ordinal);
            table[int.Parse(row.AsSpan(0, space))] = row[(space + 1)..];
        }

        return table;
    }
}
