using De06Ingest.Synthetic.People;

namespace De06Ingest.Synthetic.Systems.Citizens;

/// <summary>Members of poor and near-poor households, in TCVN3.</summary>
sealed class PoorHouseholdMembers() : CitizenSystem(
    "poor-household-members", "ho-ngheo",
    "Mã thành viên;Mã hộ;Họ và tên;Quan hệ với chủ hộ;Ngày sinh;Giới tính;Số CCCD;Dân tộc;Phân loại;" +
    "Năm rà soát;Thôn;Mã xã")
{
    public override Layout Layout { get; } = Layout.Semicolons with { Encoding = FileEncoding.Tcvn3 };
    public override string[] Compares { get; } = ["name", "birthDate", "sex", "homeUnit", "alive"];

    public override int RecordsOf(in Citizen citizen, ref Chance chance) =>
        citizen.Head % 14 == 3 ? 1 : 0;

    public override string RecordNo(int citizen, int ordinal) => $"HN{citizen:D8}";

    public override IEnumerable<string[]> Lines(CitizenRow r)
    {
        return
        [
            [
                r.RecordNo,
                r.Household,
                r.Name(),
                r.Values.Citizen == r.Citizen.Head ? "CH" : "TV",
                r.BirthOrYear(),
                r.Sex(),
                r.Id(120),
                PersonNames.Title(r.Citizen.Ethnic),
                r.Citizen.Head % 28 == 3 ? "Hộ nghèo" : "Hộ cận nghèo",
                "2025",
                Hamlets.Name(r.Home, r.Citizen.Hamlet),
                r.Unit,
            ],
        ];
    }
}
