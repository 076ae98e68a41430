using De06Ingest.Tests.Reporting.Reports;
using De06Ingest.Tests.Support;

namespace De06Ingest.Tests.Database;

/// <summary>Which province reports are about when nobody says.</summary>
public sealed class ServedProvinceTests(PostgresServer server)
{
    [Theory]
    [InlineData("", "51")]
    [InlineData("08", "08")]
    [InlineData("62", "51")]
    [InlineData("49", "48")]
    public async Task A_setting_goes_before_the_number_of_records_and_follows_a_merger(string setting, string unit)
    {
        await using var bench = await ReportBench.Start(server);
        await bench.People("21040", "21061");

        Assert.Equal(unit, await bench.Flow.One<string>(
            $"set de06.province = '{setting}'; select unit from api.served_province"));
    }
}
