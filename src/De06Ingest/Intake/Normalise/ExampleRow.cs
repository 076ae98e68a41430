using System.Text;
using De06Ingest.Feeds;

namespace De06Ingest.Intake.Normalise;

/// <summary>Runs one row that stands in a contract as an example, exactly as a row of an extract would run.</summary>
static class ExampleRow
{
    /// <summary>Stands for period and unit where a contract takes them from the file name.</summary>
    static readonly Slice AnySlice = new("2026-01", "00001");

    /// <param name="contract">The contract that holds the example.</param>
    /// <param name="row">Cells by header.</param>
    /// <param name="today">The day as of which dates are judged.</param>
    public static ExampleOutcome Run(FeedContract contract, IReadOnlyDictionary<string, string> row, DateOnly today)
    {
        var builder = new RecordBuilder(contract, today);
        var texts = contract.Columns.Select(column => Encoding.UTF8.GetBytes(Text(column, row))).ToList();
        int[] ends = [.. texts.Select((_, i) => texts.Take(i + 1).Sum(t => t.Length))];
        var cells = new RowCells(texts.SelectMany(t => t).ToArray(), ends);
        var record = new SectorRecord(contract.Columns.Count);
        if (!builder.TryKey(cells, AnySlice, out _) || !builder.RequiredAreSound(cells))
        {
            return new(new Dictionary<string, string?>(), builder.RefusalCodes(cells, AnySlice, record), []);
        }

        builder.Build(cells, AnySlice, record);
        return new(builder.Describe(record), [], [.. record.Faults.Select(f => f.Code)]);
    }

    /// <summary>The cell under the first of the column's headers that the example has.</summary>
    static string Text(ColumnSpec column, IReadOnlyDictionary<string, string> row)
    {
        foreach (var header in column.From)
        {
            var cell = row.FirstOrDefault(c => string.Equals(
                c.Key.Normalize().Trim(), header.Normalize().Trim(), StringComparison.OrdinalIgnoreCase)).Value;
            if (cell is not null)
            {
                return cell;
            }
        }

        return "";
    }
}
