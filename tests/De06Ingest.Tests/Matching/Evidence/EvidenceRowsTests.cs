using System.Text;
using De06Ingest.Feeds;
using De06Ingest.Matching.Evidence;
using De06Ingest.Values;

namespace De06Ingest.Tests.Matching.Evidence;

public sealed class EvidenceRowsTests
{
    [Fact]
    public void Holds_what_a_record_says_of_the_person()
    {
        var person = new Person("Trần Thị Mai", "1980-03-12", Sex.Female, "051180000017")
        {
            Phone = 912345678, Unit = 21115, Legacy = 212345678, Hamlet = "Thôn 1",
        };

        var rows = SomeEvidence.Rows(person, new Person());

        Assert.Equal(2, rows.Count);
        ref readonly var row = ref rows[0];
        Assert.Equal((51180000017, (byte)12), (row.Id, row.IdDigits));
        Assert.Equal(SomeEvidence.Days("1980-03-12"), (row.BirthFrom, row.BirthTo));
        Assert.Equal((912345678u, 21115, 212345678, Sex.Female), (row.Phone, row.HomeUnit, row.Legacy, row.Sex));
        Assert.Equal("Trần Thị Mai", Encoding.UTF8.GetString(rows.Name(0)));
        Assert.NotEqual(0u, row.Hamlet);
        Assert.NotEqual(0ul, row.NameFull);
        Assert.NotEqual(0u, row.NameFolded);
        ref readonly var empty = ref rows[1];
        Assert.Equal((0L, (byte)0, 0u, 0, 0u), (empty.Id, empty.IdDigits, empty.Phone, empty.Legacy, empty.Hamlet));
        Assert.Equal((int.MinValue, int.MinValue), (empty.BirthFrom, empty.HomeUnit));
        Assert.True(rows.Name(1).IsEmpty);
    }

    /// <summary>A digit too few or too many is a slip; nine digits are an old card; twelve equal ones are nothing, and
    /// so is what holds other signs.</summary>
    [Theory]
    [InlineData("51180000017", 51180000017, 11, 0)]
    [InlineData("0511800000171", 511800000171, 13, 0)]
    [InlineData("05118000001712", 0, 0, 0)]
    [InlineData("5118000001", 0, 0, 0)]
    [InlineData("212345679", 0, 0, 212345679)]
    [InlineData("0000000000", 0, 0, 0)]
    [InlineData("11111111111", 0, 0, 0)]
    [InlineData("0511800xxx17", 0, 0, 0)]
    public void Reads_the_digits_of_a_cell_that_is_no_personal_id(string cell, long id, int digits, int legacy)
    {
        ref readonly var row = ref SomeEvidence.Rows(new Person("Mai", Id: cell))[0];

        Assert.Equal((id, digits, legacy), (row.Id, (int)row.IdDigits, row.Legacy));
    }

    [Fact]
    public void An_old_card_of_its_own_column_is_not_replaced()
    {
        ref readonly var row = ref SomeEvidence.Rows(new Person("Mai", Id: "212345679") { Legacy = 212345678 })[0];

        Assert.Equal(212345678, row.Legacy);
    }

    [Fact]
    public void A_fault_of_another_column_is_no_id()
    {
        var record = SomeEvidence.Record(new Person("Mai"));
        record.Faults.Add(new("phone", "phone-length", "51180000017"));
        var rows = new EvidenceRows(SomeEvidence.Contract);

        rows.Add(record);

        Assert.Equal(0, rows[0].IdDigits);
    }

    [Fact]
    public void Keeps_many_rows_and_long_names()
    {
        var people = Enumerable.Range(0, 300)
            .Select(i => new Person($"Nguyễn Thị Hồng Lan Hoa {(char)('A' + (i % 26))}nh")).ToList();

        var rows = SomeEvidence.Rows(people);

        Assert.Equal(300, rows.Count);
        Assert.All(people, (person, row) => Assert.Equal(
            Encoding.UTF8.GetString(SomeEvidence.Record(person).Bytes(SomeEvidence.Record(person).Name)),
            Encoding.UTF8.GetString(rows.Name(row))));
    }

