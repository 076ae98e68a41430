using De06Ingest.Matching.Comparing;

namespace De06Ingest.Units;

/// <summary>An address as people write it: kinds of units in full, short or not at all ("Thôn 4, xã Bình Chương,
/// H. Bình Sơn"), with or without capitals, marks and commas.</summary>
sealed class UnitAddress
{
    const string Bar = " | ";
    static readonly string[] Communes = [" xa ", " phuong ", " thi tran ", " dac khu "];
    static readonly string[] Districts = [" huyen ", " thi xa ", " thanh pho ", " quan "];

    /// <summary>What may follow a name, where the name would otherwise be the beginning of a longer one.</summary>
    static readonly string[] Following = [Bar, " tinh ", " viet nam ", .. Districts];

    /// <summary>The plain text with bars between its parts and full kinds.</summary>
    readonly string text;

    public UnitAddress(string address) => text = Bar + string.Join(Bar, address.Split([',', ';', '\n'])
        .SelectMany(part => part.Split(" - ")).Select(InFull).Where(part => part.Length > 0)) + Bar;

    /// <summary>Which of these units the address is in; null when it says nothing, or several.</summary>
    /// <param name="units">Lowest units of one map.</param>
    /// <param name="map">Their map.</param>
    /// <param name="home">The unit that is known to hold it, on another map.</param>
    public Unit? Of(IReadOnlyList<Unit> units, UnitMap map, Unit home) =>
        units.Where(u => Names(u, u.Parent is { } above ? map.Find(above) : null, home)).ToList() is [var only]
            ? only : null;

    /// <remarks>A name that the other map's unit has too says nothing, unless the district stands behind it, which only
    /// one of the maps has.</remarks>
    bool Names(Unit unit, Unit? above, Unit home)
    {
        var full = PlainText.Of(unit.Name);
        return full != PlainText.Of(home.Name) && End(full, [" "], 0) >= 0
            || above is { Level: "district" }
                && End(UnitMaps.NameKey(unit.Name), [Bar, .. Communes], 0) is >= 0 and var end
                && End(UnitMaps.NameKey(above.Name), [Bar, .. Districts], end) >= 0;
    }

    /// <summary>Where this name ends in the text, behind one of these beginnings; -1 when it is not there.</summary>
    int End(string name, string[] beginnings, int from)
    {
        foreach (var beginning in beginnings)
        {
            for (var at = from; (at = text.IndexOf($"{beginning}{name} ", at, StringComparison.Ordinal)) >= 0; at++)
            {
                var end = at + beginning.Length + name.Length;
                if (Following.Any(f => string.CompareOrdinal(text, end, f, 0, f.Length) == 0))
                {
                    return end;
                }
            }
        }

        return -1;
    }

    static string InFull(string part)
    {
        var words = PlainText.Of(part).Split(' ');
        for (var i = 0; i < words.Length - 1; i++)
        {
            words[i] = words[i] switch
            {
                "x" => "xa",
                "p" => "phuong",
                "tt" => "thi tran",
                "h" => "huyen",
                "q" => "quan",
                "tx" => "thi xa",
                "tp" => "thanh pho",
                var word => word,
            };
        }

        return string.Join(' ', words);
    }
}
