using De06Ingest.Intake.Normalise;
using De06Ingest.Intake.Read;

namespace De06Ingest.Intake;

/// <summary>A delta may hold several versions of a record: the one with the highest sequence counts, and among equals the
/// last.</summary>
static class DeltaVersions
{
    /// <summary>Numbers of the rows, from 1 in extract order, that a later version in the same extract replaces.</summary>
    /// <remarks>Reads the extract once more before the pass; deltas are small.</remarks>
    public static HashSet<long> Outdated(PassInput input, RecordBuilder builder, int sequence)
    {
        var keys = new RowState(1024);
        var newest = new List<(long Order, long Row)>();
        var outdated = new HashSet<long>();
        long row = 0;
        foreach (var file in input.Extract.Files)
        {
            using var reader = RowReaders.Open(input.Contract, file);
            while (reader.Read())
            {
                row++;
                if (reader.Malformed is null && builder.TryKey(reader, default, out var key))
                {
                    var entry = keys.Find(key);
                    entry = entry < 0 ? keys.Add(key, 0, 0, RowMark.None) : entry;
                    Note(newest, outdated, entry, builder.NumberOf(sequence, reader), row);
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
