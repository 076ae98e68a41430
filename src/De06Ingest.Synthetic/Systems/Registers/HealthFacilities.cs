namespace De06Ingest.Synthetic.Systems.Registers;

/// <summary>Health facilities and what they are connected to.</summary>
sealed class HealthFacilities() : RegisterSystem(
    "health-facilities", "co-so-kcb",
    "Mã CSKCB;Tên cơ sở;Mã xã;Loại;Hình thức;KCB BHYT;Dùng CCCD;Kết nối HSSK;Ngày kết nối")
{

    public override IEnumerable<string[]> Rows(RegisterView view)
    {
        for (var i = 0; i < 17 + view.Places.Count; i++)
        {
            var chance = view.ChanceOf(Feed, i);
            var place = view.Places[i < 17 ? chance.Next(view.Places.Count) : i - 17];
            var hospital = i < 17;
            yield return
            [
                $"51{i + 1:D3}",
                hospital ? $"Bệnh viện số {i + 1}" : $"Trạm y tế {place.Name}",
                place.Code,
                hospital ? "BV" : "TYT",
                hospital && i > 13 ? "TN" : "CL",
                "Có",
                "Có",
                hospital || chance.PerMille(900) ? "Có" : "Không",
                $"{chance.Between(1, 28):D2}/{chance.Between(1, 12):D2}/2024",
            ];
        }
    }
}
