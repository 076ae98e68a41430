using De06Ingest.Matching.Comparing;

namespace De06Ingest.Units;

/// <summary>An address as people write it: kinds of units in full, short or not at all ("Thôn 4, xã Bình Chương,
/// H. Bình Sơn"), with or without capitals, marks and commas, and at times in the names of two days ("xã Bình Mỹ,
/// huyện Bình Sơn (nay là xã Bình Chương)").</summary>
sealed class UnitAddress
{
    public const string Bar = " | ";

    /// <summary>What may follow a name, where the name would otherwise be the beginning of a longer one.</summary>
    static readonly string[] Following =
        [Bar, " tinh ", " viet nam ", " cu ", " nay ", " truoc ", .. UnitKinds.Districts];

    /// <summary>The plain text with bars between its parts and full kinds.</summary>
    readonly string text;

    public UnitAddress(string address) => text = Bar + string.Join(Bar, address.Split([',', ';', '\n', '(', ')'])
        .SelectMany(part => part.Split(" - ")).Select(UnitKinds.InFull).Where(part => part.Length > 0)) + Bar;

    /// <summary>Where one of these names ends in the text; -1 when none is there.</summary>
    /// <param name="names">Plain names, each with its beginning and one space behind it.</param>
    /// <param name="from">Where to begin.</param>
    /// <param name="within">So many signs behind this it must have begun.</param>
    public int End(string[] names, int from, int within = int.MaxValue)
    {
        foreach (var name in names)
        {
            var at = from;
            for (; (at = text.IndexOf(name, at, StringComparison.Ordinal)) >= 0 && at - from <= within; at++)
            {
                var end = at + name.Length - 1;
                if (Array.Exists(Following, f => string.CompareOrdinal(text, end, f, 0, f.Length) == 0))
                {
                    return end;
                }
            }
        }

        return -1;
    }
}

/// <summary>Units of one map between which an address is to decide, with their names as addresses have them.</summary>
/// <remarks>An address says where the person lives, in the names of the day on which it was written, which tells
/// nothing of the map of a code beside it: see <see cref="UnitNames"/>.</remarks>
sealed class UnitChoice
{
    /// <summary>A bar, and the word for what is no more, may stand between a commune and its district.</summary>
    const int Between = 5;

    readonly List<Named> units;

    /// <param name="units">Lowest units of one map.</param>
    /// <param name="map">Their map.</param>
    /// <param name="home">The unit that is known to hold the person, on another map.</param>
    /// <remarks>A name that the other map's unit has too says nothing, unless the district stands behind it, which only
    /// one of the maps has.</remarks>
    public UnitChoice(IReadOnlyList<Unit> units, UnitMap map, Unit home)
    {
        var known = PlainText.Of(home.Name);
        this.units = units.Select(unit =>
        {
            var (full, district) = (PlainText.Of(unit.Name), unit.Parent is { } parent ? map.Find(parent) : null);
            return new Named(
                unit,
                full == known ? [] : [$" {full} "],
                Behind([UnitAddress.Bar, .. UnitKinds.Communes], unit),
                district is { Level: "district" } ? Behind(DistrictKinds(district, map), district) : []);
        }).ToList();
    }

    /// <summary>Which of the units the address is in; null when it says nothing, or several.</summary>
    public Unit? By(UnitAddress address) => units.FindAll(u => IsIn(u, address)) is [var only] ? only.Unit : null;

    static bool IsIn(Named unit, UnitAddress address)
    {
        if (address.End(unit.Full, 0) >= 0)
        {
            return true;
        }

        var end = unit.District.Length > 0 ? address.End(unit.Short, 0) : -1;
        while (end >= 0 && address.End(unit.District, end, Between) < 0)
        {
            end = address.End(unit.Short, end);
        }

        return end >= 0;
    }

    /// <summary>A city that bears its province's name is the province unless its kind stands before it.</summary>
    static string[] DistrictKinds(Unit district, UnitMap map) =>
        map.Find(district.Parent!) is { } province && UnitMaps.NameKey(province.Name) == UnitMaps.NameKey(district.Name)
            ? UnitKinds.Districts : [UnitAddress.Bar, .. UnitKinds.Districts];

    static string[] Behind(string[] kinds, Unit unit) =>
        [.. kinds.Select(kind => $"{kind}{UnitMaps.NameKey(unit.Name)} ")];

    /// <param name="Unit">The unit.</param>
    /// <param name="Full">Its name with its kind; empty where that says nothing.</param>
    /// <param name="Short">Its name behind a bar or any kind.</param>
    /// <param name="District">The same of its district; empty without one.</param>
    sealed record Named(Unit Unit, string[] Full, string[] Short, string[] District);
}
