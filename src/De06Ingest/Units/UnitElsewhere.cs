namespace De06Ingest.Units;

/// <summary>A unit that is written with its map, CODE@MAP: on the map at hand its people went several ways, or it is
/// not there at all.</summary>
readonly record struct UnitElsewhere(string Code, string Map)
{
    const char Mark = '@';

    /// <summary>Null for a unit of the map at hand.</summary>
    public static UnitElsewhere? Parse(string? unit) =>
        unit?.Split(Mark) is [var code, var map] ? new(code, map) : null;

    public static bool Is(string unit) => unit.Contains(Mark, StringComparison.Ordinal);

    /// <summary>The code, whether its map stands with it or not.</summary>
    public static string CodeOf(string unit) => Parse(unit)?.Code ?? unit;

    public override string ToString() => $"{Code}{Mark}{Map}";
}
