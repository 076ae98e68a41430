namespace De06Ingest.Synthetic.People;

/// <summary>
/// Parts of names as they occur in Quảng Ngãi and old Kon Tum, tone marks in the older place (Hòa, Thủy).
/// </summary>
static class NameLists
{
    public static readonly string[] KinhSurnames = Weighted(
        "Nguyễn 30,Phạm 9,Lê 9,Trần 8,Võ 6,Huỳnh 4,Bùi 3,Hồ 3,Đỗ 3,Trương 2,Phan 2,Đặng 2,Ngô 2,Dương 1," +
        "Đoàn 1,Đinh 1," +
        "Cao 1,Mai 1,Lương 1,Lâm 1,Tạ 1,Lý 1,Thái 1,Châu 1,Tôn 1,Vương 1,Bạch 1,Kiều 1,Tiêu 1,Trịnh 1");

    public static readonly string[] HreSurnames = Weighted("Đinh 12,Phạm 7,Nguyễn 1");
    public static readonly string[] CoSurnames = Weighted("Hồ 16,Đinh 3,Nguyễn 1");
    public static readonly string[] CaDongSurnames = Weighted("Đinh 19,Nguyễn 1");
    public static readonly string[] GiaRaiClans = Words("Siu,Ksor,Rơ Châm,Rơ Mah,Kpuih,Rơ Lan");

    public static readonly string[] MongSurnames = Weighted(
        "Vàng 4,Giàng 4,Sùng 4,Thào 3,Lầu 2,Mua 2,Ly 2,Vừ 2,Hạng 1,Già 1,Sình 1,Cháng 1");

    public static readonly string[] TaySurnames = Weighted("Hoàng 6,Nguyễn 6,Nông 4,Ma 3,Lương 1,Hà 1,Lý 1");
    public static readonly string[] DaoSurnames = Weighted("Triệu 4,Đặng 4,Bàn 3,Phàn 2,Lý 2,Chảo 1,Tẩn 1,Phượng 1");
    public static readonly string[] CoTuClans = Words("Alăng,Bhling,Zơrâm,Arất,Bríu,Coor,Pơloong,Hôih,Tơngôl,Ating");

    public static readonly string[] MongMaleGivens = Words(
        "Páo,Sính,Chá,Già,Dình,Pó,Lình,Tủa,Sùng,Dia,Nô,Chứ,Phứ,Mua,Say,Vư,Chơ,Lử,Sử,Mỷ,Cho,Thề,Cáy,Hờ,Nhìa");

    public static readonly string[] MongFemaleGivens = Words(
        "Mỷ,Máy,Chở,Dính,Súng,Say,Pà,Mai,Xúa,Vá,Sua,Chia,Già,Dở,Lía,Mo,Ca,Dí,Páo,Sáu,Cáy,Ly,Sinh,Mị");

    public static readonly string[] UplandMaleGivens = Words(
        "Krễ,Đeo,Rê,Vôn,Nhút,Tiếc,Reo,Ngút,Xây,Vút,Ren,Hiếu,Kiên,Hùng,Trố,Ôn,Nía,Rin,Bay,Gầy,Út,Hoan,Dũng,Lên,Mót");

    public static readonly string[] UplandFemaleGivens = Words(
        "Trắp,Thiêng,Rúa,Nết,Mè,Rế,Lía,Hiên,Thỏa,Nhun,Liếu,Bông,Rông,Vên,Sét,Nia,Huệ,Thủy,Mỷ,Ánh,Liên,Trút,Ghen,Pheo");

    public static readonly string[] HighlandMaleGivens = Words(
        "Thút,Hùng,Blơi,Brói,Đeng,Hào,Khương,Nhói,Plôn,Tông,Thiên,Vượng,Xuyên,Ngưk,Bơng,Bảy,Đăng,Giông,Lực,Minh,Phượt");

    public static readonly string[] HighlandFemaleGivens = Words(
        "Blan,Dít,Hlít,Lan,Ngân,Nhung,Thảo,Vang,Xuyến,Đép,Bơn,Chít,Dừa,Hồng,Gương,Phương,Hiền,Rãng,Thoan,Mỹ,Hạnh,Loan");

    public static readonly string[] UplandHamlets = Words(
        "Làng Rê,Làng Mâm,Gò Nghênh,Đồng Giang,Nước Tăm,Nước Lô,Gò Rô,Mang Hin,Làng Ren,Đăk Lân,Kon Rờ Bàng," +
        "Kon Tu,Plei Rơ Hai");

    static string[] Words(string list) => list.Split(',');

    /// <summary>"Đinh 12,Phạm 7": each word as often as it weighs.</summary>
    public static string[] Weighted(string list)
    {
        var words = new List<string>();
        foreach (var entry in list.Split(','))
        {
            var at = entry.LastIndexOf(' ');
            words.AddRange(Enumerable.Repeat(entry[..at], int.Parse(entry[(at + 1)..])));
        }

        return [.. words];
    }
}
