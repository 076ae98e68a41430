namespace De06Ingest.Synthetic.Systems.Registers;

/// <summary>The message log of the linked-services software.</summary>
sealed class LinkedMessages() : RegisterSystem(
    "linked-messages", "nhat-ky-lien-thong",
    "maThongDiep;maHoSo;buoc;heThongGui;heThongNhan;maXa;thoiDiemGui;thoiDiemNhan;soLanGui;trangThai;" +
    "maLoi")
{
    public override Layout Layout { get; } = Layout.Lines;

    public override IEnumerable<string[]> Rows(RegisterView view)
    {
        for (var i = 0; i < Math.Max(200, view.Population.Registered / 60); i++)
        {
            var chance = view.ChanceOf(Feed, i);
            var sent = new DateTime(2026, 7, 1, 7, 0, 0).AddMinutes(chance.Next(44_000));
            var lag = chance.PerMille(850) ? chance.Between(5, 600) : chance.Between(3_600, 260_000);
            var failed = chance.PerMille(25);
            yield return
            [
                $"LT{i:D8}",
                $"LTKS.H48.{chance.Next(view.Population.Registered):D8}",
                chance.Pick(["KS", "TT", "BHYT", "KT", "XTT", "MTP"]),
                "DVCLT",
                chance.Pick(["HOTICH", "DCQG", "BHXH", "BTXH"]),
                chance.Pick([.. view.Places]).Code,
                $"{sent:yyyy-MM-ddTHH:mm:ss}+07:00",
                failed ? "" : $"{sent.AddSeconds(lag):yyyy-MM-ddTHH:mm:ss}+07:00",
                $"{(failed ? 5 : chance.Between(1, 2))}",
                failed ? "LOI" : "DA_NHAN",
                failed ? chance.Pick(["TIMEOUT", "500", "401"]) : "",
            ];
        }
    }
}
