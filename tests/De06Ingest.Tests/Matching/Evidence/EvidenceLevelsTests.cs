using De06Ingest.Matching.Evidence;
using De06Ingest.Values;

namespace De06Ingest.Tests.Matching.Evidence;

public sealed class EvidenceLevelsTests
{
    static readonly Person Mai = new("Trần Thị Mai", "1980-03-12", Sex.Female, "051180000017")
    {
        Phone = 912345678, Unit = 21115, Legacy = 212345678, Hamlet = "Thôn 1",
    };

    [Fact]
    public void A_row_and_its_citizen_agree_in_everything() => Assert.Equal(
        "name=same birth-date=same sex=same phone=same unit=same hamlet=same legacy-id=same personal-id=same",
        Profile(Mai, Mai));

    [Theory]
    [InlineData("TRAN THI MAI", "name=diacritics-lost")]
    [InlineData("Trần Thị Mạy", "name=possible")]
    [InlineData("Trần Thị Mải", "name=different")]
    [InlineData("Trần Thị Mao", "name=possible")]
    [InlineData("Lê Văn Bình", "name=different")]
    public void Names_have_their_levels(string name, string profile) =>
        Assert.Equal(profile, Profile(new(name), new("Trần Thị Mai")));

    [Theory]
    [InlineData("1980-03-12", "birth-date=same")]
    [InlineData("1980", "birth-date=coarser")]
    [InlineData("1980-12-03", "birth-date=swapped")]
    [InlineData("1980-03-13", "birth-date=one-off")]
    [InlineData("1980-09-28", "birth-date=year")]
    [InlineData("1955-09-28", "birth-date=different")]
    public void Birth_dates_have_their_levels(string birth, string profile) =>
        Assert.Equal(profile, Profile(new(Birth: birth), new(Birth: "1980-03-12")));

    [Theory]
    [InlineData(912345678u, "phone=same")]
    [InlineData(912345687u, "phone=one-off")]
    [InlineData(912345679u, "phone=one-off")]
    [InlineData(387654321u, "phone=different")]
    public void Phones_have_their_levels(uint phone, string profile) =>
        Assert.Equal(profile, Profile(new Person { Phone = phone }, new Person { Phone = 912345678 }));

    [Theory]
    [InlineData(212345678, "legacy-id=same")]
    [InlineData(212345768, "legacy-id=one-off")]
    [InlineData(12345678, "legacy-id=one-off")]
    [InlineData(198765432, "legacy-id=different")]
    public void Old_cards_have_their_levels(int legacy, string profile) =>
        Assert.Equal(profile, Profile(new Person { Legacy = legacy }, new Person { Legacy = 212345678 }));

    /// <summary>One digit wrong, two swapped, one lost, one gained; the same stem; another number. Eleven digits have
    /// no stem.</summary>
    [Theory]
    [InlineData("051180000017", "personal-id=same")]
    [InlineData("051180000018", "personal-id=one-off")]
    [InlineData("051108000017", "personal-id=one-off")]
    [InlineData("05118000017", "personal-id=one-off")]
    [InlineData("0511800000170", "personal-id=one-off")]
    [InlineData("051180123456", "personal-id=same-stem")]
    [InlineData("051181123456", "personal-id=different")]
    [InlineData("05118012345", "personal-id=different")]
    [InlineData("51180000017", "personal-id=one-off")]
    public void Personal_ids_have_their_levels(string id, string profile) =>
        Assert.Equal(profile, Profile(new(Id: id), new(Id: "051180000017")));

    [Fact]
    public void Sex_and_places_are_the_same_or_not() => Assert.Equal("sex=different unit=different hamlet=different",
        Profile(new(Sex: Sex.Male) { Unit = 21115, Hamlet = "Thôn 1" },
            new(Sex: Sex.Female) { Unit = 21116, Hamlet = "Thôn 2" }));

    [Fact]
    public void What_one_side_does_not_say_is_no_level()
    {
        var nobody = new Person();

        Assert.Equal("", Profile(nobody, Mai));
        Assert.Equal("", Profile(Mai, nobody));
        Assert.Equal(PairLevels.Unknown, Levels(nobody, nobody));
    }

    [Fact]
    public void A_level_of_one_attribute_leaves_the_others_alone()
    {
        var levels = PairLevels.Unknown.With(EvidenceAttribute.Sex, 1).With(EvidenceAttribute.PersonalId, 2)
            .With(EvidenceAttribute.Sex, 0);

        Assert.Equal(0, levels[EvidenceAttribute.Sex]);
        Assert.Equal(2, levels[EvidenceAttribute.PersonalId]);
        Assert.Equal(2, levels[7]);
        Assert.Equal(255, levels[EvidenceAttribute.Name]);
        Assert.Equal("sex=same personal-id=same-stem", levels.Profile());
    }

    [Theory]
    [InlineData("name", 0)]
    [InlineData("homeUnit", 4)]
    [InlineData("personalId", 7)]
    [InlineData("colour", -1)]
    public void Attributes_are_known_by_name(string name, int number) =>
        Assert.Equal(number, EvidenceAttributes.IndexOf(name));

    [Fact]
    public void The_words_of_methods_are_those_of_tables_and_reports() => Assert.Equal(
        ["personal-id", "repaired-id", "legacy-id", "evidence", "decision"],
        Enum.GetValues<MatchMethod>().Select(m => m.Word()));

    static string Profile(Person row, Person citizen) => Levels(row, citizen).Profile();

    static PairLevels Levels(Person row, Person citizen) =>
        EvidenceLevels.Of(SomeEvidence.Rows(row), 0, SomeEvidence.Index(citizen), 0);
}
