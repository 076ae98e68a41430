using De06Ingest.Commands;
using De06Ingest.Database;
using De06Ingest.Feeds;
using De06Ingest.Intake.Pull;
using De06Ingest.Reporting;
using Microsoft.AspNetCore.Connections;
using Npgsql;

namespace De06Ingest.Tests.Commands;

/// <summary>What went wrong, as a person reads it and as a script sees it.</summary>
public sealed class ComplaintTests : CommandRun
{
    public static TheoryData<Exception, int, string> Troubles => new()
    {
        { new ExtractRefused("is-excel"), 65, "is-excel" },
        { new ExtractRefused("http-404"), 69, "(HTTP 404)" },
        { new SourceUnavailable("source-timeout", "30 s"), 69, "source-timeout" },
        { new SourceUnavailable("secret-missing", "TOKEN"), 78, "TOKEN" },
        { new SourceUnavailable("file-missing", "x.csv"), 74, "x.csv" },
        { new FeedLeasedException("pensions"), 75, "feed-leased" },
        { new FenceLostException("pensions"), 75, "fence-lost" },
        { new SchemaMismatch("0001_core"), 78, "0001_core" },
        {
            new AggregateException(
                new ContractException("a.yaml", 3, ContractText.KeyEmpty()),
                new ContractException("b.yaml", 4, ContractText.UrlNotHttps())),
            78,
            "b.yaml:4"
        },
        { new ConfigurationProblem("secret-missing", "TOKEN"), 78, "TOKEN" },
        { new ContractException("a.yaml", 3, ContractText.KeyEmpty()), 78, "a.yaml:3: \"key\" để trống" },
        { new ContractException("a.yaml", 0, ContractText.FileExtension()), 78, "a.yaml: Tên tệp" },
        { new SampleRefused("mau.csv", ContractText.SamplePdf()), 65, "mau.csv: Đây là tệp PDF" },
        { new LocalClusterException("postgres-missing", "none"), 78, "[postgres-missing]" },
        { new NpgsqlException("no route"), 75, "database-away" },
        { new PostgresException("quotes 051072999001", "ERROR", "ERROR", "42P01"), 78, "migrate" },
        { new PostgresException("quotes 051072999001", "ERROR", "ERROR", "57P01"), 75, "database-away" },
        { new PostgresException("quotes 051072999001", "ERROR", "ERROR", "55P03"), 75, "pg_stat_activity" },
        { new PostgresException("quotes 051072999001", "ERROR", "ERROR", "22P02"), 70, "22P02" },
        {
            new DirectoryNotFoundException("Could not find a part of the path '/x/y/u.csv'."),
            74,
            "Không có tệp /x/y/u.csv."
        },
        { new UnauthorizedAccessException("out.csv"), 73, "out.csv" },
        {
            new UnauthorizedAccessException("Access to the path '/x/o.csv' is denied."),
            73,
            "không phải tệp (/x/o.csv)."
        },
        { new IOException("disk"), 74, "(hệ thống báo: \"disk\")" },
        { new SpoolUnwritable("/x/spool", new IOException("exists")), 74, "thư mục lưu tệp (De06__Spool) (/x/spool)" },
        { new ConfigurationProblem("connection-string"), 78, "ConnectionStrings__De06 không đúng dạng" },
        { new IOException("bind", new AddressInUseException("taken")), 78, "De06__Listen" },
        { new InvalidOperationException("quotes 051072999001"), 70, "InvalidOperationException" },
    };

    [Theory]
    [MemberData(nameof(Troubles), DisableDiscoveryEnumeration = true)]
    public async Task Explains_what_went_wrong_and_quotes_no_row(Exception trouble, int code, string told)
    {
        _parts.Trouble = trouble;

        Assert.Equal(code, await Run("run", "pensions"));
        Assert.Contains(told, _error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("051072999001", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Puts_each_problem_of_the_contracts_on_a_line_of_its_own_after_the_code()
    {
        _parts.Trouble = new AggregateException(
            new ContractException("a.yaml", 3, ContractText.KeyEmpty()),
            new ContractException("b.yaml", 4, ContractText.UrlNotHttps()));

        await Run("run", "pensions");

        var lines = _error.ToString().TrimEnd().Split('\n');
        Assert.Equal(3, lines.Length);
        Assert.EndsWith("[contract-unusable]", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("  a.yaml:3: \"key\" để trống", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("  b.yaml:4: \"url\" trong mục pull", lines[2], StringComparison.Ordinal);
    }
}
