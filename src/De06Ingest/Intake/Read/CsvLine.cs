using CsvHelper;

namespace De06Ingest.Intake.Read;

/// <summary>Cuts a single record of a CSV file into the contract's cells: one that the reader had passed over because
/// its text was known, and about which there is more to decide after all.</summary>
/// <param name="options">How the file is cut.</param>
/// <param name="fieldOf">Field of each of the contract's columns, or -1.</param>
sealed class CsvLine(CsvReaderOptions options, int[] fieldOf)
{
    /// <summary>Adds every cell of the record to the batch, in the contract's order.</summary>
    public void CopyCells(ReadOnlySpan<byte> record, RowBatch batch)
    {
        using var csv = CsvReader.Create(record.ToArray(), options);
        csv.Read();
        foreach (var field in fieldOf)
        {
            batch.AddCell(field < 0 ? default : csv.GetSpan(field));
        }
    }
}
