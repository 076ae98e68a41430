namespace De06Ingest.Synthetic.People;

/// <summary>
/// Middle and given names of Kinh people born in one span of years, of one sex, as often as they occur there.
/// </summary>
/// <remarks>Names go with the fashion: hardly a woman born before 1960 lacks "Thị", and hardly a girl of today is
/// called "Lành". The weights follow counts of public lists of names for those born around 1990, and are estimates for
/// the older and the younger.</remarks>
sealed class NameCohort
{
    static readonly NameCohort[] Men =
    [
        new(1960,
            "Văn 42,Hữu 4,Đình 4,Xuân 4,Ngọc 4,Đức 4,Công 3,Bá 3,Quang 3,Tấn 3,Thanh 3,Trọng 2,Minh 2,Thế 2," +
            "Thành 2,Viết 1,Khắc 1,Duy 1,Phước 1,Sĩ 1",
            "Hùng 3,Minh 3,Sơn 3,Thanh 3,Bình 3,Hòa 2,Dũng 2,Thành 2,Hải 2,Tâm 2,Long 2,Lâm 2,Phước 2,Quang 2,Xuân 2," +
            "Hai 1,Ba 2,Tư 2,Năm 2,Sáu 2,Bảy 2,Tám 2,Chín 2,Mười 1,Út 1,Lợi 2,Thọ 2,Đông 2,Châu 2,Liên 1,Nhơn 1," +
            "Chánh 1,Ngọc 2,Tấn 1,Thạnh 1,Trung 2,Tùng 1,Vinh 1,Việt 1,Cường 1,Cẩm 1,Chiến 2,Đức 1,Hiền 1,Hồng 1," +
            "Khánh 1,Kỳ 1,Mỹ 1,Nhàn 1,Nghĩa 2,Quý 1,Sang 1,Tài 1,Thái 1,Thuận 1,Tiến 1,Toàn 1,Ánh 1,Sỹ 1,Lý 1,Ẩn 1"),
        new(1985,
            "Văn 30,Thanh 5,Ngọc 5,Minh 4,Quang 4,Đức 4,Hữu 4,Tấn 4,Công 3,Xuân 3,Thành 3,Đình 3,Quốc 3,Trọng 2," +
            "Duy 2,Hoàng 1,Anh 1,Viết 1,Thế 2,Bá 1,Chí 1,Tiến 1",
            "Hùng 5,Dũng 5,Sơn 4,Cường 4,Thành 4,Tuấn 4,Hải 4,Minh 3,Bình 3,Thanh 3,Tâm 3,Long 3,Quang 3,Vinh 3," +
            "Trung 3,Hòa 2,Tùng 2,Thắng 3,Đức 2,Lâm 2,Lợi 2,Phong 2,Phúc 2,Phước 2,Nam 2,Hiếu 1,Hưng 2,Nghĩa 2," +
            "Quý 1,Sang 2,Tài 2,Tân 2,Thái 2,Thọ 1,Thuận 2,Tiến 3,Tín 1,Toàn 2,Trí 1,Việt 2,Vũ 2,Đông 2,Chung 1," +
            "Chính 1,Danh 1,Điệp 1,Giang 1,Hà 1,Hậu 1,Hiền 1,Khánh 1,Kiên 1,Lộc 2,Luân 1,Mạnh 1,Nhân 1,Ngọc 1," +
            "Thịnh 2,Thông 1,Trường 1,Tú 1,Anh 2,Châu 1,Xuân 1,Sỹ 1,Kỳ 1,Khoa 1,Huy 1,Đạt 1"),
        new(2000,
            "Văn 19,Minh 6,Thanh 5,Hoàng 4,Ngọc 4,Quốc 4,Đức 4,Quang 4,Hữu 3,Thành 3,Duy 3,Đình 3,Trung 3,Tấn 3," +
            "Anh 3,Xuân 2,Công 2,Tuấn 2,Trọng 2,Thế 2,Tiến 2,Nhật 1,Hải 1,Mạnh 1,Việt 1,Chí 1,Phước 1,Bá 1",
            "Huy 6,Tuấn 6,Duy 5,Hoàng 4,Nam 4,Anh 4,Hiếu 4,Dũng 4,Đạt 4,Cường 4,Hùng 4,Tùng 4,Minh 4,Sơn 3,Thành 3," +
            "Trung 3,Hải 3,Long 3,Vũ 3,Nguyên 2,Đức 3,Tiến 3,Thắng 3,Thịnh 3,Phúc 2,Khoa 3,Vinh 3,Hưng 2,Quân 2," +
            "Tài 2,Trí 2,An 1,Phong 2,Toàn 2,Quang 2,Nghĩa 2,Nhân 2,Việt 2,Bình 1,Lâm 1,Tú 1,Trường 2,Tân 2,Lộc 2," +
            "Thái 2,Phú 2,Tín 2,Thiện 2,Phát 2,Sang 2,Thông 1,Luân 1,Phước 1,Mạnh 1,Thuận 1,Vương 1,Hiệp 1,Công 1," +
            "Đăng 1,Hậu 1,Kiên 1,Quý 1,Lợi 1,Khánh 1,Tâm 1,Linh 1,Danh 1,Chương 1,Khải 1,Quốc 1"),
        new(9999,
            "Minh 9,Văn 6,Gia 6,Hoàng 6,Quốc 6,Anh 4,Đức 4,Duy 4,Nhật 3,Thanh 3,Bảo 3,Tuấn 3,Ngọc 3,Quang 3,Thành 3," +
            "Thiên 2,Trung 2,Hữu 2,Đăng 2,Khánh 2,Tấn 2,Phúc 1,Trọng 1,Hải 1,Đình 2,Nguyên 1,Tiến 1,Xuân 1",
            "Huy 6,Bảo 6,Khang 5,Phúc 4,Khôi 4,Minh 4,Nam 4,Đạt 4,Duy 3,Quân 4,Khoa 4,Nguyên 3,Anh 4,Thịnh 3,Phát 3," +
            "Hưng 3,Kiệt 4,Long 3,Hoàng 2,Hiếu 2,Tuấn 2,Khánh 2,Đăng 2,An 2,Lâm 2,Phong 3,Nhân 2,Trí 2,Tài 2,Vinh 2," +
            "Thiện 2,Tín 1,Lộc 2,Đức 2,Dũng 1,Thành 1,Tùng 1,Vũ 1,Quang 1,Trường 1,Toàn 1,Việt 1,Hải 1,Sơn 1,Kiên 1," +
            "Bách 1,Tú 1,Tiến 1,Thắng 1,Thái 1,Hậu 1,Nghĩa 1,Phước 1,Quý 1,Khải 1,Luân 1,Ân 1"),
    ];

