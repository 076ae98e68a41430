using De06Ingest.Matching.Evidence;
using De06Ingest.Values;

namespace De06Ingest.Tests.Matching.Evidence;

public sealed class EvidenceProbeTests
{
    [Theory]
    [InlineData("1980-03-12", 19800312)]
    [InlineData("1980-03", 19800300)]
    [InlineData("1980-02", 19800200)]
    [InlineData("1980", 19800000)]
    [InlineData("1801-07-09", 18010709)]
    [InlineData("2051-01-31", 20510131)]
    public void A_span_of_days_is_a_date_with_00_for_what_is_not_known(string birth, int date)
    {
        var (from, to) = SomeEvidence.Days(birth);

        Assert.Equal(date, EvidenceProbe.BirthOf(from, to));
        Assert.Equal(date, EvidenceProbe.BirthOf(new De06Ingest.Matching.Citizen
        {
            BirthFrom = from, BirthSpan = (ushort)(to - from),
        }));
    }

    [Fact]
    public void Nobody_knows_no_date()
    {
        Assert.Equal(0, EvidenceProbe.BirthOf(int.MinValue, int.MinValue));
        Assert.Equal(0, EvidenceProbe.BirthOf(new De06Ingest.Matching.Citizen { BirthFrom = int.MinValue }));
    }

    [Theory]
    [InlineData("1880-01-01", 0)]
    [InlineData("1880-01-02", 1)]
    [InlineData("1879-12-31", -1)]
    [InlineData("2049-09-30", 61_999)]
    [InlineData("2049-10-01", -1)]
    [InlineData("1980-03", -1)]
    public void Days_on_which_people_who_live_now_were_born_have_a_place(string birth, int place)
    {
        var (from, to) = SomeEvidence.Days(birth);

        Assert.Equal(place, BirthDays.Index(from, to));
    }

    [Theory]
    [InlineData("1880-01-01", 18800101)]
    [InlineData("2049-09-30", 20490930)]
    [InlineData("1879-12-31", 18791231)]
    [InlineData("2049-10-01", 20491001)]
    public void A_day_is_read_as_a_date(string birth, int date) =>
        Assert.Equal(date, BirthDays.Of(SomeEvidence.Days(birth).From));

    /// <summary>The first of January stands for a year alone.</summary>
    [Theory]
    [InlineData("1980-03-12", true)]
    [InlineData("1980-01-01", false)]
    [InlineData("1980-03", false)]
    public void A_row_is_found_by_its_day_of_birth_only_where_that_is_one(string birth, bool found) =>
        Assert.Equal(found, SomeEvidence.Probes(new Person("Mai", birth))[0].BirthDay >= 0);

    [Fact]
    public void Says_what_the_row_says()
    {
        var probe = SomeEvidence.Probes(new Person("Trần Thị Mai", "1980-03-12", Sex.Female, "051180000017")
        {
            Phone = 912345678, Unit = 21115, Legacy = 212345678, Hamlet = "Thôn 1",
        })[0];

        Assert.Equal((51180000017, (byte)12, 912345678u, 21115, 212345678, Sex.Female, 19800312),
            (probe.Id, probe.IdDigits, probe.Phone, probe.HomeUnit, probe.Legacy, probe.Sex, probe.Birth));
        Assert.Equal(NameShape.Of("Trần Thị Mai"u8), probe.Shape);
        Assert.NotEqual(0ul, probe.NameFull);
        Assert.NotEqual(0u, probe.NameFolded);
        Assert.NotEqual(0u, probe.Hamlet);
    }
}
