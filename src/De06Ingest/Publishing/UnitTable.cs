using CsvHelper;
using Dapper;
using Npgsql;

namespace De06Ingest.Publishing;

/// <summary>Owns core.unit: the administrative units of each map, from the lists in <c>deploy/units</c>.</summary>
sealed class UnitTable(NpgsqlConnection connection)
{
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

    static List<object> Rows(string file)
    {
        using var csv = CsvReader.FromFile(file, CsvReaderOptions.Default);
        var rows = new List<object>();
        while (csv.Read())
        {
            rows.Add(new
            {
                map = csv.GetString("map"),
                code = csv.GetString("code"),
                level = csv.GetString("level"),
                parent = Text(csv, "parent"),
                name = csv.GetString("name"),
                valid_from = Day(csv, "valid_from"),
                valid_to = Day(csv, "valid_to"),
            });
        }

        return rows;
    }

    static string? Text(CsvReader csv, string column) => csv.GetString(column) is { Length: > 0 } text ? text : null;

    static DateTime? Day(CsvReader csv, string column) => Text(csv, column) is { } text
        ? DateTime.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)
        : null;
}
