using System.Globalization;
using CsvHelper;
using Dapper;
using De06Ingest.Feeds;
using Npgsql;

namespace De06Ingest.Publishing;

/// <summary>Owns core.unit: the administrative units of each map, from the lists in <c>deploy/units</c>.</summary>
sealed class UnitTable(NpgsqlConnection connection)
{
    static readonly string[] Columns = ["map", "code", "level", "parent", "name", "valid_from", "valid_to"];

    /// <summary>Makes core.unit hold every list of the folder; units that are in no list stay.</summary>
    /// <param name="folder">Folder of CSV files with map, code, level, parent, name, valid_from, valid_to; null does
    /// nothing.</param>
    /// <param name="stop">Ends between files.</param>
    public async Task Load(string? folder, CancellationToken stop)
    {
        if (folder is null || !Directory.Exists(folder))
        {
            return;
        }

        foreach (var file in Directory.GetFiles(folder, "*.csv").Order(StringComparer.Ordinal))
        {
            stop.ThrowIfCancellationRequested();
            await connection.ExecuteAsync(Database.SqlFile.Text("publishing/save_unit"), Rows(file));
        }
    }

    /// <exception cref="AggregateException">Holds one <see cref="ContractException"/> for each problem of the
    /// list.</exception>
    internal static IReadOnlyList<object> Rows(string file)
    {
        using var csv = CsvReader.FromFile(file, CsvReaderOptions.Default with { TrackLineNumbers = true });
        var problems = new ContractProblems(file);
        csv.ReadHeader();
        foreach (var column in Columns.Where(c => !csv.TryGetFieldIndex(c, out _)))
        {
            problems.Add(1, ContractText.UnitColumn(column));
        }

        var rows = new List<object>();
        var hasColumns = !problems.Any;
        while (hasColumns && csv.Read())
        {
            rows.Add(Row(csv, problems));
        }

        return problems.Any ? throw problems.Failure() : rows;
    }

    static object Row(CsvReader csv, ContractProblems problems) => new
    {
        map = csv.GetString("map"),
        code = csv.GetString("code"),
        level = csv.GetString("level"),
        parent = Text(csv, "parent"),
        name = csv.GetString("name"),
        valid_from = Day(csv, "valid_from", problems),
        valid_to = Day(csv, "valid_to", problems),
    };

    static string? Text(CsvReader csv, string column) => csv.GetString(column) is { Length: > 0 } text ? text : null;

    static DateTime? Day(CsvReader csv, string column, ContractProblems problems)
    {
        if (Text(csv, column) is not { } text)
        {
            return null;
        }

        if (DateTime.TryParseExact(
            text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return day;
        }

        problems.Add((int)csv.LineNumber, ContractText.UnitDay(column, text));
        return null;
    }
}
