namespace De06Ingest.Matching.Estimation;

/// <summary>Which attribute each attribute leans on most: a forest in which nothing is counted twice (Chow and Liu,
/// 1968), for matches and for pairs that are none.</summary>
/// <remarks>Fellegi and Sunter take attributes to be independent. Postcode and suburb are not, and who has moved
/// differs in all parts of the address at once.</remarks>
static class DependencyTree
{
    const double LeastDependence = 0.08;

    /// <summary>The attribute on which each one leans, or -1.</summary>
    public static int[] Parents(LevelCounts matches, LevelCounts others, int comparisons)
    {
        var edges = new List<(double Strength, int One, int Other)>();
        for (var one = 0; one < comparisons; one++)
        {
            for (var other = 0; other < one; other++)
            {
                var strength = matches.Dependence(one, other) + others.Dependence(one, other);
                if (strength >= LeastDependence)
                {
                    edges.Add((strength, one, other));
                }
            }
        }

        return Rooted(Spanning(edges, comparisons), comparisons);
    }

    /// <summary>The strongest edges that make no circle.</summary>
    static List<(int One, int Other)> Spanning(List<(double Strength, int One, int Other)> edges, int comparisons)
    {
        var groups = Enumerable.Range(0, comparisons).ToArray();
        var kept = new List<(int, int)>();
        foreach (var (_, one, other) in edges.OrderByDescending(e => e.Strength).ThenBy(e => e.One))
        {
            var (here, there) = (groups[one], groups[other]);
            if (here != there)
            {
                kept.Add((one, other));
                groups = [.. groups.Select(g => g == there ? here : g)];
            }
        }

        return kept;
    }

    static int[] Rooted(List<(int One, int Other)> edges, int comparisons)
    {
        var parents = Enumerable.Repeat(-1, comparisons).ToArray();
        var seen = new bool[comparisons];
        foreach (var root in Enumerable.Range(0, comparisons)
            .OrderByDescending(c => edges.Count(e => e.One == c || e.Other == c)).ThenBy(c => c))
        {
            var open = new Queue<int>(seen[root] ? [] : [root]);
            seen[root] = true;
            while (open.TryDequeue(out var at))
            {
                foreach (var next in edges.Where(e => e.One == at || e.Other == at)
                    .Select(e => e.One == at ? e.Other : e.One).Where(n => !seen[n]))
                {
                    (parents[next], seen[next]) = (at, true);
                    open.Enqueue(next);
                }
            }
        }

        return parents;
    }
}
