using De06Ingest.Units;

namespace De06Ingest.Matching.Evidence;

/// <summary>What one thread saw while citizens were streamed past the rows: how many have a value, and which rows and
/// citizens have something in common.</summary>
/// <param name="rows">Number of rows.</param>
/// <param name="keys">Slots of the table of keys.</param>
/// <param name="values">Slots of the table of values.</param>
sealed class EvidenceMeeting(int rows, int keys, int values)
{
    // Row by row, one more than the number of the last citizen whom it met.
    readonly int[] met = new int[rows];
    Pair[] pairs = new Pair[1024];
    int count;

    /// <summary>Citizens by slot.</summary>
    public int[] Keys { get; } = new int[keys];

    /// <summary>Citizens by slot.</summary>
    public int[] Values { get; } = new int[values];

    /// <summary>Citizens by day of birth.</summary>
    public int[] Births { get; } = new int[BirthDays.Count];

    /// <summary>Citizens by home unit.</summary>
    public int[] Units { get; } = new int[UnitSlot.Count];

    /// <summary>Notes the pair, once.</summary>
    public void Add(int row, int citizen)
    {
        if (met[row] == citizen + 1)
        {
            return;
        }

        met[row] = citizen + 1;
        if (count == pairs.Length)
        {
            Array.Resize(ref pairs, count * 2);
        }

        pairs[count++] = new(row, citizen);
    }

    /// <summary>The pairs since it was last asked.</summary>
    public Pair[] Take()
    {
        var taken = pairs[..count];
        count = 0;
        return taken;
    }

    /// <summary>Counts together what another thread counted.</summary>
    public void Add(EvidenceMeeting other)
    {
        Add(Keys, other.Keys);
        Add(Values, other.Values);
        Add(Births, other.Births);
        Add(Units, other.Units);
    }

    static void Add(int[] sums, int[] more)
    {
        for (var i = 0; i < sums.Length; i++)
        {
            sums[i] += more[i];
        }
    }

    /// <summary>A row and a citizen to be compared.</summary>
    public readonly record struct Pair(int Row, int Citizen);
}