    static readonly NameCohort[] Women =
    [
        new(1960,
            "Thị 92,Kim 2,Ngọc 2,Thanh 1,Thị Kim 1,Thị Ngọc 1,Thị Thu 1",
            "Hoa 4,Lan 4,Hồng 3,Liên 3,Xuân 3,Thu 3,Hường 2,Sen 2,Cúc 3,Huệ 2,Mai 2,Tâm 2,Nhàn 2,Hai 2,Ba 2,Tư 2," +
            "Năm 3,Sáu 3,Bảy 3,Tám 3,Chín 2,Mười 2,Út 2,Lành 2,Thơm 2,Mót 1,Gái 2,Lài 2,Lụa 1,Điểu 1,Nga 2,Nguyệt 2," +
            "Loan 2,Phượng 2,Yến 1,Tuyết 2,Vân 2,Anh 1,Bông 1,Đào 2,Hà 2,Hạnh 2,Hiền 2,Hòa 2,Kiều 1,Lệ 1,Liễu 1," +
            "Minh 1,Mỹ 1,Ngọc 2,Nhung 1,Sương 1,Thanh 2,Thảo 1,Thuận 1,Thủy 2,Xí 1,Lũy 1,Tằm 1,Ơn 1,Ái 1,Bích 1,Lý 1"),
        new(1985,
            "Thị 62,Thị Kim 4,Thị Thu 3,Thị Thanh 3,Thị Ngọc 3,Thị Mỹ 2,Thị Hồng 2,Thị Bích 2,Ngọc 2,Kim 2,Thanh 2," +
            "Thu 1,Mỹ 1,Hồng 1,Thị Xuân 1,Thị Minh 1",
            "Hương 4,Hoa 3,Lan 4,Hồng 3,Hạnh 3,Thủy 4,Nga 3,Hiền 4,Hà 4,Liên 3,Phượng 3,Thu 3,Vân 3,Loan 3,Mai 3," +
            "Nguyệt 2,Tuyết 3,Tâm 2,Thanh 2,Phương 2,Dung 3,Hằng 2,Hường 2,Hòa 2,Xuân 2,Yến 2,Bích 1,Cúc 2,Đào 1," +
            "Huệ 2,Huyền 1,Kiều 1,Lệ 2,Liễu 1,Lý 2,Minh 1,Mỹ 2,Ngọc 2,Nhung 2,Oanh 2,Quyên 1,Sương 2,Thảo 2,Thúy 3," +
            "Thơ 1,Trang 1,Ánh 2,Anh 1,Diệu 1,Duyên 1,Lành 1,Lài 1,Nhàn 1,Thoa 2,Thơm 1,Thương 1,Trinh 1,Út 1,Vy 1"),
        new(2000,
            "Thị 36,Thị Thu 4,Thị Thanh 4,Thị Ngọc 4,Thị Mỹ 4,Thị Kim 3,Thị Hồng 3,Thị Bích 3,Thị Thùy 3," +
            "Thị Phương 2,Thị Diễm 2,Ngọc 3,Thanh 3,Thu 2,Kim 2,Phương 2,Thùy 2,Hoài 2,Mỹ 1,Hồng 1,Bích 1,Như 1," +
            "Thị Cẩm 1",
            "Linh 5,Trang 5,Hương 3,Thảo 5,Phương 4,Hằng 3,Hà 3,Huyền 4,Ngân 3,Hiền 3,Thủy 3,Thúy 3,Nhung 3,Nga 2," +
            "Dung 2,Duyên 3,Vân 3,Yến 3,Anh 4,Ngọc 3,Mai 2,Lan 2,Loan 2,Ly 3,My 2,Nhi 3,Như 1,Oanh 2,Phượng 2," +
            "Quyên 2,Quỳnh 2,Sương 1,Tâm 2,Thanh 2,Thi 1,Thơ 1,Thoa 1,Thu 2,Thương 3,Tiên 2,Trâm 3,Trinh 3,Trúc 1," +
            "Tuyền 2,Tuyết 2,Uyên 2,Vi 2,Vy 2,Xuân 1,Hạnh 2,Hân 1,Hoa 1,Hồng 1,Hòa 1,Diễm 2,Diệu 1,Giang 1,Chi 1," +
            "Châu 1,Ánh 1,Lệ 1,Liên 1,Kiều 2,Khánh 1,Hậu 1,Hường 1,Nguyệt 1,Na 1,Tú 1"),
        new(9999,
            "Thị 13,Ngọc 5,Bảo 5,Phương 4,Minh 4,Khánh 3,Thanh 3,Gia 3,Như 3,Quỳnh 3,Thị Thu 2,Thị Kim 2,Thị Thanh 2," +
            "Thị Ngọc 2,Thị Mỹ 2,Thị Thùy 1,Thùy 2,Kim 2,Anh 2,Mai 2,Thảo 2,Yến 2,Tường 1,Hoài 1,Diễm 1,Uyên 1,Nhã 1," +
            "Hồng 1,Cẩm 1,Hà 1,Trúc 1,Huyền 1",
            "Linh 4,Vy 6,Nhi 5,Ngân 4,Trâm 4,Anh 5,Thư 5,Ngọc 4,Như 4,My 3,Hân 4,Quỳnh 3,Thảo 3,Uyên 3,Trang 2," +
            "Châu 2,Hà 1,Hiền 1,Huyền 1,Khánh 1,Mai 2,Ly 2,Nguyên 2,Phương 3,Tiên 2,Trinh 2,Trúc 2,Tuyền 1,Vân 2," +
            "Vi 1,Yến 3,An 2,Chi 2,Dung 1,Duyên 1,Diệp 1,Giang 1,Hằng 1,Hương 1,Kiều 1,Lam 1,Nhung 1,Oanh 1,Thủy 1," +
            "Thương 1,Thy 1,Trà 1,Đan 1,Băng 1,Quyên 1,Thanh 1,Thùy 1"),
    ];

    NameCohort(int bornBefore, string middles, string givens)
    {
        BornBefore = bornBefore;
        Middles = NameLists.Weighted(middles);
        Givens = NameLists.Weighted(givens);
    }

    /// <summary>Middle names, "Thị Thu" among them; each as often as it weighs.</summary>
    public string[] Middles { get; }

    /// <summary>Given names, each as often as it weighs.</summary>
    public string[] Givens { get; }

    int BornBefore { get; }

    public static NameCohort Of(bool male, int year) => Array.Find(male ? Men : Women, c => year < c.BornBefore)!;
}
