using De06Ingest.Matching.Comparing;

namespace De06Ingest.Matching.Evidence;

/// <summary>Rows by the day of birth, one behind the other, with what tells in a few nanoseconds that two people share
/// no more than a birthday.</summary>
sealed class EvidenceBirths
{
    readonly int[] starts = new int[BirthDays.Count + 2];
    readonly Entry[] entries;

    /// <param name="probes">The rows; those that give no day are left out.</param>
    /// <param name="only">The one row that is looked for, or -1 for all.</param>
    public EvidenceBirths(ReadOnlySpan<EvidenceProbe> probes, int only)
    {
        var days = new int[probes.Length];
        for (var row = 0; row < probes.Length; row++)
        {
            days[row] = only >= 0 && only != row ? -1 : IndexOf(probes[row].Birth);
            starts[days[row] + 2]++;
        }

        // Rows without a day were counted in front of all others.
        starts[1] = 0;
        for (var day = 2; day < starts.Length; day++)
        {
            starts[day] += starts[day - 1];
        }

        (entries, var at) = (new Entry[starts[^1]], starts.AsSpan(1).ToArray());
        for (var row = 0; row < probes.Length; row++)
        {
            if (days[row] >= 0)
            {
                entries[at[days[row]]++] = new(row, probes[row].HomeUnit, probes[row].Shape);
            }
        }
    }

    /// <summary>Rows born on this day, a yyyyMMdd; none for a coarser date.</summary>
    public ReadOnlySpan<Entry> On(int birth) =>
        IndexOf(birth) is var day and >= 0 ? entries.AsSpan(starts[day + 1]..starts[day + 2]) : [];

    static int IndexOf(int birth) => birth == 0 || BirthLikeness.IsCoarse(birth) ? -1 : BirthDays.IndexOf(birth);

    /// <summary>A row, its commune, and the shape of its name.</summary>
    public readonly record struct Entry(int Row, int HomeUnit, NameShape Shape)
    {
        /// <summary>False for two people who share no more than a birthday.</summary>
        public bool MayCount(int homeUnit, in NameShape name) =>
            HomeUnit == homeUnit || Shape.MayFit(name) || Shape.Letters == 0 || name.Letters == 0;
    }
}
