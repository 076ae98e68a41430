using De06Ingest.Synthetic.People;
using static De06Ingest.Synthetic.Systems.CitizenRow;

namespace De06Ingest.Synthetic.Systems.Citizens;

/// <summary>The labour survey: people of 15 and more, a sheet with a letterhead.</summary>
sealed class Workers() : CitizenSystem(
    "workers", "nguoi-lao-dong",
    "STT;Mã phiếu;Họ và tên;Ngày sinh;Giới tính;Số CCCD;Mã số BHXH;Mã xã thường trú;Nơi ở hiện tại;" +
    "Đối tượng ưu tiên;Trình độ GDPT;CMKT cao nhất;Tình trạng việc làm;Vị thế;Mã nơi làm việc;SĐT;" +
    "Ngày cập nhật")
{
    public override Layout Layout { get; } = Layout.Sheet(
        "SỞ NỘI VỤ TỈNH QUẢNG NGÃI", "THÔNG TIN NGƯỜI TỪ 15 TUỔI TRỞ LÊN", ';');
    public override string[] Compares { get; } = ["name", "birthDate", "sex", "homeUnit", "phone"];

    public override int RecordsOf(in Citizen citizen, ref Chance chance) =>
        2026 - citizen.Birth.Year is >= 15 and < 75 && chance.PerMille(300) ? 1 : 0;

    public override string RecordNo(int citizen, int ordinal) => $"LD51{citizen:D8}";

    public override IEnumerable<string[]> Lines(CitizenRow r)
    {
        var works = r.Details.PerMille(760);
        var place = works ? r.Pick("51", "51", "51", "51", "74", "79", "48") : "";
        return
        [
            [
                r.Number(1, 500),
                r.RecordNo,
                r.Name(),
                r.BirthOrYear(),
                r.Sex(),
                r.Id(200),
                works && r.Details.PerMille(400) ? $"51{20_000_000 + r.Values.Citizen:D8}" : "",
                r.Unit,
                place switch { "74" => "Bình Dương", "79" => "TP. Hồ Chí Minh", "48" => "Đà Nẵng", _ => r.Address },
                r.Pick("Không", "Không", "Không", "Không", "Hộ nghèo", "Hộ cận nghèo"),
                r.Pick("12/12", "9/12", "5/12"),
                r.Pick("Không", "Không", "SC", "TC", "CĐ", "ĐH"),
                works ? "Có việc làm" : r.Pick("Thất nghiệp", "Không tham gia HĐKT", "Không tham gia HĐKT"),
                works ? r.Pick("Làm công", "Làm công", "Tự làm", "Chủ cơ sở", "Gia đình") : "",
                place,
                r.Phone(),
                r.Details.PerMille(850) ? Day(r.DayWithin(300)) : "",
            ],
        ];
    }
}
