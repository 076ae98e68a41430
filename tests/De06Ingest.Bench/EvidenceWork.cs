using System.Diagnostics;
using System.Text.Json;
using De06Ingest.Synthetic.Linkage;

namespace De06Ingest.Bench;

/// <summary>Rows without any id against as many citizens as the reference has: <c>de06 linkage evaluate --as-run</c> as
/// a process of its own, so that code which is compiled meanwhile counts.</summary>
/// <remarks>Seconds are those of matching alone: a run has its citizens in memory before.</remarks>
sealed class EvidenceWork(int citizens, int rows, int seed, string work)
{
    static readonly string Program = Repository.Path("src/De06Ingest/bin/Release/net10.0/de06");

    string Folder => Path.Combine(work, "evidence");

    public Measured Match() => new("evidence", Make, Command, Seconds);

    Task Make(CancellationToken stop)
    {
        if (!Directory.Exists(Folder))
        {
            TruthSet.Generate(new TruthSetOptions(citizens, rows, (ulong)seed, Ids: 0), Folder);
        }

        return Task.CompletedTask;
    }

    ProcessStartInfo Command()
    {
        string File(string name) => Path.Combine(Folder, name);
        return new(Program,
            ["linkage", "evaluate", "--as-run", "--json", "--truth", File("truth.csv"),
                "--reference", File("reference.csv"), "--reference-contract", File("reference.yaml"),
                "--feed", File("feed.csv"), "--feed-contract", File("feed.yaml")]);
    }

    static double Seconds(string output)
    {
        using var report = JsonDocument.Parse(output);
        return report.RootElement.GetProperty("seconds").GetDouble();
    }
}
