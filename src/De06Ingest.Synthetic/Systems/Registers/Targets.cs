namespace De06Ingest.Synthetic.Systems.Registers;

/// <summary>Targets as rows, assigned or own.</summary>
sealed class Targets() : RegisterSystem(
    "targets", "chi-tieu",
    "Mã;Mã chỉ số;Mã đơn vị;Loại;Giá trị;Nguồn;Cơ quan giao;Từ ngày;Hạn")
{
    static readonly (string Code, int Value, string Kind)[] Listed =
    [
        ("eid-activated", 9500, "TL"),
        ("eid-level-2-collected", 6000, "TL"),
        ("pension-through-account", 6100, "TL"),
        ("dossiers-online", 7000, "TL"),
        ("health-visits-by-card", 7000, "TL"),
        ("procedures-online-payment", 4500, "TL"),
    ];

    public override IEnumerable<string[]> Rows(RegisterView view)
    {
        for (var i = 0; i < Listed.Length; i++)
        {
            var row = Listed[i];
            foreach (var unit in view.Places.Select(p => p.Code).Prepend("51"))
            {
                var chance = view.ChanceOf(Feed + row.Code, int.Parse(unit));
                yield return
                [
                    $"{row.Code}-{unit}-2026",
                    row.Code,
                    unit,
                    row.Kind,
                    $"{row.Value + (unit == "51" ? 0 : chance.Between(-3, 3) * 100)}",
                    unit == "51" ? "Giao" : chance.Pick(["Giao", "Tự đặt"]),
                    "Bộ Công an",
                    "01/01/2026",
                    "31/12/2026",
                ];
            }
        }
    }
}
