using De06Ingest.Synthetic.People;

namespace De06Ingest.Synthetic.Systems.Registers;

/// <summary>Targets as rows, assigned or own.</summary>
sealed class Targets() : RegisterSystem(
    "targets", "chi-tieu",
    "Mã;Mã chỉ số;Mã đơn vị;Loại;Giá trị;Nguồn;Cơ quan giao;Từ ngày;Hạn")
{
    // Shares in hundredths of a percent. What is counted for the province only, no commune can be asked to reach.
    static readonly (string Code, int Value, bool HasCommunes)[] Listed =
    [
        ("eid-activated", 9500, true),
        ("eid-level-2-collected", 6000, true),
        ("pension-through-account", 6100, true),
        ("dossiers-online", 7000, true),
        ("visits-by-card", 7000, true),
        ("procedures-paid-online", 4500, false),
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
            yield return Row(row.Code, "51", row.Value, "Giao", "Bộ Công an");
            foreach (var place in view.Places.Where(_ => row.HasCommunes))
            {
                var chance = view.ChanceOf(Feed + row.Code, int.Parse(place.Code));
                var value = row.Value + (chance.Between(-3, 3) * 100);
                var origin = chance.Pick(["Giao", "Tự đặt"]);
                yield return Row(
                    row.Code, place.Code, value, origin, origin == "Giao" ? "UBND tỉnh" : CommitteeOf(place));
            }
        }
    }

    static string[] Row(string code, string unit, int value, string origin, string by) =>
        [$"{code}-{unit}-2026", code, unit, "TL", $"{value}", origin, by, "01/01/2026", "31/12/2026"];

    /// <summary>Who sets a unit's own targets: UBND xã Ba Tơ.</summary>
    static string CommitteeOf(Place place) => $"UBND {char.ToLowerInvariant(place.Name[0])}{place.Name[1..]}";
}
