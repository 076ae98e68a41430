namespace De06Ingest.Intake.Normalise;

/// <summary>Records that are kept while others are read: a few arrays for however many, so that they cost the garbage
/// collector nothing.</summary>
/// <param name="columns">Columns of the contract.</param>
sealed class KeptRecords(int columns)
{
    const int UsualText = 256;

    readonly List<CellFault> faults = [];
    Kept[] kept = [];
    Cell[] cells = [];
    byte[] text = [];
    int textLength;

    public int Count { get; private set; }

    public void Add(SectorRecord record)
    {
        Ensure(record.TextLength);
        record.Cells.CopyTo(cells.AsSpan(Count * columns));
        record.Text.AsSpan(0, record.TextLength).CopyTo(text.AsSpan(textLength));
        kept[Count++] = new(record.Fields, textLength, record.TextLength, faults.Count, record.Faults.Count);
        textLength += record.TextLength;
        faults.AddRange(record.Faults);
    }

    /// <summary>Fills the record with one of them.</summary>
    public void Read(int index, SectorRecord record)
    {
        ref readonly var from = ref kept[index];
        record.Clear();
        record.Add(text.AsSpan(from.TextStart, from.TextLength));
        cells.AsSpan(index * columns, columns).CopyTo(record.Cells);
        record.Fields = from.Fields;
        for (var i = 0; i < from.FaultCount; i++)
        {
            record.Faults.Add(faults[from.FaultStart + i]);
        }
    }

    /// <summary>Key of one of them, UTF-8.</summary>
    public ReadOnlySpan<byte> Key(int index) =>
        text.AsSpan(kept[index].TextStart + kept[index].Fields.Key.Start, kept[index].Fields.Key.Length);

    public void Clear()
    {
        Count = textLength = 0;
        faults.Clear();
    }

    void Ensure(int moreText)
    {
        if (Count == kept.Length)
        {
            var room = Math.Max(64, Count * 2);
            Array.Resize(ref kept, room);
            Array.Resize(ref cells, room * columns);
        }

        if (textLength + moreText > text.Length)
        {
            Array.Resize(ref text, Math.Max(kept.Length * UsualText, (textLength + moreText) * 2));
        }
    }

    readonly record struct Kept(RecordFields Fields, int TextStart, int TextLength, int FaultStart, int FaultCount);
}
