using De06Ingest.Matching;
using De06Ingest.Matching.Evidence;
using De06Ingest.Values;

namespace De06Ingest.Tests.Matching.Evidence;

/// <summary>Which rows a citizen is compared with: those that share a phone, an old card, a name with the year, the
/// day or the commune, an id with a slip, or a birthday that is not all.</summary>
public sealed class EvidenceLookupTests
{
    static readonly Person Mai = new("Trần Thị Mai", "1980-03-12", Sex.Female, "051180000017")
    {
        Phone = 912345678, Unit = 21115, Legacy = 212345678, Hamlet = "Thôn 1",
    };

    public static TheoryData<string, bool> Rows => new()
    {
        { "phone", true }, { "other phone", false }, { "old card", true }, { "other card", false },
        { "name and year", true }, { "name and other year", false }, { "name and commune", true },
        { "name and other commune", false }, { "name and day", true }, { "name alone", false },
        { "id with a slip", true }, { "id with two slips", false }, { "id cut off", true },
        { "other name and year", false }, { "nothing", false },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_citizen_meets_the_rows_that_share_a_key(string row, bool meets)
    {
        var (lookup, meeting) = Lookup([new("Ai Khác", "1933-02-02"), Row(row)]);

        Meet(lookup, SomeEvidence.Index(Mai), meeting);

        Assert.Equal(meets ? [new(1, 0)] : [], meeting.Take());
    }

    /// <summary>Rows of one birthday: with more than that in common, or with a name that may be the same one.</summary>
    [Theory]
    [InlineData("Trần Thị Mao", "", true)]
    [InlineData("Lê Văn Bình", "", false)]
    [InlineData("Lê Văn Bình", "unit", true)]
    [InlineData("Lê Văn Bình", "hamlet", true)]
    [InlineData("Lê Văn Bình", "phone", true)]
    [InlineData("Lê Văn Bình", "card", true)]
    [InlineData(null, "", true)]
    public void Rows_of_one_birthday_meet_a_citizen_if_anything_else_may_agree(string? name, string also, bool meets)
    {
        var row = new Person(name, "1980-03-12")
        {
            Unit = also == "unit" ? 21115 : 99,
            Hamlet = also == "hamlet" ? "Thôn 1" : "Thôn 9",
            Phone = also == "phone" ? 912999999u : 0,
            Legacy = also == "card" ? 999999678 : 0,
        };
        var (lookup, meeting) = Lookup([row]);
        Meet(lookup, SomeEvidence.Index(Mai), meeting);

        Assert.Equal(meets ? 1 : 0, meeting.Take().Length);

        (lookup, meeting) = Lookup([row], needsMoreThanBirth: false);
        Meet(lookup, SomeEvidence.Index(Mai), meeting);

        Assert.Single(meeting.Take());
    }

    [Fact]
    public void Where_one_row_is_looked_for_only_that_one_is_met_and_all_are_counted()
    {
        var rows = SomeEvidence.Probes(Mai, Mai, new Person("Trần Thị Mai", "1980-03-12"));
        var lookup = new EvidenceLookup(rows, 1, needsMoreThanBirth: true);
        var meeting = lookup.Meeting(3);

        Meet(lookup, SomeEvidence.Index(Mai), meeting);

        Assert.Equal([new(1, 0)], meeting.Take());
        Assert.Equal((2, 1), lookup.Count(meeting, EvidenceRule.Phone, 912345678));
        Assert.Equal((2, 1), lookup.Count(meeting, EvidenceRule.LegacyId, 212345678));
        Assert.Equal((3, 1), lookup.Count(meeting, EvidenceRule.FullName, rows[0].NameFull));
        Assert.Equal((3, 1), lookup.Count(meeting, EvidenceRule.FoldedName, rows[0].NameFolded));
        Assert.Equal((3, 1), lookup.CountBirth(meeting, rows[0].BirthDay));
        Assert.Equal((2, 1), lookup.CountUnit(meeting, 21115));
    }

    [Fact]
    public void Counts_the_citizens_that_have_a_value_of_the_rows()
    {
        var rows = SomeEvidence.Probes(Mai);
        var lookup = new EvidenceLookup(rows, -1, needsMoreThanBirth: true);
        var meeting = lookup.Meeting(1);
        var index = SomeEvidence.Index(Mai, Mai with { Id = "051180000018" }, new("TRAN THI MAI"),
            new("Lê Văn Bình", "1955-09-28") { Phone = 387654321, Unit = 5 });
        Meet(lookup, index, meeting);

        Assert.Equal((1, 2), lookup.Count(meeting, EvidenceRule.Phone, 912345678));
        Assert.Equal((1, 2), lookup.Count(meeting, EvidenceRule.FullName, rows[0].NameFull));
        Assert.Equal((1, 3), lookup.Count(meeting, EvidenceRule.FoldedName, rows[0].NameFolded));
        Assert.Equal((1, 2), lookup.CountBirth(meeting, rows[0].BirthDay));
        Assert.Equal((1, 2), lookup.CountUnit(meeting, 21115));
        Assert.Equal((0, 1), lookup.CountUnit(meeting, 5));
        Assert.Equal((0, 0), lookup.Count(meeting, EvidenceRule.Phone, 387654321));
        Assert.Equal((0, 0), lookup.CountBirth(meeting, -1));
        Assert.Equal((0, 0), lookup.CountUnit(meeting, int.MinValue));
        Assert.Equal([new(0, 0), new(0, 1)], meeting.Take());
    }

    [Fact]
    public void A_row_has_a_key_for_each_thing_that_it_says_beside_its_id()
    {
        Assert.Equal(5, EvidenceKeys.Count(SomeEvidence.Probes(Mai)[0]));
        Assert.Equal(0, EvidenceKeys.Count(SomeEvidence.Probes(new Person())[0]));
        Assert.Equal(1, EvidenceKeys.Count(SomeEvidence.Probes(new Person { Phone = 1 })[0]));
        Assert.Equal(3, EvidenceKeys.Count(SomeEvidence.Probes(new Person("Mai"))[0]));
        Assert.Equal(0, EvidenceKeys.Count(SomeEvidence.Probes(new Person(Id: "05118000017"))[0]));
    }

    /// <summary>More citizens than are looked at together, from any of them on.</summary>
    [Theory]
    [InlineData(0, 300)]
    [InlineData(1, 129)]
    [InlineData(127, 128)]
    [InlineData(128, 128)]
    public void Goes_along_the_citizens_from_one_to_another(int from, int to)
    {
        var people = Enumerable.Range(0, 300).Select(i => Mai with { Phone = 900000000u + (uint)i }).ToArray();
        var index = SomeEvidence.Index(people);
        var rows = SomeEvidence.Probes([.. people.Select(p => new Person { Phone = p.Phone })]);
        var lookup = new EvidenceLookup(rows, -1, needsMoreThanBirth: true);
        var meeting = lookup.Meeting(rows.Length);

        new EvidenceStream(lookup, index, meeting).Meet(from, to);

        Assert.Equal(Enumerable.Range(from, to - from).Select(i => new EvidenceMeeting.Pair(i, i)), meeting.Take());
        Assert.Equal(to - from, meeting.Units[21115]);
    }

    static void Meet(EvidenceLookup lookup, ReferenceIndex index, EvidenceMeeting meeting) =>
        new EvidenceStream(lookup, index, meeting).Meet(0, index.Count);

    static (EvidenceLookup Lookup, EvidenceMeeting Meeting) Lookup(Person[] rows, bool needsMoreThanBirth = true)
    {
        var lookup = new EvidenceLookup(SomeEvidence.Probes(rows), -1, needsMoreThanBirth);
        return (lookup, lookup.Meeting(rows.Length));
    }

    static Person Row(string what) => what switch
    {
        "phone" => new Person { Phone = 912345678 },
        "other phone" => new Person { Phone = 912345679 },
        "old card" => new Person { Legacy = 212345678 },
        "other card" => new Person { Legacy = 212345679 },
        "name and year" => new("TRAN THI MAI", "1980"),
        "name and other year" => new("Trần Thị Mai", "1981"),
        "name and commune" => new("Trần Thị Mai") { Unit = 21115 },
        "name and other commune" => new("Trần Thị Mai") { Unit = 21116 },
        "name and day" => new("Trần Thị Mai", "1955-03-12"),
        "name alone" => new("Trần Thị Mai"),
        "id with a slip" => new(Id: "051180000071"),
        "id with two slips" => new(Id: "051180000099"),
        "id cut off" => new(Id: "05118000017"),
        "other name and year" => new("Lê Văn Bình", "1980"),
        _ => new Person(),
    };
}
