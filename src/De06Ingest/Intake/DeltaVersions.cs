using De06Ingest.Intake.Normalise;
using De06Ingest.Intake.Read;
using De06Ingest.Values;

namespace De06Ingest.Intake;

/// <summary>A delta may hold several versions of a record: the one with the highest sequence counts, and among equals
/// the last.</summary>
static class DeltaVersions
{
    /// <summary>Numbers of the rows, from 1 in extract order, that a later version in the same extract
    /// replaces.</summary>
    /// <remarks>Reads the extract once more before the pass; deltas are small.</remarks>
    public static HashSet<long> Outdated(PassInput input, RecordBuilder builder, int sequence)
    {
        var keys = new RowState(1024);
        var newest = new List<(long Order, long Row)>();
        var outdated = new HashSet<long>();
        var batch = new RowBatch(input.Contract.Columns.Count);
        long row = 0;
        foreach (var file in input.Extract.Files)
        {
            using var reader = RowReaders.Open(input.Contract, file);
            while (reader.Read())
            {
                row++;
                if (reader.Malformed is null && builder.TryKey(batch.Stage(reader), default, out var key))
                {
                    var fingerprint = Fingerprint.Of(key);
                    var entry = keys.Find(key, fingerprint);
                    entry = entry < 0 ? keys.Add(key, fingerprint, 0, 0, RowMark.None) : entry;
                    batch.Unstage();
                    Note(newest, outdated, entry, builder.NumberOf(sequence, batch.Stage(reader)), row);
                }
            }
        }

        return outdated;
    }

    static void Note(List<(long Order, long Row)> newest, HashSet<long> outdated, int entry, long order, long row)
    {
        if (entry == newest.Count)
        {
            newest.Add((order, row));
        }
        else if (order >= newest[entry].Order)
        {
            outdated.Add(newest[entry].Row);
            newest[entry] = (order, row);
        }
        else
        {
            outdated.Add(row);
        }
    }
}
