using De06Ingest.Values;

namespace De06Ingest.Intake.Normalise;

/// <summary>
/// One row of a sector system as typed values: what the clean table gets and what the rules compare. Reused from row
/// to row, so a consumer copies what it keeps.
/// </summary>
/// <remarks>Texts lie in one buffer; a cell is a number, or a range of that buffer. A row costs no allocation unless it
/// has faults.</remarks>
sealed class SectorRecord
{
    public const int Unknown = int.MinValue;

    const int UsualText = 4096;

    public SectorRecord(int columns) => (Cells, Text) = (new Cell[columns], new byte[UsualText]);

    /// <summary>One per contract column.</summary>
    public Cell[] Cells { get; }

    /// <summary>What is wrong with the row, column by column, in the contract's order.</summary>
    public List<CellFault> Faults { get; } = [];

    public byte[] Text { get; private set; }
    public int TextLength { get; set; }

    public TextRange Key { get; set; }
    public TextRange Subject { get; set; }
    public long LineNumber { get; set; }

    /// <summary>Reporting period of the row, yyyy-MM or yyyy; null when the feed has none.</summary>
    public string? Period { get; set; }

    // The citizen's fields, as the rules compare them.
    public long PersonalId { get; set; }
    public bool PersonalIdGiven { get; set; }
    public ulong NameFull { get; set; }
    public ulong NameFolded { get; set; }
    public TextRange Name { get; set; }
    public int BirthFrom { get; set; }
    public int BirthTo { get; set; }
    public Sex Sex { get; set; }
    public uint Phone { get; set; }
    public int HomeUnit { get; set; }
    public byte HomeUnitLength { get; set; }

    /// <summary>Number of the map that the record's unit codes are on; 0 when none is known.</summary>
    public byte UnitMap { get; set; }

    /// <summary>Home unit on the reference's map, where that was looked up; else as the record states it.</summary>
    public int HomePlace { get => homePlace ?? HomeUnit; set => homePlace = value; }

    int? homePlace;

    public ReadOnlySpan<byte> Bytes(TextRange range) => Text.AsSpan(range.Start, range.Length);

    /// <summary>All but cells, faults and texts.</summary>
    public RecordFields Fields
    {
        get => new(Key, Subject, LineNumber, Period, PersonalId, PersonalIdGiven, NameFull, NameFolded, Name, BirthFrom,
            BirthTo, Sex, Phone, HomeUnit, HomeUnitLength, UnitMap, homePlace);
        set
        {
            (Key, Subject, LineNumber, Period) = (value.Key, value.Subject, value.LineNumber, value.Period);
            (PersonalId, PersonalIdGiven) = (value.PersonalId, value.PersonalIdGiven);
            (NameFull, NameFolded, Name) = (value.NameFull, value.NameFolded, value.Name);
            (BirthFrom, BirthTo, Sex, Phone) = (value.BirthFrom, value.BirthTo, value.Sex, value.Phone);
            (HomeUnit, HomeUnitLength, UnitMap) = (value.HomeUnit, value.HomeUnitLength, value.UnitMap);
            homePlace = value.HomePlace;
        }
    }

    public void Clear()
    {
        Array.Clear(Cells);
        Faults.Clear();
        TextLength = 0;
        Key = Subject = Name = default;
        PersonalId = 0;
        PersonalIdGiven = false;
        NameFull = NameFolded = 0;
        BirthFrom = BirthTo = HomeUnit = Unknown;
        HomeUnitLength = 0;
        homePlace = null;
        Sex = Sex.Unknown;
        Phone = 0;
    }

    /// <summary>Number behind one cell (a personal id, a sequence, a time), or 0 when it has no value. For a text it is
    /// its fingerprint.</summary>
    public long NumberOf(int column)
    {
        ref readonly var cell = ref Cells[column];
        return !cell.HasValue ? 0
            : cell.Range.Length > 0 ? (long)Fingerprint.Of(Bytes(cell.Range)) >>> 17
            : cell.Number;
    }

    /// <summary>Clears texts, faults and these cells only; for a record that serves to look at single cells.</summary>
    public void Forget(ReadOnlySpan<int> columns)
    {
        TextLength = 0;
        Faults.Clear();
        foreach (var column in columns)
        {
            if (column >= 0)
            {
                Cells[column] = default;
            }
        }
    }

    /// <summary>Room for this many more bytes of text, to be committed with <see cref="Commit"/>.</summary>
    public Span<byte> Room(int bytes)
    {
        if (TextLength + bytes > Text.Length)
        {
            var larger = new byte[Math.Max(Text.Length * 2, TextLength + bytes)];
            Text.AsSpan(0, TextLength).CopyTo(larger);
            Text = larger;
        }

        return Text.AsSpan(TextLength, bytes);
    }

    public TextRange Commit(int bytes)
    {
        var range = new TextRange(TextLength, bytes);
        TextLength += bytes;
        return range;
    }

    public TextRange Add(ReadOnlySpan<byte> text)
    {
        text.CopyTo(Room(text.Length));
        return Commit(text.Length);
    }
}

/// <summary>What a <see cref="SectorRecord"/> holds beside cells, faults and texts.</summary>
readonly record struct RecordFields(
    TextRange Key, TextRange Subject, long LineNumber, string? Period, long PersonalId, bool PersonalIdGiven,
    ulong NameFull, ulong NameFolded, TextRange Name, int BirthFrom, int BirthTo, Sex Sex, uint Phone, int HomeUnit,
    byte HomeUnitLength, byte UnitMap, int? HomePlace);

/// <summary>A range of a record's text buffer, bytes.</summary>
readonly record struct TextRange(int Start, int Length);

/// <summary>A typed cell: <see cref="Number"/> for numbers, dates, codes of sex and the like; <see cref="Range"/> for
/// text.</summary>
struct Cell
{
    public bool HasValue;
    public long Number;

    /// <summary>Last day of a birth date, or number of digits of a unit code.</summary>
    public int Second;
    public TextRange Range;
}

/// <summary>A cell that could not be read.</summary>
/// <param name="Column">Contract name of the column.</param>
/// <param name="Code">Stable code.</param>
/// <param name="Raw">The cell as it came; personal data.</param>
readonly record struct CellFault(string Column, string Code, string Raw)
{
    /// <summary>How the clean table keeps it: <c>column:code:raw</c>.</summary>
    public string Stored => $"{Column}:{Code}:{Raw}";

    /// <summary>The reverse of <see cref="Stored"/>.</summary>
    public static CellFault FromStored(string stored)
    {
        var parts = stored.Split(':', 3);
        return new(parts[0], parts[1], parts.Length > 2 ? parts[2] : "");
    }
}
