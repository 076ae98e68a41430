using System.Threading.Channels;
using De06Ingest.Feeds;
using De06Ingest.Intake.Normalise;
using De06Ingest.Intake.Pull;
using De06Ingest.Intake.Read;

namespace De06Ingest.Intake;

/// <summary>Reads the files of an extract into batches, in file order, ahead of the thread that decides about the
/// rows.</summary>
/// <param name="contract">The feed's contract.</param>
/// <param name="extract">The extract.</param>
/// <param name="known">Rows whose text it knows need not be cut; null to cut every row.</param>
sealed class ExtractRows(FeedContract contract, Extract extract, RowState? known)
{
    /// <summary>Lines, furniture and headers of all files; complete once the batches have ended.</summary>
    public ExtractShape Shape { get; } = new();

    public long RowsRead { get; private set; }

    /// <summary>Fills batches until the rows end. What goes wrong ends the channel with its exception.</summary>
    /// <param name="filled">Takes the batches; at least one for each file, the first of a file with its shape.</param>
    /// <param name="spare">Batches to use again.</param>
    /// <param name="stop">Ends the reading between batches.</param>
    public void Read(ChannelWriter<RowBatch> filled, ChannelReader<RowBatch> spare, CancellationToken stop)
    {
        try
        {
            for (var file = 0; file < extract.Files.Count; file++)
            {
                ReadFile(file, filled, spare, stop);
            }

            filled.Complete();
        }
        catch (Exception failure)
        {
            filled.TryComplete(failure);
        }
    }

    void ReadFile(int file, ChannelWriter<RowBatch> filled, ChannelReader<RowBatch> spare, CancellationToken stop)
    {
        using var reader = RowReaders.Open(contract, extract.Files[file], known);
        var batch = Next(spare, file, reader);
        batch.Shape = reader.Shape;
        while (reader.Read())
        {
            Take(reader, batch);
            if (batch.IsFull)
            {
                Hand(batch, filled, stop);
                batch = Next(spare, file, reader);
            }
        }

        Hand(batch, filled, stop);
        Shape.Lines += reader.Shape.Lines;
        Shape.FurnitureLines += reader.Shape.FurnitureLines;
        Shape.NewColumns.AddRange(reader.Shape.NewColumns.Except(Shape.NewColumns));
    }

    void Take(IRowReader reader, RowBatch batch)
    {
        if (reader.Malformed is null && !reader.IsUncut)
        {
            batch.Stage(reader);
        }
        else
        {
            batch.StageEmpty();
        }

        ref var head = ref batch.Commit(reader.RawRecord);
        head = head with
        {
            RowNumber = ++RowsRead,
            LineNumber = reader.LineNumber,
            ByteOffset = reader.ByteOffset,
            Malformed = reader.Malformed,
            IsUncut = reader.IsUncut,
            TextHash = reader.TextHash,
        };
    }

    RowBatch Next(ChannelReader<RowBatch> spare, int file, IRowReader reader)
    {
        var batch = spare.TryRead(out var used) ? used : new RowBatch(contract.Columns.Count);
        batch.Clear(file);
        batch.Line = reader.Line;
        return batch;
    }

    static void Hand(RowBatch batch, ChannelWriter<RowBatch> filled, CancellationToken stop) =>
        filled.Hand(batch, stop);
}