    [Fact]
    public void Keeps_255_bytes_of_a_name()
    {
        var record = SomeEvidence.Record(new Person());
        record.Name = record.Add(new byte[300]);
        var rows = new EvidenceRows(SomeEvidence.Contract);

        rows.Add(record);

        Assert.Equal(255, rows.Name(0).Length);
        Assert.Equal(255, EvidenceCitizen.Name(record).Length);
    }

    [Fact]
    public void What_a_person_rejected_is_remembered_until_the_rows_are_cleared()
    {
        var rows = SomeEvidence.Rows(new Person("Mai"), new Person("Lan"));
        Assert.False(rows.IsRejected(0, 5));

        rows.Reject(0, 5);

        Assert.True(rows.IsRejected(0, 5));
        Assert.False(rows.IsRejected(1, 5));
        Assert.False(rows.IsRejected(0, 6));

        rows.Clear();

        Assert.Equal(0, rows.Count);
        Assert.False(rows.IsRejected(0, 5));
        rows.Add(SomeEvidence.Record(new Person("Hoa")));
        Assert.Equal("Hoa", Encoding.UTF8.GetString(rows.Name(0)));
        Assert.Equal(0, rows[0].NameStart);
    }

    [Fact]
    public void The_hamlet_stands_in_a_column_of_text_under_its_name_or_the_one_that_is_linked()
    {
        LinkSpec[] linked = [new("street", "road", "text"), new("hamlet", "thon", "text")];

        Assert.Equal(1, EvidenceRows.HamletColumn(SomeEvidence.Contract));
        Assert.Equal(0, EvidenceRows.HamletColumn(
            SomeEvidence.Of(linked, ("thon", ColumnKind.Text), ("hamlet", ColumnKind.Text))));
        Assert.Equal(1, EvidenceRows.HamletColumn(
            SomeEvidence.Of(linked[..1], ("thon", ColumnKind.Text), ("hamlet", ColumnKind.Text))));
        Assert.Equal(-1, EvidenceRows.HamletColumn(SomeEvidence.Of(null, ("hamlet", ColumnKind.Code))));
        Assert.Equal(-1, EvidenceRows.HamletColumn(SomeEvidence.Of(null, ("street", ColumnKind.Text))));
    }

    [Fact]
    public void A_contract_without_old_card_and_hamlet_says_neither()
    {
        var rows = new EvidenceRows(SomeEvidence.Of(null, ("sex", ColumnKind.Sex), ("phone", ColumnKind.Phone)));

        rows.Add(SomeEvidence.Record(new Person("Mai") { Legacy = 212345678, Hamlet = "Thôn 1" }));

        Assert.Equal((0, 0u), (rows[0].Legacy, rows[0].Hamlet));
    }

    /// <summary>A commune that was looked up on the reference's map takes the place of the stated one.</summary>
    [Fact]
    public void The_home_unit_is_the_one_on_the_map_of_the_reference()
    {
        var record = SomeEvidence.Record(new Person("Mai") { Unit = 21115 });
        record.HomePlace = 21116;
        var rows = new EvidenceRows(SomeEvidence.Contract);

        rows.Add(record);

        Assert.Equal(21116, rows[0].HomeUnit);
    }

    [Fact]
    public void A_citizen_of_a_file_is_held_like_one_of_the_table()
    {
        var index = SomeEvidence.Index(
            new Person("Trần Thị Mai", "1980-03", Sex.Female, "051180000017")
            {
                Phone = 912345678, Unit = 21115, Legacy = 212345678, Hamlet = "Thôn 1",
            },
            new Person(Id: "051180000018"));

        ref readonly var citizen = ref index[0];
        Assert.Equal(SomeEvidence.Days("1980-03"), (citizen.BirthFrom, citizen.BirthTo));
        Assert.True(citizen.HasBirthDate);
        Assert.Equal((51180000017, 912345678u, 21115, 212345678, Sex.Female),
            (citizen.PersonalId, citizen.Phone, citizen.HomeUnit, citizen.Legacy, citizen.Sex));
        Assert.Equal(SomeEvidence.Rows(new Person("x") { Hamlet = "THÔN  1" })[0].Hamlet, citizen.Hamlet);
        Assert.Equal("Trần Thị Mai", Encoding.UTF8.GetString(index.Name(0)));
        Assert.False(index[1].HasBirthDate);
        Assert.Equal((0, 0u), (index[1].Legacy, index[1].Hamlet));
    }
}
