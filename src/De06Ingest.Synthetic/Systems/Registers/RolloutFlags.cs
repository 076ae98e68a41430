namespace De06Ingest.Synthetic.Systems.Registers;

/// <summary>Which communes have begun with what.</summary>
sealed class RolloutFlags() : RegisterSystem(
    "rollout-flags", "trien-khai-theo-xa",
    "Mã xã;Nội dung;Đã triển khai;Từ ngày;Lý do chưa")
{

    public override IEnumerable<string[]> Rows(RegisterView view)
    {
        foreach (var place in view.Places)
        {
            foreach (var topic in (string[])["CTKTM", "KCBCCCD", "LTDT"])
            {
                var chance = view.ChanceOf(Feed + topic, int.Parse(place.Code));
                if (chance.PerMille(60))
                {
                    continue;
                }

                var begun = chance.PerMille(640);
                yield return
                [
                    place.Code,
                    topic,
                    begun ? "Có" : "Không",
                    begun ? $"{chance.Between(1, 28):D2}/0{chance.Between(1, 9)}/2025" : "",
                    begun ? "" : "Chưa có điểm chi trả",
                ];
            }
        }
    }
}
