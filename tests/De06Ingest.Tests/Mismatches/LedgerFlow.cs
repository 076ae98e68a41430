using De06Ingest.Reporting;
using De06Ingest.Tests.Support;
using static De06Ingest.Tests.Support.FlowContracts;

namespace De06Ingest.Tests.Mismatches;

/// <summary>Runs that the tests of the ledger begin with, and what stands in it.</summary>
static class LedgerFlow
{
    public static async Task<Flow> Ready(PostgresServer server)
    {
        var flow = await Flow.Start(server, Population, Accounts());
        await flow.Run("population", Citizens(9), "2026-01-01");
        return flow;
    }

    public static Task<RunReport> Month(Flow flow, string period, string asOf, params string[] rows) =>
        flow.Run("pensions", PensionsHeader + string.Concat(rows), asOf, name: $"pay_{period}.csv");

    public static Task<(int Count, string Newest)> Shows(Flow flow) =>
        flow.One<(int, string)>("select record_count, newest_record from core.mismatch");
}
