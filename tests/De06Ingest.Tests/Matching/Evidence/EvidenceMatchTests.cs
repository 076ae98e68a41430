using De06Ingest.Matching;
using De06Ingest.Matching.Evidence;
using De06Ingest.Values;

namespace De06Ingest.Tests.Matching.Evidence;

/// <summary>Half of the rows are taken to have a citizen: among four, the prior is 1/8, and half a chance is left for
/// nobody.</summary>
public sealed class EvidenceMatchTests
{
    static readonly Person Mai = new("Trần Thị Mai", "1980-03-12", Sex.Female, "051180000017");
    static readonly Person Binh = new("Lê Văn Bình", "1955-09-28", Sex.Male, "051055000018");
    static readonly Person Lan = new("Nguyễn Thị Lan", "1962-07-01", Sex.Female, "051162000019");
    static readonly Person Hoa = new("Phạm Thị Hòa", "1991-11-23", Sex.Female, "051191000020");

    [Fact]
    public void A_row_finds_its_citizen()
    {
        var links = Find([Lan with { Id = null }, new("Hồ Văn Ba", "1944-01-09")], Mai, Binh, Lan, Hoa);

        // 10 + 8 + 1 - 3 = 16 bits.
        Assert.Equal(2, links[0].Citizen);
        Assert.Equal(65536 / 65536.5, links[0].Probability, 1e-6);
        Assert.Equal((Band.Auto, MatchMethod.Evidence), (links[0].Band, links[0].Method));
        Assert.Equal("name=same birth-date=same sex=same", links[0].Profile);
        Assert.Equal(EvidenceLink.None, links[1]);
        Assert.False(links[0].IsTaken);
    }

    [Fact]
    public void Of_two_namesakes_neither_is_certain_and_the_first_is_named()
    {
        var link = Find([Lan with { Id = null }], Lan with { Id = "051162000021" }, Lan, Binh, Mai)[0];

        Assert.Equal((0, Band.Review), (link.Citizen, link.Band));
        Assert.Equal(65536 / (2 * 65536 + 0.5), link.Probability, 1e-6);
    }

    [Fact]
    public void The_better_of_two_is_named_wherever_it_stands()
    {
        var other = Lan with { Sex = Sex.Male };

        Assert.Equal(1, Find([Lan with { Id = null }], other, Lan)[0].Citizen);
        Assert.Equal(0, Find([Lan with { Id = null }], Lan, other)[0].Citizen);
    }

    [Theory]
    [InlineData("051162000019", null, "PersonalId")]
    [InlineData("051162000091", null, "RepairedId")]
    [InlineData(null, "1962-07-01", "LegacyId")]
    [InlineData(null, "1962", "LegacyId")]
    [InlineData(null, "1933-01-09", "Evidence")]
    public void Says_by_which_evidence(string? id, string? birth, string method)
    {
        var row = new Person("Nguyễn Thị Lan", birth ?? Lan.Birth, Id: id) { Legacy = id is null ? 212345678 : 0 };

        var link = Find([row], Mai, Lan with { Legacy = 212345678 })[0];

        Assert.Equal((1, method), (link.Citizen, link.Method.ToString()));
    }

    [Fact]
    public void An_old_card_under_another_name_is_only_evidence()
    {
        var row = new Person("Hồ Văn Ba", "1962-07-01", Sex.Female) { Legacy = 212345678 };

        Assert.Equal(MatchMethod.Evidence, Find([row], Mai, Lan with { Legacy = 212345678 })[0].Method);
    }

    [Fact]
    public void Whom_a_person_rejected_is_not_found_again()
    {
        var index = SomeEvidence.Index(Lan, Lan with { Id = "051162000021" }, Binh, Mai);
        var rows = SomeEvidence.Rows(Lan with { Id = null });
        rows.Reject(0, 0);

        var link = new EvidenceMatcher(index, SomeEvidence.Model()).Find(rows, default)[0];

        Assert.Equal((1, Band.Auto), (link.Citizen, link.Band));
        Assert.Equal(65536 / 65536.5, link.Probability, 1e-6);

        rows.Reject(0, 1);
        Assert.Equal(EvidenceLink.None, new EvidenceMatcher(index, SomeEvidence.Model()).Find(rows, default)[0]);
    }

