using De06Ingest.Feeds;
using De06Ingest.Intake;
using De06Ingest.Intake.Normalise;
using De06Ingest.Intake.Pull;
using De06Ingest.Intake.Read;
using De06Ingest.Matching;

namespace De06Ingest.Commands.Linkage;

/// <summary>Reads a file under its contract, as a run would, into one side of a linkage.</summary>
static class LinkTableFile
{
    static readonly Slice AnySlice = new("2026-01", "00001");

    /// <param name="contract">The contract.</param>
    /// <param name="path">The file.</param>
    /// <param name="today">The day as of which dates are judged.</param>
    /// <param name="refused">Rows that a run would refuse; they take no part.</param>
    public static LinkTable Read(FeedContract contract, string path, DateOnly today, out int refused)
    {
        var bytes = new FileInfo(path) is { Exists: true } file
            ? file.Length
            : throw new FileNotFoundException(null, path);
        using var rows = RowReaders.Open(contract, new ExtractFile(path, Path.GetFileName(path), bytes, ""));
        var table = new LinkTable(contract);
        var builder = new RecordBuilder(contract, today);
        var record = new SectorRecord(contract.Columns.Count);
        var batch = new RowBatch(contract.Columns.Count);
        refused = 0;
        while (rows.Read())
        {
            batch.Clear(0);
            var cells = rows.Malformed is null ? batch.Stage(rows) : default;
            if (rows.Malformed is not null || !builder.TryKey(cells, AnySlice, out _)
                || !builder.RequiredAreSound(cells))
            {
                refused++;
                continue;
            }

            builder.Build(cells, AnySlice, record);
            table.Add(cells, record, builder);
        }

        return table;
    }
}
