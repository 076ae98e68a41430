using De06Ingest.Synthetic.Extracts;
using De06Ingest.Synthetic.People;
using De06Ingest.Synthetic.Systems;

namespace De06Ingest.Synthetic.Scenarios;

/// <summary>Quảng Ngãi at the beginning of November 2023: more targets than figures.</summary>
sealed class QuangNgai202311() : Scenario("quang-ngai-2023-11", "51", new DateOnly(2023, 11, 5), 1_250_000)
{
    const string TraBong = "525";

    // Everybody of age has a card; the target of accounts is exceeded.
    static readonly IdentityPlan Plan = new(
        Cards: null, NewCards: 8_000, Level2: 662_000, NewLevel2: 90_000, Activated: 540_000,
        new Span(new DateOnly(2023, 7, 1), new DateOnly(2023, 11, 5)));

    // Most visits by card or VNeID.
    static readonly Share ByCard = new(46_900, 60_000);

    public override IEnumerable<ScenarioFile> Files(ScenarioPeople people)
    {
        var identity = Identity.Of(people, people.From14, Plan);
        var level1 = people.Draw("level 1", people.Size(40_000), [.. people.From14.Except(identity.Level2)]);
        var workers = people.Draw("workers", people.Size(180_000), people.Adults);
        return
        [
            PeopleFiles.Register(people),
            identity.Accounts(people, Plan.Period).File(level1, new Span(new DateOnly(2022, 3, 1), AsOf)),
            PeopleFiles.Cards(people, identity.NewCards, [], Plan.Period),
            Registers.Facilities(people, 20),
            .. HealthFiles.Visits(people, [new DateOnly(2023, 10, 1)], ByCard, 20),
            .. Linked(people),
            ScenarioFile.Of("workers", workers.Select((i, line) => Worker(people, i, line))),
            Rollout(people),
            Targets(people),
        ];
    }

    // Lý Sơn has no communes, so that the linked procedures cannot be done there.
    static IEnumerable<ScenarioFile> Linked(ScenarioPeople people)
    {
        var period = new Span(new DateOnly(2023, 7, 10), new DateOnly(2023, 10, 31));
        var (born, dead) = LinkedFiles.Concerned(people, except: "536");
        yield return LinkedFiles.Births(people, people.Draw("linked births", people.Size(2_400), born), 5, period);
        yield return LinkedFiles.Deaths(people, people.Draw("linked deaths", people.Size(1_200), dead), 5, period);
    }

    static string[] Worker(ScenarioPeople people, int i, int line)
    {
        var chance = people.ChanceOf("workers", i);
        var works = chance.PerMille(780);
        var place = works ? chance.Pick(["51", "51", "51", "51", "74", "79", "48"]) : "";
        var updated = new Span(people.AsOf.AddDays(-120), people.AsOf.AddDays(-1)).Pick(ref chance);
        return Cells.Of("workers",
            ("STT", $"{line + 1}"), ("Mã phiếu", $"LD51{i:D8}"), ("Họ và tên", Dress.Name(people[i].Name, ref chance)),
            ("Ngày sinh", people.Birth(i, ref chance)), ("Giới tính", people[i].Male ? "Nam" : "Nữ"),
            ("Số CCCD", people.Id(i)), ("Mã xã thường trú", people.Home(i).Code),
            ("Nơi ở hiện tại", people.Home(i).Name),
            ("Đối tượng ưu tiên", chance.Pick(["Không", "Không", "Không", "Hộ nghèo", "Hộ cận nghèo"])),
            ("Trình độ GDPT", chance.Pick(["12/12", "9/12", "5/12"])),
            ("CMKT cao nhất", chance.Pick(["Không", "SC", "TC", "CĐ", "ĐH"])),
            ("Tình trạng việc làm", works ? "Có việc làm" : chance.Pick(["Thất nghiệp", "Không tham gia HĐKT"])),
            ("Vị thế", works ? chance.Pick(["Làm công", "Tự làm", "Gia đình"]) : ""), ("Mã nơi làm việc", place),
            ("SĐT", people.Phone(i)), ("Ngày cập nhật", chance.PerMille(880) ? CitizenRow.Day(updated) : ""));
    }

    static ScenarioFile Rollout(ScenarioPeople people)
    {
        var places = people.Population.Places.Where(p => p.Code.Length == 5).ToList();
        var begun = people.Quota("rollout", places.Count * 4 / 10, places.Count);
        return ScenarioFile.Of("rollout-flags", places.Select((place, i) =>
        {
            var has = begun.Next();
            return Cells.Of("rollout-flags",
                ("Mã xã", place.Code), ("Nội dung", "CTKTM"), ("Đã triển khai", has ? "Có" : "Không"),
                ("Từ ngày", has ? CitizenRow.Day(people.AsOf.AddDays(-10 - i)) : ""),
                ("Lý do chưa", has ? "" : "Chưa có điểm chi trả"));
        }));
    }

    ScenarioFile Targets(ScenarioPeople people)
    {
        var (from, due) = (new DateOnly(2023, 1, 1), new DateOnly(2023, 12, 31));
        return Registers.Targets(
            new("eid-of-target", Province, from, due) 
            {
                Number = people.Size(640_000), By = "Bộ Công an",
            },
            new("eid-issued-of-14", TraBong, from, due) { Percent = 60, Own = true },
            new("eid-activated-of-issued", TraBong, from, due) { Percent = 95, Own = true },
            new("rollout-cashless-aid", TraBong, from, due) { Percent = 50, Own = true },
            new("workers-updated", TraBong, from, new DateOnly(2023, 11, 15)) { Percent = 100, Own = true });
    }
}
