namespace De06Ingest.Synthetic.Systems.Registers;

/// <summary>What the youth teams counted, per commune, campaign and month.</summary>
sealed class CampaignTallies() : RegisterSystem(
    "campaign-tallies", "chien-dich-doan",
    "Mã xã;Đợt;Số đội hình;Số đoàn viên;Lượt hoạt động;Lượt hỗ trợ TTHC;Lượt hỗ trợ DVC;" +
    "Lượt cài đặt định danh;Kích hoạt mức 1;Thu nhận mức 2;Kích hoạt mức 2;Tài khoản ngân hàng;" +
    "Ví điện tử;Tiểu thương;Lượt tuyên truyền;Số cơ sở đoàn;Cơ sở đoàn ra quân")
{
    static readonly string[] Campaigns = ["NCD", "GH", "TTN"];

    public override Layout Layout { get; } = Layout.Sheet(
        "TỈNH ĐOÀN QUẢNG NGÃI", "KẾT QUẢ ĐỘI HÌNH THANH NIÊN TÌNH NGUYỆN THÁNG {month}", ';');
    public override IReadOnlyList<SystemDelivery> Deliveries => Months;

    public override IEnumerable<string[]> Rows(RegisterView view)
    {
        foreach (var place in view.Places)
        {
            var chance = view.ChanceOf(Feed + view.Delivery.Period, int.Parse(place.Code));
            var bases = chance.Between(1, 5);
            yield return
            [
                place.Code,
                chance.Pick(Campaigns),
                $"{chance.Between(1, 3)}",
                $"{chance.Between(5, 30)}",
                $"{chance.Between(0, 6)}",
                $"{chance.Between(0, 60)}",
                $"{chance.Between(0, 60)}",
                $"{chance.Between(0, 80)}",
                $"{chance.Between(0, 40)}",
                $"{chance.Between(0, 90)}",
                $"{chance.Between(0, 70)}",
                $"{chance.Between(0, 5)}",
                $"{chance.Between(0, 4)}",
                $"{chance.Between(0, 3)}",
                $"{chance.Between(0, 120)}",
                $"{bases}",
                $"{chance.Between(1, bases)}",
            ];
        }
    }
}
