namespace De06Ingest.Synthetic.Systems.Registers;

/// <summary>The catalogue of essential services in its versions.</summary>
sealed class ServiceCatalogue() : RegisterSystem(
    "service-catalogue", "danh-muc-dvc-thiet-yeu",
    "Mã mục;Phiên bản;Số thứ tự;Mã TTHC;Tên dịch vụ;Lĩnh vực;Bộ chủ trì;Mức độ;Nghĩa vụ tài chính;" +
    "Hiệu lực từ;Hiệu lực đến;Mã dịch vụ")
{
    static readonly (string Version, int Last, string From, string Until)[] Versions =
    [
        ("2022", 25, "06/01/2022", "31/12/2023"),
        ("2023-22", 25, "01/01/2023", "31/12/2023"),
        ("2024", 53, "01/01/2024", ""),
    ];

    // Of the 25, those of 2023 are without the three that no agency of the province handles.
    static readonly int[] NotIn22 = [8, 24, 25];

    // Levels were 1 to 4 until 2022.
    static string Level(string version, CatalogueEntry service) => version != "2024"
        ? service.Online > 700 ? "4" : "3"
        : service.Online > 500 ? "Toàn trình" : "Một phần";

    public override IEnumerable<string[]> Rows(RegisterView view)
    {
        foreach (var (version, last, from, until) in Versions)
        {
            foreach (var service in EssentialServices.All.Where(s => s.Number <= last))
            {
                if (version == "2023-22" && NotIn22.Contains(service.Number))
                {
                    continue;
                }

                yield return
                [
                    $"{version}-{service.Number:D2}",
                    version,
                    $"{service.Number}",
                    service.Procedure,
                    service.Name,
                    service.Field,
                    service.Ministry,
                    Level(version, service),
                    service.HasFee ? "Có" : "Không",
                    from,
                    until,
                    service.Key,
                ];
            }
        }
    }
}
