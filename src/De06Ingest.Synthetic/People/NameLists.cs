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

    public static readonly string[] MaleMiddles = Weighted(
        "Văn 14,Hữu 2,Đức 2,Công 2,Quang 2,Minh 2,Thành 2,Quốc 2,Đình 1,Xuân 1,Ngọc 1,Trọng 1,Bá 1,Viết 1," +
        "Thế 1,Duy 1," +
        "Anh 1,Gia 1,Tấn 2,Thanh 2");

    public static readonly string[] FemaleMiddles = Weighted(
        "Thị 18,Thị Mỹ 1,Thị Thu 2,Thị Kim 2,Thị Thanh 2,Thị Ngọc 2,Ngọc 1,Thu 1,Thanh 1,Kim 1,Hồng 1,Phương 1,Mỹ 1," +
        "Bích 1,Minh 1,Thùy 1,Diệu 1,Khánh 1,Bảo 1,Như 1,Quỳnh 1,Hoài 1,Thúy 1,Cẩm 1");

    public static readonly string[] MaleGivens = Words(
        "An,Anh,Bảo,Bình,Bách,Chiến,Chính,Cường,Chung,Danh,Dũng,Duy,Đạt,Điệp,Đông,Đức,Giang,Hải,Hào,Hậu,Hiếu," +
        "Hiệp,Hòa," +
        "Hoàng,Hùng,Huy,Hưng,Khang,Khánh,Khoa,Khôi,Kiên,Kiệt,Lâm,Lộc,Lợi,Long,Luân,Lực,Mạnh,Minh,Nam,Nghĩa,Nhân,Nhật," +
        "Phát,Phong,Phú,Phúc,Phước,Quân,Quang,Quốc,Quý,Sang,Sơn,Tài,Tân,Tâm,Thái,Thắng,Thành,Thiện,Thịnh,Thọ,Thông," +
        "Thuận,Thụy,Tiến,Tín,Toàn,Trí,Trọng,Trung,Trường,Tú,Tuấn,Tùng,Việt,Vinh,Vũ,Vương,Xuân,Khỏe,Tuy,Hóa");

    public static readonly string[] FemaleGivens = Words(
        "Anh,Ái,Ánh,Bích,Cúc,Chi,Châu,Diễm,Diệp,Dung,Duyên,Đào,Giang,Hà,Hạnh,Hằng,Hân,Hiền,Hoa,Hòa,Hoài,Hồng," +
        "Huệ,Huyền," +
        "Hương,Hường,Khánh,Lan,Lệ,Liên,Liễu,Linh,Loan,Mai,Mến,My,Mỹ,Na,Nga,Ngân,Ngọc,Nguyệt,Nhàn,Nhi,Nhung," +
        "Oanh,Phương," +
        "Phượng,Quyên,Quỳnh,Sen,Sương,Tám,Tâm,Thảo,Thanh,Thi,Thơ,Thơm,Thu,Thủy,Thúy,Thùy,Thư,Thương,Tiên,Trà," +
        "Trang,Trâm," +
        "Trinh,Trúc,Tuyền,Tuyết,Uyên,Vân,Vi,Vy,Xuân,Yên,Yến,Lụa,Thoa,Xí,Lũy");

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

    static string[] Weighted(string list)
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
