namespace De06Ingest.Matching.Estimation;

/// <summary>How often levels occur, alone and two by two, among weighted pairs.</summary>
sealed class LevelCounts
{
    readonly double[][] single;
    readonly double[][][,] joint;

    public LevelCounts(LinkData data)
    {
        var levels = data.Comparisons.Select(c => c.Levels.Count).ToArray();
        single = [.. levels.Select(l => new double[l])];
        joint = [.. levels.Select((l, i) => levels.Take(i).Select(other => new double[l, other]).ToArray())];
    }

    /// <summary>Weight of all pairs.</summary>
    public double All { get; private set; }

    /// <summary>Counts of the levels of one comparison.</summary>
    public double[] this[int comparison] => single[comparison];

    public void Add(ReadOnlySpan<byte> levels, double weight)
    {
        All += weight;
        for (var i = 0; i < single.Length; i++)
        {
            if (levels[i] >= single[i].Length)
            {
                continue;
            }

            single[i][levels[i]] += weight;
            for (var j = 0; j < i; j++)
            {
                if (levels[j] < single[j].Length)
                {
                    joint[i][j][levels[i], levels[j]] += weight;
                }
            }
        }
    }

    /// <summary>Pairs with this level of the one and that level of the other.</summary>
    public double Joint(int one, int level, int other, int otherLevel) => one > other
        ? joint[one][other][level, otherLevel]
        : joint[other][one][otherLevel, level];

    /// <summary>How much one attribute tells of the other, as a share of what there is to tell, 0 to 1; 0 when so few
    /// pairs could show it by chance.</summary>
    public double Dependence(int one, int other)
    {
        var (rows, columns) = (single[one].Length, single[other].Length);
        var (byRow, byColumn, all) = (new double[rows], new double[columns], 0.0);
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
            {
                var count = Joint(one, i, other, j);
                (byRow[i], byColumn[j], all) = (byRow[i] + count, byColumn[j] + count, all + count);
            }
        }

        var told = 0.0;
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
            {
                var count = Joint(one, i, other, j);
                told += count > 0 ? count * Math.Log(count * all / (byRow[i] * byColumn[j])) : 0;
            }
        }

        // The G-test: twice this is chi-squared by chance.
        var isChance = 2 * told < (4 * (rows - 1) * (columns - 1)) + 20;
        var most = Math.Min(Entropy(byRow, all), Entropy(byColumn, all));
        return isChance || most <= 0 ? 0 : told / (most * all);
    }

    static double Entropy(double[] counts, double all) =>
        counts.Where(c => c > 0).Sum(c => -c / all * Math.Log(c / all));
}
