using System.Text.RegularExpressions;
using De06Ingest.Publishing.Figures;
using De06Ingest.Tests.Support;

namespace De06Ingest.Tests.Publishing.Indicators;

/// <summary>What each figure rests on: rows that are counted here, tallies that others counted, or a value from
/// outside. Nothing of a result stands in a statement.</summary>
public sealed partial class FigureClassTests
{
    static readonly IReadOnlyList<IndicatorDefinition> Definitions =
        IndicatorFiles.Load(Repository.Folder("deploy/indicators"));

    /// <summary>Feeds whose rows hold what others worked out.</summary>
    static readonly string[] Outside = ["external-rankings"];

    /// <summary>Columns that hold what the law, or somebody else, says.</summary>
    static readonly string[] OutsideColumns = ["statutory_days"];

    /// <summary>Feeds whose rows are counts that others made.</summary>
    static readonly string[] Tallies =
        ["campaign-tallies", "satisfaction", "armed-forces-counts", "lgsp-calls", "app-installs"];

    static readonly string[] Carried =
    [
        "aid-account-rank", "dossiers-digitised-rank", "electronic-results-rank", "essential-savings",
        "linked-procedure-days-statutory", "papi-rank", "publicity-index", "service-quality-rank", "vneid-rank",
    ];

    static readonly string[] Summed =
    [
        "app-installs-egov", "app-installs-smart", "armed-forces-activated", "campaign-activities",
        "campaign-bank-accounts", "campaign-bases-joined", "campaign-booth-services", "campaign-installs",
        "campaign-level-1-activated", "campaign-level-2-activated", "campaign-level-2-collected",
        "campaign-level-2-confirmed", "campaign-members", "campaign-participants", "campaign-procedures",
        "campaign-services", "campaign-teams", "campaign-told", "campaign-traders", "campaign-wallets",
        "health-record-visits", "lgsp-calls", "lgsp-services", "lgsp-success", "satisfaction-good",
    ];

    /// <summary>Numbers that a statement may hold: 0 and 1, what dates, ages and weeks are reckoned with, and the
    /// length of a province's code.</summary>
    static readonly string[] Numbers = ["0", "1", "2", "5", "7", "12", "14", "31"];

    [Fact]
    public void Every_figure_states_its_class()
    {
        Assert.Equal(Carried, Of("carried"));
        Assert.Equal(Summed, Of("summed"));
        Assert.Equal(Definitions.Select(d => d.Code).Except([.. Carried, .. Summed]).Order(), Of("computed"));
    }

    [Fact]
    public void What_was_published_before_enters_no_figure() =>
        Assert.All(Definitions, d => Assert.DoesNotContain("published-figures", d.Feeds));

    [Fact]
    public void A_figure_from_outside_is_never_called_computed()
    {
        foreach (var definition in Definitions)
        {
            var isCarried = definition.Feeds.Intersect(Outside).Any()
                || OutsideColumns.Any(c => definition.Statement.Contains(c, StringComparison.Ordinal));
            Assert.Equal((definition.Code, isCarried), (definition.Code, definition.Class == "carried"));
            Assert.False(definition.Feeds.Intersect(Tallies).Any() && definition.Class == "computed", definition.Code);
        }
    }

    [Fact]
    public void No_statement_holds_a_number_of_a_result()
    {
        foreach (var definition in Definitions)
        {
            var code = Comment().Replace(definition.Statement, "");
            Assert.Empty(Number().Matches(Quoted().Replace(code, "''")).Select(m => m.Value).Except(Numbers));
            Assert.All(Quoted().Matches(code), text => Assert.Matches(Code(), text.Value));
        }
    }

    [Fact]
    public void Every_figure_says_whose_it_is_and_what_it_counts()
    {
        Assert.All(Definitions, d => Assert.All(
            [d.Title, d.TitleEn, d.Utility, d.Owner, d.Numerator, d.Denominator, d.Basis],
            text => Assert.False(string.IsNullOrWhiteSpace(text), d.Code)));
        // One meaning, one code; a title that stands twice would leave people to guess.
        Assert.Equal(Definitions.Count, Definitions.DistinctBy(d => d.Title).Count());
    }

    [Fact]
    public void A_share_that_holds_records_down_says_why()
    {
        var silent = Definitions.Where(d => d.Shows == FigureForm.Percent && d.Class != "carried"
            && !d.Columns.Contains("cause") && !d.Code.EndsWith("-of-target", StringComparison.Ordinal));

        Assert.Empty(silent.Select(d => d.Code));
    }

    [Fact]
    public void The_bases_of_activation_are_told_apart()
    {
        string[] codes =
        [
            "eid-activated", "eid-activated-of-issued", "eid-activated-of-14", "eid-activated-not-stated",
            "eid-activated-of-target",
        ];
        var bases = Definitions.Where(d => codes.Contains(d.Code)).Select(d => d.Basis).ToList();

        Assert.Equal(
            ["accounts-collected", "accounts-issued", "assigned-target", "citizens-from-14", "not-stated"],
            bases.Order());
    }

    static IEnumerable<string> Of(string name) => Definitions.Where(d => d.Class == name).Select(d => d.Code).Order();

    [GeneratedRegex("--.*")]
    private static partial Regex Comment();

    [GeneratedRegex("'[^']*'")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"(?<![\w.])\d+(\.\d+)?(?!\w)")]
    private static partial Regex Number();

    /// <summary>A code, the version of a catalogue, a form of dates, a zone, an interval or a Monday.</summary>
    [GeneratedRegex(
        "^'(|[a-z][a-z0-9-]*( %|%| )?|đất đai%|QĐ766(-[A-Z]+)?|[A-Z][A-Z-]+%?|2022|2023-22|2024|YYYY-MM|FM00|/|-|"
        + " |Asia/Ho_Chi_Minh|(1 (month|day)|14 years)|2000-01-03)'$")]
    private static partial Regex Code();
}
