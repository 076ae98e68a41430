using De06Ingest.Synthetic.Planted;

namespace De06Ingest.Synthetic.Plan;

/// <summary>Deals out kinds and courses of one feed in turn, in proportion to their weights.</summary>
sealed class Turns
{
    // Prime, so that equal entries, which stand together in the list, are dealt far from each other.
    const int Stride = 97;
    readonly List<(sbyte Kind, Course Course, bool Whole)> _deck = [];
    int _next;

    public Turns(Feed feed, Func<IPlantedError, bool> kinds)
    {
        for (sbyte kind = 0; kind < PlantedErrors.All.Count; kind++)
        {
            var error = PlantedErrors.All[kind];
            foreach (var plot in error.Plots.Where(p => p.Feed == feed && kinds(error)))
            {
                _deck.AddRange(Enumerable.Repeat((kind, plot.Course, error.IsWhole(feed)), plot.Weight));
            }
        }
    }

    /// <summary>The next kind and course, whoever it is for.</summary>
    public Subject Next(int citizen, byte ordinal)
    {
        var (kind, course, whole) = Card(_next++);
        return new Subject(citizen, ordinal, kind, course, whole);
    }

    /// <summary>The next kind and course that the row can take; the row stays plain when there is none.</summary>
    public Subject NextThatFits(int citizen, byte ordinal, SectorRow row, bool elsewhere)
    {
        var first = _next++;
        for (var i = 0; i < _deck.Count; i++)
        {
            var (kind, course, whole) = Card(first + i);
            if ((course != Course.FixedByReference || !elsewhere) && PlantedErrors.All[kind].Fits(row))
            {
                return new Subject(citizen, ordinal, kind, course, whole);
            }
        }

        return new Subject(citizen, ordinal, -1, Course.None, false);
    }

    (sbyte Kind, Course Course, bool Whole) Card(int turn) => _deck[(int)((long)turn * Stride % _deck.Count)];
}
