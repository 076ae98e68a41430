using De06Ingest.Intake.Normalise;
using De06Ingest.Matching.Evidence;

namespace De06Ingest.Tests.Matching.Evidence;

public sealed class EvidenceBirthsTests
{
    static readonly Person[] People =
    [
        new("Mai", "1980-03-12") { Phone = 912345678, Unit = 21115, Legacy = 212345678, Hamlet = "Thôn 1" },
        new("Lan", "1981-05-20"),
        new("Hoa", "1980-03-12"),
        new("Cúc", "1980"),
    ];

    static readonly int Day = BirthDays.Index(
        SomeEvidence.Days("1980-03-12").From, SomeEvidence.Days("1980-03-12").To);

    [Fact]
    public void Rows_stand_by_their_day_of_birth()
    {
        var births = new EvidenceBirths(SomeEvidence.Probes(People), -1);
        var later = BirthDays.Index(SomeEvidence.Days("1981-05-20").From, SomeEvidence.Days("1981-05-20").To);

        Assert.Equal([0, 2], Rows(births, Day));
        Assert.Equal([1], Rows(births, later));
        Assert.Empty(Rows(births, Day + 1));
        Assert.Equal((2, 1, 0), (births.InFeed(Day), births.InFeed(later), births.InFeed(Day - 1)));
    }

    [Fact]
    public void Where_one_row_is_looked_for_the_others_are_only_counted()
    {
        var births = new EvidenceBirths(SomeEvidence.Probes(People), 2);

        Assert.Equal([-1, 2], Rows(births, Day));
        Assert.Equal(2, births.InFeed(Day));
    }

    [Fact]
    public void An_entry_holds_what_may_speak_for_a_citizen()
    {
        var probes = SomeEvidence.Probes(People);
        var entry = new EvidenceBirths(probes, -1).On(Day)[0];

        Assert.Equal((0, 21115, probes[0].Hamlet), (entry.Row, entry.HomeUnit, entry.Hamlet));
        Assert.Equal(EvidenceBirths.Thirds(912345678), entry.Phone);
        Assert.Equal(EvidenceBirths.Thirds(212345678), entry.Legacy);
        Assert.Equal(NameShape.Of("Mai"u8), entry.Name);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(1_000, 1 << 10)]
    [InlineData(1_000_000, 1 << 20)]
    [InlineData(987_654_321, (987 << 20) | (654 << 10) | 321)]
    public void A_number_of_nine_digits_lies_in_three_parts(int number, int thirds) =>
        Assert.Equal((uint)thirds, EvidenceBirths.Thirds((uint)number));

    [Theory]
    [InlineData(912_345_678, 912_999_999, true)]
    [InlineData(912_345_678, 999_345_999, true)]
    [InlineData(912_345_678, 999_999_678, true)]
    [InlineData(912_345_678, 345_678_912, false)]
    [InlineData(912_345_678, 0, false)]
    [InlineData(0, 912_345_678, false)]
    [InlineData(912_000_000, 0, false)]
    public void Numbers_agree_in_one_part_at_least(int one, int other, bool agree)
    {
        var (left, right) = (EvidenceBirths.Thirds((uint)one), EvidenceBirths.Thirds((uint)other));

        Assert.Equal(agree, Entry(1, phone: left).MayAgree(Entry(2, phone: right)));
        Assert.Equal(agree, Entry(1, legacy: left).MayAgree(Entry(2, legacy: right)));
        Assert.False(Entry(1, phone: left).MayAgree(Entry(2, legacy: left)));
    }

    [Fact]
    public void Places_agree_where_they_are_the_same()
    {
        Assert.True(Entry(1).MayAgree(Entry(1)));
        Assert.False(Entry(1).MayAgree(Entry(2)));
        Assert.True(Entry(1, hamlet: 5).MayAgree(Entry(2, hamlet: 5)));
        Assert.False(Entry(1, hamlet: 5).MayAgree(Entry(2, hamlet: 6)));
        Assert.False(Entry(1, hamlet: 0).MayAgree(Entry(2, hamlet: 0)));
        Assert.True(Entry(SectorRecord.Unknown).MayAgree(Entry(SectorRecord.Unknown)));
    }

    [Fact]
    public void A_name_that_is_not_known_may_fit()
    {
        var (mai, lan, none) = (NameShape.Of("Mai"u8), NameShape.Of("Hoàng Lan"u8), NameShape.Of(""u8));

        Assert.True(Entry(1, name: mai).MayFit(mai));
        Assert.False(Entry(1, name: mai).MayFit(lan));
        Assert.True(Entry(1, name: mai).MayFit(none));
        Assert.True(Entry(1, name: none).MayFit(lan));
    }

    static int[] Rows(EvidenceBirths births, int day) => [.. births.On(day).ToArray().Select(e => e.Row)];

    static EvidenceBirths.Entry Entry(
        int unit, uint hamlet = 0, uint phone = 0, uint legacy = 0, NameShape name = default) =>
        new(0, unit, hamlet, phone, legacy, name);
}
