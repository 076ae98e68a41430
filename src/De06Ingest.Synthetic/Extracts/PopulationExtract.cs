using De06Ingest.Synthetic.People;
using De06Ingest.Synthetic.Plan;
using De06Ingest.Synthetic.Planted;

namespace De06Ingest.Synthetic.Extracts;

/// <summary>
/// The register: CSV with commas and a byte order mark. On day 2 with its own corrections, deaths and newcomers.
/// </summary>
sealed class PopulationExtract(FeedPlan plan, SectorRow row, int day)
    : ExtractWriter(plan, row, day, ExtractForm.Csv, keyedById: true)
{
    internal const string Header =
        "STT,Số ĐDCN,Số CMND,Họ và tên,Ngày sinh,Giới tính,Dân tộc,Tôn giáo,Nơi thường trú,Thôn,Mã xã,Số điện thoại," +
        "Số ĐDCN chủ hộ,Ngày cấp CCCD,Tình trạng\n";

    static readonly string[] Religions = ["Không", "Không", "Không", "Không", "Phật giáo", "Công giáo", "Tin lành"];
    int _line;

    public override void Write(ExtractSink sink)
    {
        sink.Text("\uFEFF");
        sink.Text(Header);
        var people = Row.Population.People.Length;
        for (var i = 0; i < people; i++)
        {
            var changed = Plan.ReferenceChanges.TryGetValue(i, out var subject);
            if (i < Row.Population.Registered || (Day >= 2 && changed))
            {
                WriteCitizen(sink, i, Day >= 2 && changed ? subject : new Subject(i, 0, -1, Course.None, false));
            }
        }
    }

    protected override void WriteRow(ExtractSink sink, Subject subject)
    {
        ref readonly var citizen = ref Row.Population.People[Row.Citizen];
        var chance = Chance.For(Seed, ChanceFor.Reference, Row.Citizen);
        var place = Row.Population.Places[Row.Place];
        sink.Text((++_line).ToString());
        WriteIdentity(sink, citizen, ref chance);
        Next(sink, PersonNames.Title(citizen.Ethnic));
        Next(sink, chance.Pick(Religions));
        var hamlet = Hamlet(citizen, ref chance);
        var entry = Chance.For(Seed, ChanceFor.Address, Row.Citizen);
        Next(sink, Addresses.Of(Row.Population.Options.Map, place, hamlet, ref entry));
        Next(sink, Hamlets.Name(place, hamlet));
        Next(sink, place.Code);
        Next(sink, Row.PhoneText ?? (Row.Phone == 0 ? "" : PhoneBlocks.Text(Row.Phone)));
        sink.Byte(Separator);
        sink.Digits(Row.Population.People[citizen.Head].Id, 12);
        Next(sink, citizen.CardIssued == 0 ? "" : Dress.Date(DateOnly.FromDayNumber(citizen.CardIssued)));
        Next(sink, Status(citizen, subject));
    }

    protected override void EndRow(ExtractSink sink) => sink.Byte((byte)'\n');

    protected override void Count(Subject subject)
    {
        ref readonly var citizen = ref Row.Population.People[Row.Citizen];
        var alive = citizen.Status == LifeStatus.Alive && !HasDied(subject);
        Tally.Add("citizens-alive", alive);
        Tally.Add("citizens-with-card", alive && citizen.CardIssued != 0);
    }

    void WriteCitizen(ExtractSink sink, int index, Subject subject)
    {
        var spoiled = subject.Course == Course.FixedByReference && index < Row.Population.Registered;
        WriteSubject(sink, Feed.EidAccounts, index, subject, spoiled);
    }

    void WriteIdentity(ExtractSink sink, in Citizen citizen, ref Chance chance)
    {
        Next(sink, Row.IdText ?? Dress.Id(Row.Id, 4, ref chance));
        Next(sink, citizen.Legacy == 0 ? "" : citizen.Legacy.ToString("D9"));
        Next(sink, chance.PerMille(100) ? Row.Name.ToUpperInvariant() : Row.Name);
        Next(sink, Dress.Birth(Row.Birth, ref chance));
        Next(sink, Row.Male ? "Nam" : "Nữ");
    }

    // A corrected address is no mismatch: nothing is compared with it.
    int Hamlet(in Citizen citizen, ref Chance chance) =>
        citizen.Hamlet + (Day >= 2 && chance.PerMille(3) ? 1 : 0);

    static string Status(in Citizen citizen, Subject subject) => citizen.Status switch
    {
        LifeStatus.Dead => "Đã chết",
        LifeStatus.Moved => "Chuyển đi",
        _ => HasDied(subject) ? "Đã chết" : "Thường trú",
    };

    static bool HasDied(Subject subject) => subject.Course == Course.OpenedByReference;

    void Next(ExtractSink sink, string cell)
    {
        sink.Byte(Separator);
        sink.Cell(cell, Separator);
    }
}
