using De06Ingest.Feeds;
using De06Ingest.Publishing.Figures;
using De06Ingest.Reporting;
using De06Ingest.Tests.Support;

namespace De06Ingest.Tests.Reporting;

/// <summary>Who reads English output reads English of what we ship: titles of feeds and figures, what figures are
/// divided by, and who answers for them.</summary>
public sealed class EnglishTextsTests
{
    static readonly Messages En = Messages.For(Language.En);

    static readonly IReadOnlyList<FeedContract> Feeds = FeedCatalog.Load(Repository.Folder("deploy/feeds"));

    static readonly IReadOnlyList<IndicatorDefinition> Figures =
        IndicatorFiles.Load(Repository.Folder("deploy/indicators"));

    /// <summary>Vietnamese beside English.</summary>
    static IEnumerable<(string Of, string Vi, string En)> Texts() =>
    [
        .. Feeds.Select(f => (f.Feed, f.Title, f.TitleEn)),
        .. Figures.Select(f => (f.Code, f.Title, f.TitleEn)),
        .. Figures.Where(f => f.Shows is FigureForm.Percent or FigureForm.Days)
            .Select(f => (f.Code, f.Denominator, f.DenominatorEn)),
        .. Figures.SelectMany(f => f.Causes.Select(c => (f.Code, c.Value, f.CausesEn.GetValueOrDefault(c.Key, "")))),
    ];

    [Fact]
    public void No_text_is_missing() =>
        Assert.DoesNotContain(Texts(), t => t.Vi.Length > 0 && (t.En.Length == 0 || IsVietnamese(t.En)));

    [Fact]
    public void One_title_is_one_in_english_too() => Assert.All(
        Feeds.Select(f => (f.Title, f.TitleEn)).Concat(Figures.Select(f => (f.Denominator, f.DenominatorEn)))
            .Where(t => t.Item2.Length > 0).Distinct().GroupBy(t => t.Item1),
        same => Assert.Single(same));

    [Fact]
    public void Every_owner_has_an_english_name() => Assert.All(
        Feeds.Select(f => f.Owner).Concat(Figures.Select(f => f.Owner)).Where(o => o.Length > 0).Distinct(),
        owner => Assert.False(IsVietnamese(En.Owner(owner)), owner));

    [Theory]
    [InlineData("Công an tỉnh - Phòng Tham mưu", "Provincial police - Staff office")]
    [InlineData("UBND xã Ba Tơ", "People's Committee of Xã Ba Tơ")]
    [InlineData("Hợp tác xã Sa Huỳnh", "Hợp tác xã Sa Huỳnh")]
    public void An_owner_is_told_by_its_parts(string owner, string english)
    {
        Assert.Equal(english, En.Owner(owner));
        Assert.Equal(owner, Messages.For(Language.Vi).Owner(owner));
    }

    static bool IsVietnamese(string text) =>
        text.Any(c => c > 0x7f && char.IsLetter(c));
}
