using System.Security.Cryptography;
using System.Text;
using Dapper;
using De06Ingest.Database;
using De06Ingest.Feeds;
using De06Ingest.Reporting;
using De06Ingest.Units;
using Npgsql;

namespace De06Ingest.Publishing;

/// <summary>A figure: a file of <c>deploy/indicators</c> and the statement of the same name beside it in
/// <c>sql/publishing/indicators</c>, which gives (unit, period, numerator, denominator).</summary>
sealed class IndicatorDefinition
{
    static readonly string[] Words =
        ["code", "title", "title-en", "numerator", "denominator", "basis", "rounding", "decimals", "feeds"];

    static readonly Dictionary<string, string> Roundings = new() { ["round"] = "round", ["truncate"] = "truncate" };

    public string Code { get; init; } = "";
    public string Title { get; init; } = "";
    public string TitleEn { get; init; } = "";
    public string Numerator { get; init; } = "";
    public string Denominator { get; init; } = "";
    public string Basis { get; init; } = "";
    public string Rounding { get; init; } = "round";
    public int Decimals { get; init; } = 2;
    public IReadOnlyList<string> Feeds { get; init; } = [];

    public string Statement => SqlFile.Text($"publishing/indicators/{Code}");

    /// <summary>Percent, rounded half away from zero or cut off, as the definition says; null when there is nothing to
    /// divide by.</summary>
    public decimal? Value(long numerator, long denominator)
    {
        if (denominator == 0)
        {
            return null;
        }

        var percent = 100m * numerator / denominator;
        return Rounding == "truncate"
            ? Math.Round(percent, Decimals, MidpointRounding.ToZero)
            : Math.Round(percent, Decimals, MidpointRounding.AwayFromZero);
    }

    /// <summary>Reads the definitions of a folder strictly: an unknown word, a wrong value or a missing statement is an
    /// error with file and line.</summary>
    /// <exception cref="AggregateException">Holds one <see cref="ContractException"/> for each problem.</exception>
    public static IReadOnlyList<IndicatorDefinition> Load(string folder)
    {
        var problems = new List<ContractException>();
        var definitions = new List<IndicatorDefinition>();
        foreach (var file in Files(folder))
        {
            var found = new ContractProblems(file);
            if (Read(File.ReadAllText(file), found) is { } definition)
            {
                definitions.Add(definition);
            }

            problems.AddRange(found.All);
        }

        return problems.Count == 0 ? definitions : throw ContractProblems.FailureOf(problems);
    }

    /// <summary>One definition; null when the text holds none.</summary>
    static IndicatorDefinition? Read(string yaml, ContractProblems problems)
    {
        if (YamlTree.Parse(yaml, problems) is not { } part)
        {
            return null;
        }

        if (part is not YamlTable)
        {
            problems.Add(part.Line, ContractText.NotMapping(ContractText.PlaceIndicator(), part.Shape));
            return null;
        }

        var words = new ContractYaml(part, Words, problems, ContractText.PlaceIndicator());
        var definition = new IndicatorDefinition
        {
            Code = words.Needed("code", ContractText.NeedFigure()),
            Title = words.Text("title")?.Text ?? "",
            TitleEn = words.Text("title-en")?.Text ?? "",
            Numerator = words.Text("numerator")?.Text ?? "",
            Denominator = words.Text("denominator")?.Text ?? "",
            Basis = words.Text("basis")?.Text ?? "",
            Rounding = words.Choice("rounding", Roundings, "round"),
            Decimals = words.Whole("decimals", 2, least: 0, most: 6),
            Feeds = [.. words.Texts("feeds").Select(t => t.Text)],
        };
        CheckStatement(definition, words, problems);
        return definition;
    }

    static void CheckStatement(IndicatorDefinition definition, ContractYaml words, ContractProblems problems)
    {
        try
        {
            _ = definition.Code.Length > 0 ? definition.Statement : "";
        }
        catch (FileNotFoundException)
        {
            problems.Add(words.LineOf("code"), ContractText.FigureStatement(definition.Code));
        }
    }

    static IEnumerable<string> Files(string folder) =>
        Directory.Exists(folder) ? Directory.GetFiles(folder, "*.yaml").Order(StringComparer.Ordinal) : [];
}

/// <summary>Owns core.indicator_definition and core.indicator_value: figures per unit and period, refreshed with the
/// publish of a feed that they rest on.</summary>
sealed class IndicatorTable(IReadOnlyList<IndicatorDefinition> definitions, string? province = null)
{
    /// <summary>Lets one publish at a time count figures, until its transaction ends: figures over two feeds would
    /// otherwise read each other's old state.</summary>
    public static Task Hold(NpgsqlConnection connection) =>
        connection.ExecuteAsync("select pg_advisory_xact_lock(hashtextextended('de06/figures', 0))");

