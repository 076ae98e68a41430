using De06Ingest.Publishing.Figures;
using De06Ingest.Tests.Support;

namespace De06Ingest.Tests.Publishing.Indicators;

/// <summary>Every figure that the five articles publish, or set a target for, has a definition; and no definition is
/// about nothing that anybody asked for.</summary>
public sealed class ArticleFigureTests
{
    static readonly HashSet<string> Defined =
        [.. IndicatorFiles.Load(Repository.Folder("deploy/indicators")).Select(d => d.Code)];

    /// <summary>By article, in the order of its text.</summary>
    static readonly Dictionary<string, string[]> Articles = new()
    {
        ["Quảng Ngãi, first half of 2024"] =
        [
            "pension-through-account", "aid-with-account", "aid-account-rank", "aid-paid-through-account",
            "essential-25-online", "essential-savings", "linked-procedure-days", "linked-procedure-days-statutory",
            "linked-procedures-at-once", "service-quality-rank", "electronic-results", "electronic-results-rank",
            "dossiers-digitised", "dossiers-digitised-rank", "fee-procedures-cashless", "fees-cashless-amount",
            "land-duty-amount",
            "cards-collected", "eid-level-2-new", "eid-level-2-collected", "eid-activated",
            "essential-53-eligible-online",
        ],
        ["Quảng Ngãi, November 2023"] =
        [
            "visits-by-card-or-vneid", "cards-issued", "eid-of-target", "wrong-phone-rate", "rollout-cashless-aid",
            "workers-updated", "eid-issued-of-14", "eid-activated-of-issued", "eid-activated-of-14",
            "findings-closed",
        ],
        ["Hà Giang, first quarter of 2024"] =
        [
            "dossiers-online", "essential-25-online", "portal-dossiers-on-time", "dossiers-on-time",
            "procedures-paid-online", "eid-activated-not-stated", "visits-by-card", "hospitals-connected",
            "health-records", "health-record-households", "health-record-visits", "health-records-vneid-linked",
            "policy-bank-balance", "policy-bank-households", "models-deployed", "papi-rank", "publicity-index",
            "procedures-published", "procedures-on-portal", "satisfaction-good",
        ],
        ["Quảng Nam, nine months of 2023"] =
        [
            "legal-documents", "legal-resolutions", "legal-decisions", "tasks-done", "delegated-procedures",
            "delegated-to-heads", "delegated-to-bodies", "delegated-to-justice-head", "connections-done",
            "app-installs-smart", "app-installs-egov", "lgsp-services", "lgsp-calls", "lgsp-success",
            "facilities-using-card", "eid-activated-of-target", "dossiers-overdue", "land-dossiers-overdue",
            "vneid-rank", "officials-activated", "armed-forces-activated",
        ],
        ["Quảng Ngãi, first half of 2023"] =
        [
            "campaign-bases-joined", "campaign-teams", "campaign-members", "campaign-procedures",
            "campaign-installs", "campaign-services", "campaign-told", "campaign-level-2-confirmed",
            "campaign-bank-accounts", "campaign-wallets", "campaign-traders", "campaign-booth-services",
            "campaign-activities", "campaign-participants", "campaign-level-1-activated",
            "campaign-level-2-collected", "campaign-level-2-activated", "essential-with-online-dossiers",
            "essential-25-online", "essential-above-half", "essential-whole-online",
            "legacy-id-confirmation-online", "residence-short-stay-online", "residence-absence-online",
            "seal-online", "tax-registration-online", "exam-registration-online", "card-renewal-online",
            "residence-permanent-online", "residence-temporary-online", "vehicle-plates-online",
        ],
    };

    public static TheoryData<string> Names => [.. Articles.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_figure_of_an_article_is_defined(string article) =>
        Assert.Empty(Articles[article].Except(Defined));

    [Fact]
    public void Every_definition_is_of_an_article() =>
        Assert.Empty(Defined.Except(Articles.Values.SelectMany(codes => codes)));
}
