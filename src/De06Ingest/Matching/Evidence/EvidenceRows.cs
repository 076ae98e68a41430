using System.Text;
using De06Ingest.Feeds;
using De06Ingest.Intake.Normalise;
using De06Ingest.Values;

namespace De06Ingest.Matching.Evidence;

/// <summary>Rows of one feed as evidence of whom they are about, 64 bytes and the name a row; in the order in which
/// they were added.</summary>
/// <param name="contract">The feed's contract.</param>
sealed class EvidenceRows(FeedContract contract)
{
    readonly int legacyColumn = contract.IndexOf("legacyId");
    readonly int hamletColumn = HamletColumn(contract);
    readonly PlaceText places = new();
    readonly HashSet<(int Row, int Citizen)> rejected = [];
    EvidenceRow[] rows = new EvidenceRow[256];
    byte[] names = new byte[8192];
    int nameLength;

    public int Count { get; private set; }

    public ref readonly EvidenceRow this[int row] => ref rows[row];

    /// <summary>Name in display form, UTF-8.</summary>
    public ReadOnlySpan<byte> Name(int row) => names.AsSpan(rows[row].NameStart, rows[row].NameLength);

    public void Clear()
    {
        Count = nameLength = 0;
        rejected.Clear();
    }

    /// <summary>A person has said that the row is not about this citizen.</summary>
    public void Reject(int row, int citizen) => rejected.Add((row, citizen));

    public bool IsRejected(int row, int citizen) => rejected.Count > 0 && rejected.Contains((row, citizen));

    /// <summary>Copies what the record says of the person.</summary>
    public void Add(SectorRecord record)
    {
        if (Count == rows.Length)
        {
            Array.Resize(ref rows, Count * 2);
        }

        ref var row = ref rows[Count++];
        row = new EvidenceRow
        {
            NameFull = record.NameFull,
            NameFolded = (uint)record.NameFolded,
            BirthFrom = record.BirthFrom,
            BirthTo = record.BirthTo,
            Phone = record.Phone,
            HomeUnit = record.HomePlace,
            Sex = record.Sex,
            Legacy = legacyColumn >= 0 && record.Cells[legacyColumn].HasValue
                ? (int)record.Cells[legacyColumn].Number
                : 0,
            Hamlet = hamletColumn >= 0 && record.Cells[hamletColumn].HasValue
                ? places.Number(record.Bytes(record.Cells[hamletColumn].Range))
                : 0,
        };
        AddName(ref row, record.Bytes(record.Name));
        AddId(ref row, record);
    }

    /// <summary>Column of the hamlet, under its own name or one that the contract links; -1 for none.</summary>
    public static int HamletColumn(FeedContract contract)
    {
        var named = contract.Link?.FirstOrDefault(l => l.Attribute == "hamlet")?.Column;
        var column = contract.IndexOf(named ?? "hamlet");
        return column >= 0 && contract.Columns[column].Kind == ColumnKind.Text ? column : -1;
    }

    void AddName(ref EvidenceRow row, ReadOnlySpan<byte> name)
    {
        name = name.Length > byte.MaxValue ? name[..byte.MaxValue] : name;
        if (nameLength + name.Length > names.Length)
        {
            Array.Resize(ref names, Math.Max(names.Length * 2, nameLength + name.Length));
        }

        name.CopyTo(names.AsSpan(nameLength));
        (row.NameStart, row.NameLength) = (nameLength, (byte)name.Length);
        nameLength += name.Length;
    }

    /// <summary>The personal id; else the digits of a cell that is none, in which a CMND may stand.</summary>
    static void AddId(ref EvidenceRow row, SectorRecord record)
    {
        if (record.PersonalId != 0)
        {
            (row.Id, row.IdDigits) = (record.PersonalId, PersonalId.Length);
            return;
        }

        foreach (var fault in record.Faults)
        {
            if (fault.Column == "personalId")
            {
                AddDigits(ref row, DigitCell.Read(Encoding.UTF8.GetBytes(fault.Raw)));
            }
        }
    }

    static void AddDigits(ref EvidenceRow row, in DigitCell cell)
    {
        if (cell.Kind != DigitCellKind.Digits || Digits.IsPlaceholder(cell.Number, cell.Count))
        {
            return;
        }

        if (cell.Count is >= PersonalId.Length - 1 and <= PersonalId.Length + 1)
        {
            (row.Id, row.IdDigits) = (cell.Number, (byte)cell.Count);
        }
        else if (row.Legacy == 0 && LegacyId.Of(cell) is { IsValue: true } legacy)
        {
            row.Legacy = legacy.Value.Number;
        }
    }
}

/// <summary>What a row says of its person; 0, unknown or <see cref="SectorRecord.Unknown"/> for what it does not
/// say.</summary>
struct EvidenceRow
{
    public long Id;
    public ulong NameFull;
    public uint NameFolded;
    public int NameStart;
    public int BirthFrom;
    public int BirthTo;
    public uint Phone;
    public int HomeUnit;
    public int Legacy;
    public uint Hamlet;

    /// <summary>12; 11 or 13 for a number that lost or gained a digit; 0 for none.</summary>
    public byte IdDigits;
    public byte NameLength;
    public Sex Sex;
}
