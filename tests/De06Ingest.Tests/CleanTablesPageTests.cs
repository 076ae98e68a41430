using System.Text;
using De06Ingest.Feeds;
using De06Ingest.Tests.Support;

namespace De06Ingest.Tests;

/// <summary>Holds <c>sql/clean-tables.md</c> to the contracts, letter by letter; writes it where
/// <see cref="WriteVariable"/> is 1.</summary>
public sealed class CleanTablesPageTests
{
    const string WriteVariable = "DE06_WRITE_CLEAN_TABLES";
    const string Command =
        "DE06_WRITE_CLEAN_TABLES=1 dotnet test tests/De06Ingest.Tests -c Release --filter CleanTablesPageTests";

    [Fact]
    public void The_page_of_the_clean_tables_is_what_the_contracts_say()
    {
        var contracts = FeedCatalog.Load(Repository.Folder("deploy/feeds"))
            .OrderBy(c => c.TableName, StringComparer.Ordinal).ToList();
        var path = Path.Combine(Repository.Folder("sql"), "clean-tables.md");
        var page = Page(contracts);
        if (Environment.GetEnvironmentVariable(WriteVariable) == "1")
        {
            File.WriteAllText(path, page);
        }

        Assert.True(page == File.ReadAllText(path), $"sql/clean-tables.md is behind the contracts; run: {Command}");
    }

    static string Page(IReadOnlyList<FeedContract> contracts)
    {
        var page = new StringBuilder($"""
            # Clean tables

            This page is written from the contracts of `deploy/feeds`: change those, then run
            `{Command}`.

            One view per feed in the schemas `api` (masked) and `api_full` (clear), made from its contract. The
            columns that all of them begin with are in [README.md](README.md). Registers are about no citizen: of
            them only numbers of households and cases are masked.

            | view | feed | role | extent | owner |
            |---|---|---|---|---|

            """);
        foreach (var contract in contracts)
        {
            var role = ContractWords.KebabCase(contract.Role.ToString());
            Row(page, $"`clean_{contract.TableName}`", contract.Title, role, Extent(contract.Extent), contract.Owner);
        }

        foreach (var contract in contracts)
        {
            page.Append($"\n### api.clean_{contract.TableName}\n\n{contract.Title}\n\n");
            Row(page, "column", "type", "source's header", "codes", "mask");
            page.Append("|---|---|---|---|---|\n");
            foreach (var column in contract.Columns)
            {
                Column(page, column, contract.Masks(column));
            }
        }

        return page.ToString();
    }

    static void Column(StringBuilder page, ColumnSpec column, bool masked)
    {
        string[] names = column.Kind == ColumnKind.BirthDate
            ? [column.SqlName + "_from", column.SqlName + "_to"]
            : [column.SqlName];
        var codes = column.Kind == ColumnKind.Boolean ? [] : column.Codes.Values.Distinct().Select(c => $"`{c}`");
        foreach (var name in names)
        {
            Row(page, $"`{name}`", TypeOf(column.Kind), string.Join(" / ", column.From), string.Join(' ', codes),
                masked ? MaskOf(column.Kind) : "");
        }
    }

    static void Row(StringBuilder page, params string[] cells) =>
        page.Append("| ").AppendJoin(" | ", cells).Append(" |\n");

    static string Extent(ExtentSpec extent) => (extent.IsDelta, extent.ByPeriod, extent.ByUnit) switch
    {
        (true, _, _) => "delta",
        (_, true, true) => "full of [period, unit]",
        (_, true, _) => "full of [period]",
        (_, _, true) => "full of [unit]",
        _ => "full",
    };

    static string TypeOf(ColumnKind kind) => kind switch
    {
        ColumnKind.Integer or ColumnKind.MoneyVnd => "bigint",
        ColumnKind.Date or ColumnKind.BirthDate => "date",
        ColumnKind.Timestamp => "timestamptz",
        ColumnKind.Boolean => "boolean",
        _ => "text",
    };

    static string MaskOf(ColumnKind kind) => kind switch
    {
        ColumnKind.PersonalId or ColumnKind.LegacyId or ColumnKind.SocialInsurance or ColumnKind.HealthCard
            or ColumnKind.TaxCode => "id",
        ColumnKind.PersonName => "name",
        ColumnKind.Phone => "phone",
        ColumnKind.Key or ColumnKind.DossierCode => "key",
        ColumnKind.BirthDate => "year",
        ColumnKind.Text => "text",
        _ => "",
    };
}
