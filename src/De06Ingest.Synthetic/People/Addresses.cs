namespace De06Ingest.Synthetic.People;

/// <summary>Where people live as lists have it: by the names of the day on which it was entered. A list keeps the old
/// commune and its district long after the codes beside them are new.</summary>
static class Addresses
{
    /// <summary>Nothing in some cells; in most the names of before July 2025; in some of these, or alone, the new
    /// ones.</summary>
    /// <param name="map">Map on which the place is.</param>
    /// <param name="place">Home.</param>
    /// <param name="hamlet">Number of the village.</param>
    public static string Of(string map, Place place, int hamlet, ref Chance chance)
    {
        var entered = chance.Next(1000);
        return entered < 80 ? ""
            : map != "2025-07" || place.Code.Length < 5 ? Now(place, hamlet, ref chance)
            : entered < 760 ? Before(OldHomes.Of(place.Code, hamlet), place, hamlet, ref chance)
            : Now(place, hamlet, ref chance);
    }

    static string Now(Place place, int hamlet, ref Chance chance) => chance.Next(100) switch
    {
        < 60 => $"{Hamlets.Name(place, hamlet)}, {place.Name}, tỉnh Quảng Ngãi",
        < 80 => $"{Small(Hamlets.Name(place, hamlet))}, {Small(place.Name)}, Quảng Ngãi",
        < 90 => $"{place.Name}, tỉnh Quảng Ngãi",
        _ => Small(place.Name),
    };

    static string Before(OldHome home, Place place, int hamlet, ref Chance chance)
    {
        var village = Hamlets.Name(place with { IsTown = home.IsTown }, hamlet);
        string[] parts = home.Commune is { } commune ? [village, commune, home.District] : [village, home.District];
        return chance.Next(100) switch
        {
            < 45 => string.Join(", ", [.. parts, home.Province]),
            < 70 => string.Join(", ", parts.Select(Small)),
            < 80 => string.Join(" - ", parts.Select(Short)),
            < 85 => string.Join(", ", [.. parts[1..], home.Province]),
            < 92 => $"{string.Join(", ", parts.Select(Small))} (nay là {Small(place.Name)})",
            _ => $"{string.Join(", ", parts)} (nay là {place.Name}, tỉnh Quảng Ngãi)",
        };
    }

    /// <summary>The kind of a unit or village is a common noun: xã Ba Tô.</summary>
    static string Small(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    static string Short(string name) =>
        Kinds.FirstOrDefault(k => name.StartsWith(k.Full, StringComparison.Ordinal)) is { Full: { } full } kind
            ? kind.Short + name[full.Length..] : name;

    static readonly (string Full, string Short)[] Kinds =
    [
        ("Thị trấn ", "TT. "), ("Thị xã ", "TX. "), ("Thành phố ", "TP. "), ("Phường ", "P. "), ("Huyện ", "H. "),
        ("Xã ", "X. "),
    ];
}
