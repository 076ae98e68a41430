using System.Text;
using De06Ingest.Publishing.Figures;
using De06Ingest.Values;
using Npgsql;

namespace De06Ingest.Reporting;

/// <summary>Makes each unit's list of the week from the report <c>still-limited</c>. The lists of a week are made from
/// one state, kept in one step, and only then written, so that whoever is stopped in between goes on with the same
/// bytes.</summary>
/// <param name="database">Connections.</param>
/// <param name="reports">Answers the report.</param>
/// <param name="outbox">The folder of the files, asked for when there is one to write.</param>
/// <param name="texts">Language of the lists.</param>
/// <param name="clock">Says which week it is in Vietnam.</param>
sealed class WeeklyLists(
    NpgsqlDataSource database, IReports reports, Func<Outbox> outbox, Messages texts, TimeProvider clock) : IWeeklyLists
{
    /// <summary>Columns that say the same in every row of a unit's list, or speak of another week.</summary>
    static readonly string[] LeftOut = ["week", "unit", "unit_name", "owner", "matters_of_unit"];

    readonly ReportCells cells = new(texts);

    public async Task<WeeklyListsMade> Make(CancellationToken stop)
    {
        var folder = outbox();
        await using var connection = await database.OpenConnectionAsync(stop);
        var table = new WeeklyListTable(connection);
        await table.Lock();
        try
        {
            var week = WeekOf(VietnamTime.DayOf(clock.GetUtcNow()));
            var lists = await table.Has(week) ? [] : await MakeAll(table, week, stop);
            return new(week, lists.Count, lists.Count(l => l.Content is null), await WriteAll(table, folder, stop));
        }
        finally
        {
            await table.Unlock();
        }
    }

    public async Task<WeeklyListRow> Take(
        string unit, string? week, string by, string? sha256, CancellationToken stop)
    {
        await using var connection = await database.OpenConnectionAsync(stop);
        var table = new WeeklyListTable(connection);
        var asked = $"{unit} {week}".TrimEnd();
        var list = await table.Read(unit, week) is [var newest, ..]
            ? newest : throw new DecisionRefused("list-unknown", asked);
        if (list.ListState is "nothing" or "unwritten")
        {
            throw new DecisionRefused("list-" + list.ListState, $"{list.Unit} {list.Week}");
        }

        if (sha256 is not null && !list.Sha256!.StartsWith(sha256, StringComparison.OrdinalIgnoreCase))
        {
            throw new DecisionRefused("list-other", $"{list.Unit} {list.Week}: {list.Sha256}");
        }

        await table.Take(list, by, clock.GetUtcNow());
        return (await table.Read(list.Unit, list.Week)).Single();
    }

    public async Task<IReadOnlyList<WeeklyListRow>> Read(string? unit, string? week, CancellationToken stop)
    {
        await using var connection = await database.OpenConnectionAsync(stop);
        return await new WeeklyListTable(connection).Read(unit, week);
    }

    /// <summary>"2026-W31": the ISO week of a day.</summary>
    public static string WeekOf(DateOnly day) => FigurePeriod.Of(PeriodKind.Week, day)!.Value.ToString();

    async Task<List<WeeklyList>> MakeAll(WeeklyListTable table, string week, CancellationToken stop)
    {
        var units = await table.Units();
        if (units.Count == 0)
        {
            return [];
        }

        var answer = await reports.Read(ReportCatalog.Find("still-limited")!, null, false, stop);
        var until = answer.Feeds.Max(f => f.AsOf) is { } newest ? VietnamTime.DayOf(newest) : (DateOnly?)null;
        var at = answer.Columns.ToList().IndexOf("unit");
        var matters = answer.Rows.ToLookup(row => (string)row[at]!);
        List<WeeklyList> lists =
        [
            .. from unit in units
               let rows = matters[unit.Code].ToList()
               select rows.Count == 0
                   ? new WeeklyList(unit.Code, unit.Name, 0, null, null)
                   : new WeeklyList(unit.Code, unit.Name, rows.Count, $"con-han-che_{week}_{unit.Code}.csv",
                       Content(week, unit.Name, until, answer.Columns, rows)),
        ];
        await table.Save(week, until, clock.GetUtcNow(), lists);
        return lists;
    }

    async Task<int> WriteAll(WeeklyListTable table, Outbox folder, CancellationToken stop)
    {
        var written = 0;
        foreach (var list in await table.Unwritten())
        {
            stop.ThrowIfCancellationRequested();
            written += folder.Write(list.Unit, list.FileName, list.Content) ? 1 : 0;
            await table.Written(list, clock.GetUtcNow());
        }

        return written;
    }

    /// <summary>UTF-8 with a mark at the front, without which Excel reads Vietnamese wrongly.</summary>
    byte[] Content(
        string week, string unit, DateOnly? until, IReadOnlyList<string> columns, IReadOnlyList<object?[]> rows)
    {
        var shown = columns.Where(c => !LeftOut.Contains(c) && !ReportCells.IsForMachines(columns, c))
            .Select(c => (Name: c, At: columns.ToList().IndexOf(c))).ToList();
        var text = new StringBuilder();
        text.Append(CsvText.Line(
            ((string[])["week", "unit_name", "data_until"]).Concat(shown.Select(c => c.Name)).Select(cells.Heading)));
        text.Append("\r\n");
        foreach (var row in rows)
        {
            text.Append(CsvText.Line([week, unit, until is { } day ? texts.Forms.Day(day) : ""])).Append(',');
            text.AppendJoin(',', shown.Select(c => CsvText.Shown(row[c.At], cells.Shown(columns, row, c.At))));
            text.Append("\r\n");
        }

        return [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text.ToString())];
    }
}
