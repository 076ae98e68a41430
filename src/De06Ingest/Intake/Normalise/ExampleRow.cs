using System.Text;
using De06Ingest.Feeds;

namespace De06Ingest.Intake.Normalise;

/// <summary>Runs one row that stands in a contract as an example, exactly as a row of an extract would run.</summary>
sealed class ExampleRow(FeedContract contract, IReadOnlyDictionary<string, string> row) : ICells
{
    /// <summary>Stands for period and unit where a contract takes them from the file name.</summary>
    static readonly Slice AnySlice = new("2026-01", "00001");

    readonly byte[][] cells =
        [.. contract.Columns.Select(c => Encoding.UTF8.GetBytes(c.From.Select(f => Value(row, f)).FirstOrDefault(v => v is not null) ?? ""))];

    public ReadOnlySpan<byte> Cell(int column) => cells[column];

    public static ExampleOutcome Run(FeedContract contract, IReadOnlyDictionary<string, string> row)
    {
        var builder = new RecordBuilder(contract, DateOnly.FromDateTime(DateTime.UtcNow));
        var example = new ExampleRow(contract, row);
        var record = new SectorRecord(contract.Columns.Count);
        if (!builder.TryKey(example, AnySlice, out _) || !builder.RequiredAreSound(example))
        {
            return new(new Dictionary<string, string?>(), builder.RefusalCodes(example, AnySlice, record), []);
        }

        builder.Build(example, AnySlice, record);
        return new(builder.Describe(record), [], [.. record.Faults.Select(f => f.Code)]);
    }

    static string? Value(IReadOnlyDictionary<string, string> row, string header) =>
        row.FirstOrDefault(c => string.Equals(c.Key.Normalize().Trim(), header.Normalize().Trim(), StringComparison.OrdinalIgnoreCase)).Value;
}
