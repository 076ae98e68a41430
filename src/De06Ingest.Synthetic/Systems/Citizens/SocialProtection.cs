using De06Ingest.Synthetic.People;

namespace De06Ingest.Synthetic.Systems.Citizens;

/// <summary>Register of the beneficiaries of social protection, a sheet with a letterhead.</summary>
sealed class SocialProtection() : CitizenSystem(
    "social-protection", "doi-tuong-bao-tro",
    "STT;Mã hồ sơ;Họ và tên;Ngày sinh;Giới tính;Số CCCD/ĐDCN;Dân tộc;Mã đối tượng;Hệ số;Mức hưởng;" +
    "Từ tháng;Có tài khoản;Hình thức chi trả;Chủ tài khoản;Thôn;Mã xã")
{
    public override Layout Layout { get; } = Layout.Sheet(
        "SỞ Y TẾ TỈNH QUẢNG NGÃI", "DANH SÁCH ĐỐI TƯỢNG BẢO TRỢ XÃ HỘI ĐANG HƯỞNG", ';') with { ByteOrderMark = true };
    public override string[] Compares { get; } = ["name", "birthDate", "sex", "homeUnit", "alive"];

    public override int RecordsOf(in Citizen citizen, ref Chance chance) =>
        2026 - citizen.Birth.Year >= 75 ? chance.PerMille(700) ? 1 : 0 : chance.PerMille(35) ? 1 : 0;

    public override string RecordNo(int citizen, int ordinal) => $"BT51{citizen:D7}";

    public override IEnumerable<string[]> Lines(CitizenRow r)
    {
        var account = r.Details.PerMille(390);
        var method = !account ? r.Pick("TM", "TM", "TM", "UQ") : r.Details.PerMille(990) ? "TK" : "TM";
        var group = r.Age >= 80 ? "5b" : r.Age >= 75 ? "5a" : r.Pick("6", "1", "4", "3", "5c");
        return
        [
            [
                $"{r.Details.Between(1, 900)}",
                r.RecordNo,
                r.Name(),
                r.Birth(),
                r.Sex(),
                r.Id(150),
                PersonNames.Title(r.Citizen.Ethnic),
                group,
                r.Pick("1,0", "1,5", "2,0", "2,5"),
                r.Pick("500.000", "750.000", "1.000.000", "1250000"),
                $"{r.Number(10, 12)}/{r.Number(2015, 2025)}",
                account ? "Có" : "Không",
                method,
                method == "TM" ? "" : method == "UQ" ? "Phạm Văn Đeo" : r.Values.Name,
                Hamlets.Name(r.Home, r.Citizen.Hamlet),
                r.Unit,
            ],
        ];
    }
}