    /// <summary>Recomputes the figures of this feed inside the publishing transaction; returns the cells that
    /// changed.</summary>
    public async Task<IReadOnlyList<FigureMovement>> Refresh(
        NpgsqlConnection connection, FeedContract contract, Guid publishId, DateTimeOffset asOf, UnitScope scope)
    {
        var published = (await connection.QueryAsync<string>("select feed from core.feed_current")).ToHashSet();
        var due = definitions
            .Where(d => d.Feeds.Contains(contract.Feed) && d.Feeds.All(published.Contains)).ToList();
        if (due.Count == 0)
        {
            return [];
        }

        var table = new CleanTable(contract);
        var units = await UnitTree.Read(connection, scope, province);
        var movements = new List<FigureMovement>();
        foreach (var definition in due)
        {
            await Define(connection, definition);
            var missing = await units.NotReported(connection, definition.Feeds);
            var statement = await RestatedRows.OnMap(connection, definition, scope.Ledger);
            var cells = FigureCells.Build(
                [.. await connection.QueryAsync<FigureCell>(table.Read(statement), commandTimeout: 0)],
                units, missing);
            movements.AddRange(await Save(connection, definition, cells, publishId, asOf));
        }

        return movements;
    }

    /// <summary>Every figure on another map, counted anew from the persons; nothing is written but where a person's
    /// address decides about a split unit.</summary>
    /// <param name="connection">Connection.</param>
    /// <param name="scope">Maps, and the one in force.</param>
    /// <param name="map">The map asked for.</param>
    /// <param name="code">Only this figure; null for all.</param>
    public async Task<IReadOnlyList<(IndicatorDefinition Definition, FigureCell Cell)>> OnMap(
        NpgsqlConnection connection, UnitScope scope, UnitMap map, string? code)
    {
        var published = (await connection.QueryAsync<string>("select feed from core.feed_current")).ToHashSet();
        var units = await UnitTree.Read(connection, scope, province, map);
        var found = new List<(IndicatorDefinition, FigureCell)>();
        foreach (var definition in definitions.Where(
            d => (code is null || d.Code == code) && d.Feeds.All(published.Contains)))
        {
            var statement = await RestatedRows.OnMap(connection, definition, map);
            var missing = await units.NotReported(connection, definition.Feeds);
            found.AddRange(FigureCells.Build(
                [.. await connection.QueryAsync<FigureCell>(statement, commandTimeout: 0)], units, missing)
                .Select(cell => (definition, cell)));
        }

        return found;
    }

    static async Task<List<FigureMovement>> Save(
        NpgsqlConnection connection, IndicatorDefinition definition, IReadOnlyList<FigureCell> cells, Guid publishId,
        DateTimeOffset asOf)
    {
        var before = (await connection.QueryAsync<(string Unit, string Period, decimal? Value)>(
            "select unit, period, value from core.indicator_value where code = @Code", new { definition.Code }))
            .ToDictionary(c => (c.Unit, c.Period), c => c.Value);
        var movements = new List<FigureMovement>();
        foreach (var cell in cells)
        {
            var value = cell.State == "value" ? definition.Value(cell.Numerator, cell.Denominator) : null;
            var written = await connection.ExecuteAsync(SqlFile.Text("publishing/save_figure"), new
            {
                code = definition.Code,
                unit = cell.Unit,
                period = cell.Period,
                value,
                state = cell.State,
                numerator = cell.Numerator,
                denominator = cell.Denominator,
                reported = cell.Reported,
                expected = cell.Expected,
                as_of = asOf,
                publish_id = publishId,
            });
            var old = before.GetValueOrDefault((cell.Unit, cell.Period));
            if (written > 0 && old != value)
            {
                movements.Add(new(definition.Code, cell.Unit, cell.Period, old, value));
            }
        }

        await Forget(connection, definition.Code, cells, before.Keys);
        return movements;
    }

    /// <summary>Cells whose rows are all gone.</summary>
    static async Task Forget(
        NpgsqlConnection connection, string code, IReadOnlyList<FigureCell> cells,
        IEnumerable<(string Unit, string Period)> before)
    {
        foreach (var (unit, period) in before.Except(cells.Select(c => (c.Unit, c.Period))).ToList())
        {
            await connection.ExecuteAsync(
                "delete from core.indicator_value where code = @code and unit = @unit and period = @period",
                new { code, unit, period });
        }
    }

    static Task Define(NpgsqlConnection connection, IndicatorDefinition definition) =>
        connection.ExecuteAsync(SqlFile.Text("publishing/define_figure"), new
        {
            code = definition.Code,
            title_vi = definition.Title,
            title_en = definition.TitleEn,
            numerator_vi = definition.Numerator,
            denominator_vi = definition.Denominator,
            basis = definition.Basis,
            rounding = definition.Rounding,
            decimals = (short)definition.Decimals,
            feeds = definition.Feeds.ToArray(),
            hash = Hash(definition),
        });

    static string Hash(IndicatorDefinition d) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Join('\n', d.Title, d.TitleEn, d.Numerator, d.Denominator, d.Basis, d.Rounding, d.Decimals,
            string.Join(',', d.Feeds), d.Statement))));
}
