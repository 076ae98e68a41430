using De06Ingest.Synthetic.People;
using De06Ingest.Synthetic.Plan;
using De06Ingest.Synthetic.Planted;

namespace De06Ingest.Synthetic.Extracts;

/// <summary>Electronic identification accounts: CSV with commas, no byte order mark.</summary>
sealed class EidAccountsExtract(FeedPlan plan, SectorRow row, int day)
    : ExtractWriter(plan, row, day, ExtractForm.Csv, keyedById: true)
{
    internal const string Header =
        "Số ĐDCN,Họ và tên,Ngày sinh,Giới tính,SĐT đăng ký,Mức độ,Ngày thu nhận,Ngày phê duyệt,Ngày kích hoạt," +
        "Trạng thái," +
        "Lý do chưa kích hoạt,Mã xã\n";

    static readonly string[] Reasons = ["", "Đi làm ăn xa", "Đi làm ăn xa", "Khác"];
    static readonly sbyte Buried = PlantedErrors.IndexOf<DeathRegistered>();
    Account _account;

    public override void Write(ExtractSink sink)
    {
        sink.Text(Header);
        var subjects = Plan.Subjects(Feed.EidAccounts);
        for (var i = 0; i < subjects.Count; i++)
        {
            if (subjects[i].IsThereOn(Day))
            {
                WriteSubject(sink, Feed.EidAccounts, i, subjects[i], subjects[i].Course.SpoilsOn(Day));
            }
        }
    }

    protected override void Prepare(Subject subject)
    {
        // The accounts of the dead are locked, unless the planted error says otherwise.
        Row.Locked = Row.Population.People[Row.Citizen].Status == LifeStatus.Dead
            || (subject.Kind == Buried && subject.Course != Course.New);
    }

    protected override void WriteRow(ExtractSink sink, Subject subject)
    {
        _account = AccountOf(subject);
        var chance = Chance.For(Seed, ChanceFor.Dressing, Key(Feed.EidAccounts, subject));
        sink.Cell(Row.IdText ?? Dress.Id(Row.Id, 30, ref chance), Separator);
        Next(sink, Dress.Name(Row.Name, ref chance));
        Next(sink, Dress.Birth(Row.Birth, ref chance));
        Next(sink, Dress.Sex(Row.Male, ref chance));
        Next(sink, Row.PhoneText ?? (_account.Phone == 0 ? "" : Dress.Phone(_account.Phone, ref chance)));
        Next(sink, (chance.PerMille(250) ? "0" : "") + _account.Level);
        Next(sink, Date(_account.Collected));
        Next(sink, Date(_account.Approved));
        Next(sink, Date(_account.Activated));
        Next(sink, _account.Status);
        Next(sink, _account.Reason);
        Next(sink, Row.PlaceText ?? Row.Population.Places[Row.Place].Code);
    }

    protected override void EndRow(ExtractSink sink) => sink.Byte((byte)'\n');

    protected override void Count(Subject subject)
    {
        var collected = _account is { Level: 2, Collected: not null };
        Tally.Add("accounts", true);
        Tally.Add("level-2-collected", collected);
        Tally.Add("level-2-activated", collected && _account.Activated is not null);
        Tally.Add("phone-given", Row.PhoneText is not null || _account.Phone != 0);
    }

    Account AccountOf(Subject subject)
    {
        var chance = Chance.For(Seed, ChanceFor.Details, Key(Feed.EidAccounts, subject));

        // Whoever the register of some day does not count as living has level 1, so that the figures of level 2 do not
        // depend on who is counted.
        var level = chance.PerMille(130) || IsOutsideFigures(subject) ? 1 : 2;
        var collected = new DateOnly(2022, 3, 1).AddDays(chance.Next(1500));
        var approved = collected.AddDays(chance.Between(5, 25));
        var active = IsActive(subject, ref chance);
        var phone = PhoneOf(subject, ref chance);
        var locked = Row.Locked || (subject.IsPlain && chance.PerMille(8));
        return new Account(
            level,
            level == 2 ? collected : null,
            approved,
            active || locked ? approved.AddDays(chance.Between(1, 60)) : null,
            locked ? chance.PerMille(500) ? "Khóa" : "Khoá" : active ? "Đã kích hoạt" : "Chưa kích hoạt",
            locked || active ? "" : Row.PhoneReportedWrong ? "Sai số điện thoại"
                : phone == 0 && Row.PhoneText is null ? "Chưa có điện thoại" : chance.Pick(Reasons),
            phone);
    }

    bool IsOutsideFigures(Subject subject) =>
        subject.Course == Course.OpenedByReference || subject.Citizen >= Row.Population.Registered ||
        Row.Population.People[subject.Citizen].Status != LifeStatus.Alive;

    bool IsActive(Subject subject, ref Chance chance)
    {
        var active = chance.PerMille(860);
        var laterActive = chance.PerMille(30);
        return !Row.PhoneReportedWrong && (active || (laterActive && subject.IsPlain && Day >= 2));
    }

    int PhoneOf(Subject subject, ref Chance chance)
    {
        var silent = chance.PerMille(30);
        if (!subject.IsPlain)
        {
            return Row.Phone;
        }

        // A number that only the sector knows differs from nothing.
        return OwnPhones.Has(subject, Row.Population) ? PhoneBlocks.Number((2L * Row.Citizen) + 1, Seed)
            : silent ? 0
            : Row.Phone;
    }

    static string Date(DateOnly? date) => date is { } day ? Dress.Date(day) : "";

    void Next(ExtractSink sink, string cell)
    {
        sink.Byte(Separator);
        sink.Cell(cell, Separator);
    }

    /// <summary>What only this source knows.</summary>
    readonly record struct Account(
        int Level, DateOnly? Collected, DateOnly Approved, DateOnly? Activated,
        string Status, string Reason, int Phone);
}
