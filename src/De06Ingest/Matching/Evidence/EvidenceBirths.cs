using System.Runtime.CompilerServices;
using De06Ingest.Values;

namespace De06Ingest.Matching.Evidence;

/// <summary>Rows by the day of birth, one behind the other, with what tells in a few nanoseconds that two people share
/// no more than a birthday.</summary>
sealed class EvidenceBirths
{
    readonly int[] starts = new int[BirthDays.Count + 1];
    readonly int[] inFeed = new int[BirthDays.Count];
    readonly Entry[] entries;

    /// <param name="probes">The rows; those that give no day are left out.</param>
    /// <param name="only">The one row that is looked for, or -1 for all; all are counted.</param>
    public EvidenceBirths(EvidenceProbe[] probes, int only)
    {
        foreach (ref readonly var probe in probes.AsSpan())
        {
            if (probe.BirthDay >= 0)
            {
                inFeed[probe.BirthDay]++;
            }
        }

        for (var day = 0; day < inFeed.Length; day++)
        {
            starts[day + 1] = starts[day] + inFeed[day];
        }

        (entries, var at) = (new Entry[starts[^1]], starts[..^1]);
        for (var row = 0; row < probes.Length; row++)
        {
            if (probes[row].BirthDay is var day and >= 0)
            {
                entries[at[day]++] = Entry.Of(only < 0 || only == row ? row : -1, probes[row]);
            }
        }
    }

    /// <summary>Rows born on this day of <see cref="BirthDays"/>.</summary>
    public ReadOnlySpan<Entry> On(int day) => entries.AsSpan(starts[day], starts[day + 1] - starts[day]);

    /// <summary>Asks the processor for the rows of a day.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Prefetch(int day)
    {
        if (starts[day] is var first && first < entries.Length)
        {
            LargeArray.Prefetch(ref entries[first]);
        }
    }

    /// <summary>How many rows were born on it.</summary>
    public int InFeed(int day) => inFeed[day];

    /// <summary>A number of nine digits by threes, 0 for none: where one is the other with a slip, one part at least is
    /// equal.</summary>
    public static uint Thirds(uint number) => number == 0
        ? 0
        : (number / 1_000_000 % 1000 << 20) | (number / 1000 % 1000 << 10) | (number % 1000);

    /// <summary>A row and what may speak for a citizen beside the birthday.</summary>
    /// <param name="Row">The row; -1 for one that is only counted.</param>
    /// <param name="HomeUnit">Its commune.</param>
    /// <param name="Hamlet">Its hamlet.</param>
    /// <param name="Phone">Its phone, as <see cref="Thirds"/>.</param>
    /// <param name="Legacy">Its old card, likewise.</param>
    /// <param name="Name">Shape of its name.</param>
    public readonly record struct Entry(
        int Row, int HomeUnit, uint Hamlet, uint Phone, uint Legacy, NameShape Name)
    {
        public static Entry Of(int row, in EvidenceProbe probe) => new(
            row, probe.HomeUnit, probe.Hamlet, Thirds(probe.Phone), Thirds((uint)probe.Legacy), probe.Shape);

        /// <summary>False where no number and no place of the two can agree, not even with a slip. Equal names have a
        /// key of their own, and so has an id with a slip.</summary>
        public bool MayAgree(in Entry citizen) =>
            HomeUnit == citizen.HomeUnit || (Hamlet == citizen.Hamlet && Hamlet != 0)
            || SharePart(Phone, citizen.Phone) || SharePart(Legacy, citizen.Legacy);

        /// <summary>False for names that are certainly different ones.</summary>
        public bool MayFit(in NameShape name) => Name.MayFit(name) || Name.Letters == 0 || name.Letters == 0;

        static bool SharePart(uint one, uint other)
        {
            var differing = one ^ other;
            return one != 0 && other != 0
                && ((differing & 0x3FF) == 0 || (differing & 0xFFC00) == 0 || differing >> 20 == 0);
        }
    }
}
