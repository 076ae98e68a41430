namespace De06Ingest.Synthetic.Scenarios;

/// <summary>"n of d": says yes exactly so many times among so many turns, each order being as likely as another.
/// </summary>
/// <remarks>The published figures rest on this: whatever the seed, the count comes out.</remarks>
sealed class Quota
{
    int _yes;
    int _turns;
    Chance _chance;

    /// <param name="yes">How often it says yes.</param>
    /// <param name="turns">How often it is asked.</param>
    /// <param name="chance">Decides when.</param>
    /// <exception cref="ArgumentException">More yes than turns, or fewer than none.</exception>
    public Quota(int yes, int turns, Chance chance)
    {
        if (yes < 0 || yes > turns)
        {
            throw new ArgumentException($"{yes} of {turns}", nameof(yes));
        }

        (_yes, _turns, _chance) = (yes, turns, chance);
    }

    /// <exception cref="InvalidOperationException">It was asked more often than was planned.</exception>
    public bool Next()
    {
        if (_turns == 0)
        {
            throw new InvalidOperationException("the quota is spent");
        }

        var yes = _chance.Next(_turns--) < _yes;
        _yes -= yes ? 1 : 0;
        return yes;
    }
}

/// <summary>Deals out each thing exactly as often as it was given, in an order of chance.</summary>
/// <typeparam name="T">What is dealt: a month, a service, a way of payment.</typeparam>
sealed class Deal<T>
{
    readonly T[] _things;
    readonly int[] _left;
    int _all;
    Chance _chance;

    public Deal(IEnumerable<(T What, int Times)> things, Chance chance)
    {
        var list = things.ToList();
        (_things, _left, _chance) = ([.. list.Select(t => t.What)], [.. list.Select(t => t.Times)], chance);
        _all = _left.Sum();
    }

    /// <exception cref="InvalidOperationException">Nothing is left.</exception>
    public T Next()
    {
        if (_all == 0)
        {
            throw new InvalidOperationException("all were dealt");
        }

        var at = _chance.Next(_all--);
        var thing = 0;
        while (at >= _left[thing])
        {
            at -= _left[thing++];
        }

        _left[thing]--;
        return _things[thing];
    }
}

/// <summary>Cuts a whole into parts that add up to it.</summary>
static class Split
{
    /// <summary>So many parts of chance, none below half or above one and a half of the mean.</summary>
    public static long[] Evenly(long total, int parts, Chance chance)
    {
        var weights = new long[parts];
        for (var i = 0; i < parts; i++)
        {
            weights[i] = chance.Between(500, 1_500);
        }

        return Along(total, weights);
    }

    /// <summary>One part per weight, in proportion; a part is off by less than one.</summary>
    public static long[] Along(long total, IReadOnlyList<long> weights)
    {
        var all = weights.Sum();
        var parts = new long[weights.Count];
        long before = 0;
        long sum = 0;
        for (var i = 0; i < parts.Length; i++)
        {
            sum += weights[i];
            var upTo = all == 0 ? 0 : (long)((Int128)total * sum / all);
            parts[i] = upTo - before;
            before = upTo;
        }

        return parts;
    }
}
