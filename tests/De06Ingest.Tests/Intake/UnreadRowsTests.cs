using System.Text;
using De06Ingest.Feeds;
using De06Ingest.Intake;
using De06Ingest.Intake.Normalise;

namespace De06Ingest.Tests.Intake;

/// <summary>A row without a readable key, and a published record that the extract does not show.</summary>
public sealed class UnreadRowsTests
{
    const string Record = "H-1;051180999304;Nguyễn Thị Anh;1980;Nữ;0912000124;21040;2.003385;2026-06-11;2026-06-18;100";

    static readonly FeedContract Contract = new()
    {
        Feed = "dossiers",
        Title = "Hồ sơ",
        Owner = "Cơ quan thử",
        Key = ["recordNo"],
        Subject = ["recordNo"],
        Hash = "00",
        Columns =
        [
            Field("recordNo", ColumnKind.Key),
            Field("personalId", ColumnKind.PersonalId),
            Field("name", ColumnKind.PersonName),
            Field("birthDate", ColumnKind.BirthDate),
            Field("sex", ColumnKind.Sex) with
            {
                Codes = new Dictionary<string, string> { ["Nam"] = "male", ["Nữ"] = "female" },
            },
            Field("phone", ColumnKind.Phone),
            Field("homeUnit", ColumnKind.Unit),
            new("procedure", ColumnKind.Key, ["procedure"]),
            new("receivedOn", ColumnKind.Date, ["receivedOn"]),
            new("dueOn", ColumnKind.Date, ["dueOn"]),
            new("amount", ColumnKind.MoneyVnd, ["amount"]),
        ],
    };

    [Theory]
    [InlineData(";;Nguyễn Thị Anh;;;;;;;;", true)]
    [InlineData(";;NGUYEN THI ANH;05/03/1980;;;;;;;", true)]
    [InlineData(";;Nguyễn Thị Anh;1981;;;;;;;", false)]
    [InlineData(";;Nguyễn Thị Anh;;Nam;;;;;;", false)]
    [InlineData(";;Nguyễn Thị Anh;;;0912000125;;;;;", false)]
    [InlineData(";;Nguyễn Thị Anh;;;;21043;;;;", false)]
    [InlineData(";;Lê Thị Anh;1980;Nữ;0912000124;21040;;;;", false)]
    [InlineData(";051180999304;Lê Thị Anh;1981;Nữ;0912000125;21043;;;;", true)]
    [InlineData(";051180999304;;;;;;;;;", true)]
    [InlineData(";051180999305;Nguyễn Thị Anh;;;;;;;;", false)]
    [InlineData(";05118099930;Nguyễn Thị Anh;;;;;;;;", true)]
    [InlineData(";051*****9304;Nguyễn Thị Anh;;;;;;;;", true)]
    [InlineData(";051*****9351;Nguyễn Thị Anh;;;;;;;;", false)]
    [InlineData(";5.1180E+10;Nguyễn Thị Anh;;;;;;;;", true)]
    [InlineData(";;Nguyễn Thị Anh;;;;;2.003385;2026-06-11;2026-06-30;900", true)]
    [InlineData(";;Nguyễn Thị Anh;;;;;2.003385;2026-07-11;2026-07-18;100", false)]
    [InlineData(";;Nguyễn Thị Anh;;;;;;2026-07-11;;", true)]
    [InlineData(";051180999304;Nguyễn Thị Anh;;;;;1.001742;2026-07-11;2026-07-18;100", false)]
    public void Holds_a_record_that_it_does_not_contradict(string row, bool holds)
    {
        var unread = new UnreadRows(Contract, map: 2);
        unread.Add(Read(row));

        Assert.Equal(holds, unread.MayHold(Read(Record)));
    }

    [Fact]
    public void A_record_whose_own_id_is_damaged_is_told_from_another_number()
    {
        var masked = Read(Record.Replace("051180999304", "051****67351", StringComparison.Ordinal));
        var unread = new UnreadRows(Contract, map: 2);
        unread.Add(Read(";051191999304;Nguyễn Thị Anh;;;;;;;;"));
        Assert.False(unread.MayHold(masked));

        unread.Add(Read(";051191967351;Nguyễn Thị Anh;;;;;;;;"));
        Assert.True(unread.MayHold(masked));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void Unit_codes_of_two_maps_are_not_compared(byte map, bool holds)
    {
        var unread = new UnreadRows(Contract, map: 2);
        unread.Add(Read(";;Nguyễn Thị Anh;;;;21043;;;;"));
        var record = Read(Record);
        record.UnitMap = map;

        Assert.Equal(holds, unread.MayHold(record));
    }

    [Fact]
    public void Where_a_person_has_one_record_its_days_may_all_change()
    {
        var unread = new UnreadRows(Contract with { OnePer = "personalId" }, map: 2);
        unread.Add(Read(";;Nguyễn Thị Anh;;;;;2.003385;2026-07-11;2026-07-18;"));

        Assert.True(unread.MayHold(Read(Record)));
    }

    [Fact]
    public void Of_very_many_rows_the_name_alone_speaks()
    {
        var unread = new UnreadRows(Contract, map: 2);
        var (stranger, namesake) = (Read(";;Lê Văn Tám;;;;;;;;"), Read(";;Nguyễn Thị Anh;1981;;;;;;;"));
        for (var i = 0; i < UnreadRows.MostRemembered; i++)
        {
            unread.Add(stranger);
        }

        Assert.False(unread.MayHold(Read(Record)));
        unread.Add(namesake);
        Assert.True(unread.MayHold(Read(Record)));
        Assert.Equal(UnreadRows.MostRemembered + 1, unread.Count);
    }

    [Theory]
    [InlineData("051180999304", "051180999304", true)]
    [InlineData("051180999304", "0511809", true)]
    [InlineData("051180999304", "51180999304", true)]
    [InlineData("051180999304", "051180999340", true)]
    [InlineData("051180999304", "05118O999304", true)]
    [InlineData("051180999304", "051xxxxx9304", true)]
    [InlineData("051180999304", "*********304", true)]
    [InlineData("051180999304", "051*****", true)]
    [InlineData("051180999304", "0511*", true)]
    [InlineData("051180999304", "0512*", false)]
    [InlineData("051180999304", "********9305", false)]
    [InlineData("051180999304", "0512809", false)]
    [InlineData("051180999304", "062152584889", false)]
    [InlineData("H-1", "H-2", true)]
    public void Damaged_numbers_may_be_one(string one, string other, bool may)
    {
        Assert.Equal(may, DamagedNumber.MayBeOne(one, other));
        Assert.Equal(may, DamagedNumber.MayBeOne(other, one));
    }

    static ColumnSpec Field(string name, ColumnKind kind) => new(name, kind, [name]) { IsCitizenField = true };

    static SectorRecord Read(string row)
    {
        var texts = row.Split(';').Select(Encoding.UTF8.GetBytes).ToList();
        int[] ends = [.. texts.Select((_, i) => texts.Take(i + 1).Sum(t => t.Length))];
        var record = new SectorRecord(Contract.Columns.Count);
        new RecordBuilder(Contract, new DateOnly(2026, 8, 5)).Build(
            new RowCells(texts.SelectMany(t => t).ToArray(), ends), default, record);
        return record;
    }
}