    [Fact]
    public void Without_rows_or_without_citizens_nothing_is_found()
    {
        Assert.Empty(Find([], Mai));
        Assert.Equal([EvidenceLink.None], Find([Mai]));
    }

    /// <summary>The more rows have a citizen, the less is left for nobody; a hundredth always is.</summary>
    [Theory]
    [InlineData(0.25, -2.0, 0.75)]
    [InlineData(1.0, 0.0, 0.01)]
    public void The_model_may_say_how_many_rows_have_a_citizen(double share, double prior, double nobody)
    {
        var model = SomeEvidence.Model() with { MatchedShare = share, Bands = new(0.9, 0.0001) };
        var row = new Person("TRAN THI MAI", "1980-09-28", Sex.Male);

        var link = new EvidenceMatcher(SomeEvidence.Index(Mai), model).Find(SomeEvidence.Rows(row), default)[0];

        // The name without diacritics 6, the year 1, the other sex -4.
        var odds = double.Exp2(3 + prior);
        Assert.Equal(odds / (odds + nobody), link.Probability, 1e-5);
    }

    [Fact]
    public void An_explanation_adds_up_to_what_was_found()
    {
        var matcher = new EvidenceMatcher(SomeEvidence.Index(Binh, Lan, Lan with { Sex = Sex.Male }, Mai),
            SomeEvidence.Model());
        var rows = SomeEvidence.Rows(Lan with { Id = null });

        var pairs = matcher.Explain(rows, 0, 3);

        Assert.Equal([1, 2], pairs.Select(p => p.Citizen));
        Assert.Equal(-3, pairs[0].Prior, 1e-6);
        Assert.Equal([16, 11], pairs.Select(p => Math.Round(p.Sum, 4)));
        Assert.Equal(matcher.Find(rows, default)[0].Probability, (float)pairs[0].Probability);
        Assert.Equal(65536 / (65536 + 2048 + 0.5), pairs[0].Probability, 1e-9);
        Assert.Equal(["name", "birthDate", "sex", "phone", "homeUnit", "hamlet", "legacyId", "personalId"],
            pairs[1].Steps.Select(s => s.Attribute));
        Assert.Equal(["same", "same", "different", "missing", "missing", "missing", "missing", "missing"],
            pairs[1].Steps.Select(s => s.Level));
        Assert.Equal([10, 8, -4, 0, 0, 0, 0, 0], pairs[1].Steps.Select(s => Math.Round(s.Bits, 4)));
        Assert.All(pairs[1].Steps, s => Assert.Null(s.Given));
        Assert.Equal([1], matcher.Explain(rows, 0, 1).Select(p => p.Citizen));
    }

    [Fact]
    public void Whoever_is_asked_for_is_weighed_too()
    {
        var matcher = new EvidenceMatcher(SomeEvidence.Index(Binh, Lan, Lan with { Sex = Sex.Male }, Mai),
            SomeEvidence.Model());
        var rows = SomeEvidence.Rows(Lan with { Id = null });

        var pairs = matcher.Explain(rows, 0, 1, 0, 2, 2, 1);

        // Bình: -6 - 5 - 4 - 3.
        Assert.Equal([1, 2, 0], pairs.Select(p => p.Citizen));
        Assert.Equal([16, 11, -18], pairs.Select(p => Math.Round(p.Sum, 4)));
        var all = 65536 + 2048 + double.Exp2(-18) + 0.5;
        Assert.Equal([65536 / all, 2048 / all, double.Exp2(-18) / all], pairs.Select(p => p.Probability),
            (a, b) => Math.Abs(a - b) < 1e-9);
    }

    [Fact]
    public void An_explanation_names_the_attribute_that_another_leans_on()
    {
        var model = EvidenceWeightsTests.With("sex", SomeEvidence.Weights([1, -4], true) with
        {
            Given = new("name", [[0.5, 0.25]], [[0.125, 0.25]]),
        });

        var steps = new EvidenceMatcher(SomeEvidence.Index(Lan), model).Explain(SomeEvidence.Rows(Lan), 0, 1)[0].Steps;

        Assert.Equal("name", steps[2].Given);
        Assert.Equal(2, steps[2].Bits, 1e-5);
    }

    static EvidenceLink[] Find(Person[] rows, params Person[] citizens) =>
        new EvidenceMatcher(SomeEvidence.Index(citizens), SomeEvidence.Model())
            .Find(SomeEvidence.Rows(rows), default);
}
