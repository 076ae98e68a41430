using System.Globalization;
using System.Text.RegularExpressions;
using CsvHelper;

namespace De06Ingest.Units;

/// <summary>Who answers for a unit in a time.</summary>
sealed record UnitOwner(string Map, string Code, string Owner, DateOnly ValidFrom, DateOnly? ValidTo);

/// <summary>What a file says of units: lists, steps from map to map, owners.</summary>
sealed record UnitLists(IReadOnlyList<Unit> Units, IReadOnlyList<UnitStep> Steps, IReadOnlyList<UnitOwner> Owners)
{
    /// <summary>Rows that could not be taken, with their line.</summary>
    public IReadOnlyList<(int Line, string Why)> Refused { get; init; } = [];
}

/// <summary>Reads our own lists and the official ones by their columns.</summary>
/// <param name="csv">The file.</param>
/// <param name="map">Map of an official list, or the later one of a conversion table; null when a column states
/// it.</param>
/// <param name="earlier">Earlier map of a conversion table.</param>
sealed partial class UnitListReader(CsvReader csv, string? map, string? earlier)
{
    readonly List<Unit> units = [];
    readonly List<UnitStep> steps = [];
    readonly List<UnitOwner> owners = [];
    readonly List<(int, string)> refused = [];
    readonly HashSet<(string Map, string Code)> known = [];
    int line = 1;

    /// <summary>The map that a file's name states, such as units_2025-07_v3.csv; null when it states none.</summary>
    public static string? MapOf(string fileName) =>
        MapName().Match(fileName) is { Success: true } match ? match.Value : null;

    /// <exception cref="UnitListRefused">The columns are of no list that is known, or the map is not.</exception>
    public UnitLists Read()
    {
        Action? row = null;
        while (csv.Read())
        {
            line++;
            row ??= Form();
            row();
        }

        return new(units, [.. steps.Distinct()], owners) { Refused = refused };
    }

    Action Form() =>
        Has("map", "code", "level", "parent", "name") ? OwnUnit
        : Has("from_map", "from_code", "to_map", "to_code", "relation") ? OwnStep
        : Has("map", "code", "owner", "valid_from") ? OwnOwner
        : Has("old_commune_code", "new_commune_code", "relation") ? Conversion
        : Has("old_code", "new_code") ? ProvinceConversion
        : Has("province_code", "province", "commune_code", "commune") ? Official
        : throw new UnitListRefused("unit-list-columns", string.Join(", ", csv.Headers));

    void OwnUnit() => units.Add(new(csv.GetString("map")!, csv.GetString("code")!, csv.GetString("level")!,
        Text("parent"), csv.GetString("name")!)
    {
        ValidFrom = Day("valid_from"),
        ValidTo = Day("valid_to"),
        Owner = Has("owner") ? Text("owner") : null,
    });

    void OwnStep() => steps.Add(new(csv.GetString("from_map")!, csv.GetString("from_code")!,
        csv.GetString("to_map")!, csv.GetString("to_code")!, csv.GetString("relation")!));

    void OwnOwner() => owners.Add(new(csv.GetString("map")!, csv.GetString("code")!, csv.GetString("owner")!,
        Day("valid_from")!.Value, Has("valid_to") ? Day("valid_to") : null));

    /// <summary>A row of an official list states a commune and every unit above it; a district without communes stands
    /// in a row without one.</summary>
    void Official()
    {
        var province = Text("province_code");
        Note(province, "province", null, "province");
        var above = province;
        if (Has("district_code") && Text("district_code") is { } district)
        {
            Note(district, "district", province, "district");
            above = district;
        }

        if (Text("commune_code") is { } commune && Text("commune") is { } name)
        {
            Note(commune, LevelOf(name), above, "commune");
        }
    }

    void Note(string? code, string? level, string? parent, string nameColumn)
    {
        if (code is null || level is null || !IsCode(code))
        {
            refused.Add((line, code ?? nameColumn));
            return;
        }

        if (known.Add((Map, code)))
        {
            units.Add(new(Map, code, level, parent, Text(nameColumn)!.Normalize())
            {
                ValidFrom = FirstDay(Map),
            });
        }
    }

    void Conversion()
    {
        var old = Text("old_commune_code") ?? Text("old_district_code");
        if (RelationOf(Text("relation")) is not { } relation || old is null || Text("new_commune_code") is not { } to)
        {
            refused.Add((line, Text("relation") ?? ""));
            return;
        }

        steps.Add(new(Earlier, old, Map, to, relation));
        if (Text("old_province_code") is { } oldProvince && Text("new_province_code") is { } newProvince
            && known.Add((Earlier, oldProvince)))
        {
            steps.Add(new(Earlier, oldProvince, Map, newProvince, "whole"));
        }
    }

    void ProvinceConversion() =>
        steps.Add(new(Earlier, Text("old_code")!, Map, Text("new_code")!, "whole"));

    string Map => map ?? throw new UnitListRefused("unit-list-map", "");

    string Earlier => earlier ?? throw new UnitListRefused("unit-list-earlier-map", Map);

    static DateOnly FirstDay(string map) =>
        DateOnly.ParseExact(map + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture);

    static bool IsCode(string code) => code.Length is 2 or 3 or 5 && code.All(char.IsAsciiDigit);

    static string? LevelOf(string name) => UnitMaps.KindOf(name) switch
    {
        "xa" => "commune",
        "phuong" => "ward",
        "thi tran" => "township",
        "dac khu" => "special-zone",
        _ => null,
    };

    /// <summary>The words of the official table; POP_PART and PART both move people.</summary>
    static string? RelationOf(string? word) => word switch
    {
        "WHOLE" or "AREA_PART_POP_WHOLE" => "whole",
        "UNCHANGED" => "unchanged",
        "RENAMED" => "renamed",
        "PART" or "POP_PART" => "part",
        "AREA_PART" => "area-part",
        _ => null,
    };

    bool Has(params string[] columns) => columns.All(c => csv.Headers.Contains(c));

    string? Text(string column) => csv.GetString(column) is { Length: > 0 } text ? text : null;

    DateOnly? Day(string column) => Text(column) is { } text
        ? DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture)
        : null;

    [GeneratedRegex(@"(?<!\d)(19|20)\d\d-(0[1-9]|1[0-2])(?!\d)")]
    private static partial Regex MapName();
}

/// <summary>A file that is no list of units, or one whose map is not known.</summary>
sealed class UnitListRefused(string code, string detail) : Exception($"{code}: {detail}")
{
    public string Code { get; } = code;
    public string Detail { get; } = detail;
}
