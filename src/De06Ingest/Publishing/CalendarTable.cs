using System.Globalization;
using CsvHelper;
using Dapper;
using De06Ingest.Database;
using De06Ingest.Feeds;
using De06Ingest.Values;
using Npgsql;

namespace De06Ingest.Publishing;

/// <summary>Owns core.calendar_day: which days are working days, by law and by a file of yearly decisions.</summary>
sealed class CalendarTable(NpgsqlConnection connection)
{
    /// <summary>Dossiers of before are not looked at, and the lunar calendar is sure until then.</summary>
    const int FirstYear = 2000;
    const int LastYear = 2049;

    /// <summary>Makes the table hold the calendar; returns how many days changed.</summary>
    /// <param name="file">CSV with the columns day, kind (off or work), name and source; null or absent for the law
    /// alone.</param>
    public async Task<int> Load(string? file)
    {
        var days = WorkingCalendar.Of(FirstYear, LastYear, file is null || !File.Exists(file) ? [] : Read(file));
        return await connection.ExecuteAsync(SqlFile.Text("publishing/save_calendar"), new
        {
            days = days.Select(d => Date(d.Day)).ToArray(),
            working = days.Select(d => d.IsWorking).ToArray(),
            numbers = days.Select(d => d.Number).ToArray(),
            due = days.Select(d => Date(d.Due)).ToArray(),
            names = days.Select(d => d.Name).ToArray(),
        });
    }

    /// <exception cref="AggregateException">Rows that cannot be used, each with its line.</exception>
    public static IReadOnlyList<MovedDay> Read(string file)
    {
        var problems = new ContractProblems(Path.GetFileName(file));
        var moved = new List<MovedDay>();
        using var csv = CsvReader.FromFile(file, CsvReaderOptions.Default with { TrackLineNumbers = true });
        while (csv.Read())
        {
            var line = (int)csv.LineNumber;
            var (text, kind) = (csv.GetString("day") ?? "", csv.GetString("kind") ?? "");
            if (!DateOnly.TryParseExact(
                text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            {
                problems.Add(line, ContractText.UnitDay("day", text));
            }
            else if (kind is not ("off" or "work"))
            {
                problems.Add(line, ContractText.HolidayKind(kind));
            }
            else if (moved.Exists(m => m.Day == day))
            {
                problems.Add(line, ContractText.HolidayTwice(text));
            }
            else
            {
                moved.Add(new(day, kind == "work", csv.GetString("name") ?? ""));
            }
        }

        return problems.Any ? throw problems.Failure() : moved;
    }

    static DateTime Date(DateOnly day) => day.ToDateTime(TimeOnly.MinValue);
}
