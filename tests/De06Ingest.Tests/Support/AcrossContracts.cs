using static De06Ingest.Tests.Support.FlowContracts;

namespace De06Ingest.Tests.Support;

/// <summary>Small contracts whose rules look at one another, and their rows.</summary>
static class AcrossContracts
{
    public const string DossiersHeader = "no,id,name,born,sex,phone,unit\n";
    public const string DeathsHeader = "no,id,name,state\n";
    public const string ClinicHeader = "visit,id,name,phone,told\n";

    /// <summary>The reference of <see cref="FlowContracts"/>, which also testifies.</summary>
    public const string Register = Population + "\nwitness: { phone: unknown, birthDate: unknown, name: unknown }";

    /// <summary>A feed with every field of a person, keyed by a number of its own.</summary>
    public static string Dossiers(string check, string end = "", string feed = "dossiers") =>
        $$"""
        feed: {{feed}}
        title: Hồ sơ
        owner: Sở Nội vụ
        key: [recordNo]
        fields:
          recordNo: { from: [no] }
          personalId: { from: [id] }
          name: { from: [name] }
          birthDate: { from: [born] }
          sex: { from: [sex] }
          phone: { from: [phone] }
          homeUnit: { from: [unit] }
        check: [{{check}}]
        limits: { refused-share: 60%, row-drop: 90%, mismatch-share: 100% }{{(end.Length == 0 ? "" : "\n" + end)}}
        """;

    public const string Deaths =
        """
        feed: deaths
        title: Đăng ký khai tử
        owner: Sở Tư pháp
        key: [recordNo]
        fields:
          recordNo: { from: [no] }
          personalId: { from: [id] }
          name: { from: [name] }
          status: { from: [state], codes: { registered: registered, cancelled: cancelled } }
        dead-when: { status: [registered] }
        limits: { refused-share: 60%, row-drop: 100%, mismatch-share: 100% }
        """;

    /// <summary>A sector that testifies about phones, and says since when.</summary>
    public static string Clinic(string feed = "clinic") =>
        $$"""
        feed: {{feed}}
        title: Khám chữa bệnh
        owner: Sở Y tế
        key: [recordNo]
        fields:
          recordNo: { from: [visit] }
          personalId: { from: [id] }
          name: { from: [name] }
          phone: { from: [phone], optional: true }
        extra:
          told: { from: [told], type: date, optional: true }
        witness: { phone: told, name: unknown }
        limits: { refused-share: 60%, row-drop: 100%, mismatch-share: 100% }
        """;

    public static string Dossier(
        string no, int n, string? id = null, string name = "Trần Văn Nam", string born = "05/07/1990",
        string sex = "Nam", string? phone = null, string? unit = null) =>
        $"{no},{id ?? Id(n)},{name},{born},{sex},{phone ?? Phone(n)},{unit ?? Unit(n)}\n";

    public static string ClinicVisit(string no, int n, string? phone = null, string told = "01/11/2025") =>
        $"{no},{Id(n)},Trần Văn Nam,{phone ?? Phone(n)},{told}\n";
}
