using System.Globalization;
using System.Text;

namespace De06Ingest.Tests.Support;

/// <summary>Small contracts and rows for <see cref="Flow"/>: a reference, a feed with one row per subject, one with
/// several, and one in monthly slices.</summary>
static class FlowContracts
{
    public const string PopulationHeader = "id,name,born,sex,phone,unit,status\n";
    public const string AccountsHeader = "id,name,phone,unit,level\n";
    public const string VisitsHeader = "visit,patient,id,name,phone,unit\n";
    public const string PensionsHeader = "book,id,name,unit,amount\n";

    public const string Population =
        """
        feed: population
        title: Dân cư
        owner: Công an tỉnh
        role: reference
        key: [personalId]
        fields:
          personalId: { from: [id] }
          name: { from: [name] }
          birthDate: { from: [born] }
          sex: { from: [sex] }
          phone: { from: [phone], optional: true }
          homeUnit: { from: [unit] }
          status: { from: [status], codes: { alive: alive, dead: dead } }
        limits: { row-drop: 60% }
        """;

    public const string Visits =
        """
        feed: visits
        title: Lượt khám
        owner: Sở Y tế
        key: [visitNo]
        subject: [patientNo]
        fields:
          personalId: { from: [id] }
          name: { from: [name] }
          phone: { from: [phone] }
          homeUnit: { from: [unit] }
        extra:
          visitNo: { from: [visit], type: key }
          patientNo: { from: [patient], type: key }
        compare: [name, phone, alive]
        limits: { refused-share: 60%, row-drop: 90%, mismatch-share: 100% }
        """;

    public const string Pensions =
        """
        feed: pensions
        title: Chi trả lương hưu
        owner: Bảo hiểm xã hội tỉnh
        extent: full of [period]
        period: { file-name: "pay_(yyyy-MM)" }
        key: [recordNo, period]
        subject: [recordNo]
        one-per: personalId
        fields:
          recordNo: { from: [book] }
          personalId: { from: [id] }
          name: { from: [name] }
          homeUnit: { from: [unit] }
        extra:
          amount: { from: [amount], type: money-vnd }
        compare: [name, alive]
        limits: { refused-share: 60%, row-drop: 90%, mismatch-share: 100% }
        """;

    /// <summary>One row per subject; further lines go to its extra columns, its end, or in place of a limit.</summary>
    public static string Accounts(
        string extra = "", string end = "", string limits = "refused-share: 20%, row-drop: 30%, mismatch-share: 100%",
        string level = "level: { from: [level], type: key }", string fields = "") =>
        $$"""
        feed: accounts
        title: Tài khoản
        owner: Công an tỉnh
        key: [personalId]
        fields:
          personalId: { from: [id] }
          name: { from: [name] }
          phone: { from: [phone] }
          homeUnit: { from: [unit] }{{Line(fields)}}
        extra:
          {{level}}{{Line(extra)}}
        compare: [name, phone, alive]
        limits: { {{limits}} }{{(end.Length == 0 ? "" : "\n" + end)}}
        """;

    /// <summary>A man of 1990 with this number.</summary>
    public static string Id(int n) => "051090" + n.ToString("D6", CultureInfo.InvariantCulture);

    public static string Phone(int n) => "0912" + n.ToString("D6", CultureInfo.InvariantCulture);

    public static string Citizen(int n, string? phone = null, string status = "alive", string name = "Trần Văn Nam") =>
        $"{Id(n)},{name},05/07/1990,Nam,{phone ?? Phone(n)},{Unit(n)},{status}\n";

    public static string Account(int n, string? phone = null, string level = "2", string name = "Trần Văn Nam") =>
        $"{Id(n)},{name},{phone ?? Phone(n)},{Unit(n)},{level}\n";

    public static string Visit(string visit, int n, string? phone = null) =>
        $"{visit},BN{n},{Id(n)},Trần Văn Nam,{phone ?? Phone(n)},{Unit(n)}\n";

    public static string Pension(string book, int n, string name = "Trần Văn Nam", string amount = "1000") =>
        $"{book},{Id(n)},{name},{Unit(n)},{amount}\n";

    public static string Unit(int n) => n % 3 == 0 ? "21025" : "21040";

    /// <summary>Header and rows 1 to <paramref name="count"/>.</summary>
    public static string Many(string header, int count, Func<int, string> row)
    {
        var text = new StringBuilder(header);
        for (var n = 1; n <= count; n++)
        {
            text.Append(row(n));
        }

        return text.ToString();
    }

    public static string Citizens(int count) => Many(PopulationHeader, count, n => Citizen(n));

    static string Line(string text) => text.Length == 0 ? "" : "\n  " + text;
}
