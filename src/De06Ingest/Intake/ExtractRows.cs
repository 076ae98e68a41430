using System.Threading.Channels;
using De06Ingest.Feeds;
using De06Ingest.Intake.Pull;
using De06Ingest.Intake.Read;

namespace De06Ingest.Intake;

/// <summary>Reads the files of an extract into batches, in file order, ahead of the thread that decides about the
/// rows.</summary>
sealed class ExtractRows(FeedContract contract, Extract extract)
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
        using var reader = RowReaders.Open(contract, extract.Files[file]);
        var batch = Next(spare, file);
        batch.Shape = reader.Shape;
        while (reader.Read())
        {
            Take(reader, batch);
            if (batch.IsFull)
            {
                Hand(batch, filled, stop);
                batch = Next(spare, file);
            }
        }

        Hand(batch, filled, stop);
        Shape.Lines += reader.Shape.Lines;
        Shape.FurnitureLines += reader.Shape.FurnitureLines;
        Shape.NewColumns.AddRange(reader.Shape.NewColumns.Except(Shape.NewColumns));
    }

    void Take(IRowReader reader, RowBatch batch)
    {
        long hash = 0;
        if (reader.Malformed is null)
        {
            hash = batch.Stage(reader).Hash();
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
            RowHash = hash,
            Malformed = reader.Malformed,
        };
    }

    RowBatch Next(ChannelReader<RowBatch> spare, int file)
    {
        var batch = spare.TryRead(out var used) ? used : new RowBatch(contract.Columns.Count);
        batch.Clear(file);
        return batch;
    }

    static void Hand(RowBatch batch, ChannelWriter<RowBatch> filled, CancellationToken stop) =>
        filled.Hand(batch, stop);
}
