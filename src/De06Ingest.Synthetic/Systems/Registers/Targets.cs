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
        ("visits-by-card", 7000, "TL"),
        ("procedures-paid-online", 4500, "TL"),
    ];

    // Numbers that the province as a whole has to reach, in hundredths of its people.
    static readonly (string Code, int Percent)[] Numbers = [("eid-of-target", 60), ("eid-activated-of-target", 70)];

    public override IEnumerable<string[]> Rows(RegisterView view)
    {
        foreach (var (code, percent) in Numbers)
        {
            yield return
            [
                $"{code}-51-2026",
                code,
                "51",
                "SL",
                $"{view.Population.Registered * (long)percent / 100}",
                "Giao",
                "Bộ Công an",
                "01/01/2026",
                "31/12/2026",
            ];
        }

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
