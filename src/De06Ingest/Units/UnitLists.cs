using System.Globalization;
using System.Text.RegularExpressions;
using CsvHelper;
using De06Ingest.Feeds;
using De06Ingest.Matching.Comparing;

namespace De06Ingest.Units;

/// <summary>Who answers for a unit in a time.</summary>
sealed record UnitOwner(string Map, string Code, string Owner, DateOnly ValidFrom, DateOnly? ValidTo);

/// <summary>What a file says of units: lists, steps from map to map, owners.</summary>
sealed record UnitLists(IReadOnlyList<Unit> Units, IReadOnlyList<UnitStep> Steps, IReadOnlyList<UnitOwner> Owners)
{
    /// <summary>Everything that is wrong with the rows, by line; a list with a problem is not to be saved.</summary>
    public IReadOnlyList<ContractException> Problems { get; init; } = [];

    /// <summary>The kind of list that the columns were read as: one of the words of unit-list in the
    /// messages.</summary>
    public string Kind { get; init; } = Unknown;

    public const string Unknown = "unknown";
}

/// <summary>Reads our own lists and the official ones by their columns.</summary>
/// <param name="csv">The file, read with line numbers.</param>
/// <param name="problems">Takes what is wrong with its rows.</param>
/// <param name="map">Map of an official list, or the later one of a conversion table; null when a column states
/// it.</param>
/// <param name="earlier">Earlier map of a conversion table.</param>
sealed partial class UnitListReader(
    CsvReader csv, ContractProblems problems, string? map, string? earlier)
{
    static readonly string[] Levels = ["province", "district", "commune", "ward", "township", "special-zone"];
    static readonly string[] Relations = ["whole", "unchanged", "renamed", "part", "area-part"];

    readonly List<Unit> units = [];
    readonly List<UnitStep> steps = [];
    readonly List<UnitOwner> owners = [];
    readonly Dictionary<(string Map, string Code), (string Name, string? Parent, int Line)> known = [];
    int line = 1;
    string kind = UnitLists.Unknown;

    /// <summary>The map that a file's name states, such as units_2025-07_v3.csv; null when it states none.</summary>
    public static string? MapOf(string fileName) =>
        MapName().Match(fileName) is { Success: true } match ? match.Value : null;

    /// <exception cref="UnitListRefused">The columns are of no list that is known, or the map is not.</exception>
    public static UnitLists ReadFile(string path, string? map, string? earlier)
    {
        var problems = new ContractProblems(Path.GetFileName(path));
        using var csv = CsvReader.FromFile(path, CsvReaderOptions.Default with
        {
            TrackLineNumbers = true,
            FieldCountMismatch = CsvFieldCountHandling.Allow,
            MalformedData = CsvMalformedDataHandling.Recover,
            OnMalformedRecord = fault => problems.Add((int)fault.LineNumber, ContractText.UnitQuotes()),
        });
        return new UnitListReader(csv, problems, map, earlier).Read();
    }

    /// <exception cref="UnitListRefused">The columns are of no list that is known, or the map is not.</exception>
    UnitLists Read()
    {
        Action? row = null;
        while (csv.Read())
        {
            line = (int)csv.LineNumber;
            row ??= Form();
            if (csv.FieldCount == csv.Headers.Count)
            {
                row();
            }
            else
            {
                problems.Add(line, ContractText.UnitCells(csv.FieldCount, csv.Headers.Count));
            }
        }

        return row is null && problems.All.Count == 0
            ? throw new UnitListRefused("unit-list-empty", "")
            : new(units, [.. steps.Distinct()], owners) { Problems = problems.All, Kind = kind };
    }

    /// <summary>What to do with a row of this file, by its columns.</summary>
    /// <remarks>A file that is no list may be of persons, so of its own columns nothing is said, only what the nearest
    /// kind of list would have beside them. Of a file with the columns of several kinds the first row decides: the kind
    /// whose cells are filled in, and of these the one that says more.</remarks>
    Action Form()
    {
        (string Kind, string[] Columns, Action Row)[] forms =
        [
            ("official", ["province_code", "province", "commune_code", "commune"], Official),
            ("units", ["map", "code", "level", "parent", "name"], OwnUnit),
            ("steps", ["from_map", "from_code", "to_map", "to_code", "relation"], OwnStep),
            ("owners", ["map", "code", "owner", "valid_from"], OwnOwner),
            ("conversion", ["old_commune_code", "new_commune_code", "relation"], Conversion),
            ("provinces", ["old_code", "new_code"], ProvinceConversion),
        ];
        var best = forms.MaxBy(f => Has(f.Columns)
            ? (1, IsFilled(f.Columns), f.Columns.Length)
            : ((double)f.Columns.Count(c => Has(c)) / f.Columns.Length, false, 0));
        kind = best.Kind;
        return Has(best.Columns) ? best.Row : throw new UnitListRefused(
            "unit-list-columns", string.Join(", ", best.Columns.Where(c => !Has(c))));
    }

    /// <summary>A province has no unit above it, and what was a district without communes has no code of one.</summary>
    bool IsFilled(string[] columns) => csv.FieldCount == csv.Headers.Count
        && columns.All(c => c is "parent" or "commune" or "commune_code" or "old_commune_code" || Text(c) is not null);

    void OwnUnit()
    {
        var parent = Text("parent");
        if (Cells("map", "code", "level", "name") is not [var of, var code, var level, var name]
            || !(IsMap(of) & IsCode(code, "code") & IsWord(level, "level", Levels)
                & (parent is null ? IsTop(level) : IsCode(parent, "parent")))
            || !IsNew(of, code, name, parent))
        {
            return;
        }

        var (from, to) = (Day("valid_from"), Day("valid_to"));
        if (from > to)
        {
            problems.Add(line, ContractText.UnitDaysTurned(Text("valid_from")!, Text("valid_to")!));
        }

        units.Add(new(of, code, level, parent, name)
        {
            ValidFrom = from,
            ValidTo = to,
            Owner = Text("owner"),
        });
    }

    void OwnStep()
    {
        if (Cells("from_map", "from_code", "to_map", "to_code", "relation")
            is [var fromMap, var from, var toMap, var to, var relation]
            && IsMap(fromMap) & IsCode(from, "from_code") & IsMap(toMap) & IsCode(to, "to_code")
            & IsWord(relation, "relation", Relations))
        {
            steps.Add(new(fromMap, from, toMap, to, relation));
        }
    }

    void OwnOwner()
    {
        if (Cells("map", "code", "owner", "valid_from") is [var of, var code, var owner, _]
            && IsMap(of) & IsCode(code, "code") && Day("valid_from") is { } day)
        {
            owners.Add(new(of, code, owner, day, Day("valid_to")));
        }
    }

    /// <summary>A row of an official list states a commune and every unit above it; a district without communes stands
    /// in a row without one.</summary>
    void Official()
    {
        var province = Note("province", null, "province");
        var above = province;
        if ((Text("district_code") ?? Text("district")) is not null)
        {
            above = Note("district", province, "district");
        }

        if ((Text("commune_code") ?? Text("commune")) is not null)
        {
            Note("commune", above, null);
        }
    }

    /// <summary>Takes the unit that stands in the column and the one of its code.</summary>
    /// <returns>Its code; null when the cells name no unit.</returns>
    string? Note(string column, string? parent, string? level)
    {
        if (Cells(column + "_code", column) is not [var code, var written] || !IsCode(code, column + "_code"))
        {
            return null;
        }

        var name = written.Normalize();
        if ((level ?? LevelOf(name)) is not { } known)
        {
            problems.Add(line, ContractText.UnitKind(name));
        }
        else if (IsNew(Map, code, name, parent))
        {
            units.Add(new(Map, code, known, parent, name) { ValidFrom = FirstDayOf(Map) });
        }

        return code;
    }

    void Conversion()
    {
        var oldColumn = Text("old_commune_code") is null && Has("old_district_code")
            ? "old_district_code"
            : "old_commune_code";
        if (Cells(oldColumn, "new_commune_code", "relation") is not [var old, var to, var word]
            || !(IsCode(old, oldColumn) & IsCode(to, "new_commune_code")))
        {
            return;
        }

        if (RelationOf(word) is not { } relation)
        {
            problems.Add(line, ContractText.UnitRelation(word));
            return;
        }

        steps.Add(new(Earlier, old, Map, to, relation));
        if (Text("old_province_code") is { } oldProvince
            && Text("new_province_code") is { } newProvince
            && IsCode(oldProvince, "old_province_code") & IsCode(newProvince, "new_province_code"))
        {
            steps.Add(new(Earlier, oldProvince, Map, newProvince, "whole"));
        }
    }

    void ProvinceConversion()
    {
        if (Cells("old_code", "new_code") is [var old, var to] && IsCode(old, "old_code") & IsCode(to, "new_code"))
        {
            steps.Add(new(Earlier, old, Map, to, "whole"));
        }
    }

    /// <summary>The cells of the row; null, with a problem for each, when one of them is empty.</summary>
    string[]? Cells(params string[] columns)
    {
        foreach (var column in columns.Where(c => Text(c) is null))
        {
            problems.Add(line, ContractText.UnitCellEmpty(column));
        }

        var cells = columns.Select(Text).OfType<string>().ToArray();
        return cells.Length == columns.Length ? cells : null;
    }

    bool IsCode(string code, string column)
    {
        var fits = code.Length is 2 or 3 or 5 && code.All(char.IsAsciiDigit);
        if (!fits)
        {
            problems.Add(line, ContractText.UnitCode(column, code));
        }

        return fits;
    }

    bool IsWord(string word, string column, string[] words)
    {
        var fits = words.Contains(word);
        if (!fits)
        {
            problems.Add(line, ContractText.ChoiceUnknown(column, word, NearestWord.Hint(word, words)));
        }

        return fits;
    }

    /// <summary>Only a province has no unit above it.</summary>
    bool IsTop(string level)
    {
        if (level != "province")
        {
            problems.Add(line, ContractText.UnitCellEmpty("parent"));
        }

        return level == "province";
    }

    bool IsMap(string name)
    {
        var fits = FirstDayOf(name) is not null;
        if (!fits)
        {
            problems.Add(line, ContractText.MapName(name));
        }

        return fits;
    }

    /// <summary>A unit stands in the row of each of its communes; one code for two units is a problem.</summary>
    bool IsNew(string of, string code, string name, string? parent)
    {
        if (known.TryAdd((of, code), (name, parent, line)))
        {
            return true;
        }

        var first = known[(of, code)];
        if (first.Name != name || first.Parent != parent)
        {
            problems.Add(line, ContractText.UnitCodeTwice(code, name, first.Name, first.Line));
        }

        return false;
    }

    string Map => map is not null && FirstDayOf(map) is not null ? map : throw new UnitListRefused("unit-list-map", "");

    string Earlier => earlier ?? throw new UnitListRefused("unit-list-earlier-map", Map);

    /// <summary>First day of the month that names a map.</summary>
    public static DateOnly? FirstDayOf(string map) => DateOnly.TryParseExact(
        map + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    static string? LevelOf(string name) => UnitKinds.Of(PlainText.Of(name)) switch
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

    /// <summary>The cell; null when it is empty, or the column is not there.</summary>
    string? Text(string column) => Has(column) && csv.GetString(column) is { Length: > 0 } text ? text : null;

    DateOnly? Day(string column)
    {
        if (Text(column) is not { } text)
        {
            return null;
        }

        if (DateOnly.TryParseExact(
            text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return day;
        }

        problems.Add(line, ContractText.UnitDay(column, text));
        return null;
    }

    [GeneratedRegex(@"(?<!\d)(19|20)\d\d-(0[1-9]|1[0-2])(?!\d)")]
    private static partial Regex MapName();
}

/// <summary>A file that is no list of units, or one whose map is not known.</summary>
sealed class UnitListRefused(string code, string detail) : Exception($"{code}: {detail}")
{
    public string Code { get; } = code;
    public string Detail { get; } = detail;
}
