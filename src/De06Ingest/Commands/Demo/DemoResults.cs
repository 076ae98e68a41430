using System.Text;
using System.Text.Json;
using Dapper;
using De06Ingest.Database;
using De06Ingest.Reporting;
using Npgsql;

namespace De06Ingest.Commands.Demo;

/// <summary>Writes what the demo leaves behind: a commune's phone list, the refused rows, the figures, and how the
/// answers came out.</summary>
sealed class DemoResults(Wiring parts, DemoFolder folder, Messages messages)
{
    const string Feed = "eid-accounts";

    public async Task Write(DemoStory story, CancellationToken stop)
    {
        await using var connection = await parts.Database.OpenConnectionAsync(stop);
        story.WorkList = await WritePhones(connection, stop);
        await WriteRefused(connection, stop);
        Csv("chi-so.csv", await parts.Published.Indicators(new(null, null, null), stop), IndicatorsCommand.Columns);
        Csv("nguon-du-lieu.csv",
            [.. FeedsCommand.Listed(parts.Contracts(), await parts.Published.FeedHealth(stop))],
            FeedsCommand.ListColumns);
        WriteAnswers(story);
    }

    /// <summary>The list for the unit with the most open phone mismatches, with clear values: it is what its people
    /// work through.</summary>
    async Task<(string Unit, int Phones)> WritePhones(NpgsqlConnection connection, CancellationToken stop)
    {
        var open = await parts.Published.OpenMismatches(stop);
        var unit = open
            .Where(m => m.Feed == Feed && m.Unit is not null && m.Kind.StartsWith("phone-", StringComparison.Ordinal))
            .GroupBy(m => (Code: m.Unit!, m.UnitName))
            .OrderByDescending(g => g.Sum(m => m.Open)).ThenBy(g => g.Key.Code, StringComparer.Ordinal)
            .Select(g => g.Key).FirstOrDefault();
        if (unit.Code is null)
        {
            return ("-", 0);
        }

        var rows = (await connection.QueryAsync<PhoneRow>(new CommandDefinition(
            SqlFile.Text("reporting/phone_list"), new { unit = unit.Code }, cancellationToken: stop))).AsList();
        Csv($"so-dien-thoai_{unit.Code}.csv", rows, PhoneColumns());
        return (unit.UnitName ?? unit.Code, rows.Count);
    }

    Column<PhoneRow>[] PhoneColumns() =>
    [
        new(messages["demo.column-name"], r => r.Name),
        new(messages["demo.column-id"], r => r.PersonalId),
        new(messages["demo.column-sector-phone"], r => Readable(r.SectorPhone)),
        new(messages["demo.column-reference-phone"], r => Readable(r.ReferencePhone)),
        new(messages["demo.column-hamlet"], r => r.Hamlet),
        new(messages["demo.column-address"], r => r.Address),
        new(messages["demo.column-kind"], r => messages.Kind(r.Kind)),
    ];

    /// <summary>"+84912000101" as people read it: "0912 000 101". The spaces keep a spreadsheet from taking the number
    /// for one and its leading zero away; what is no number stays as it came.</summary>
    internal static string? Readable(string? phone) =>
        phone is { Length: 12 } && phone.StartsWith("+84", StringComparison.Ordinal)
            ? $"0{phone[3..6]} {phone[6..9]} {phone[9..]}"
            : phone;

    async Task WriteRefused(NpgsqlConnection connection, CancellationToken stop)
    {
        var rows = (await connection.QueryAsync<RefusedRow>(new CommandDefinition(
            SqlFile.Text("reporting/all_refusals"), cancellationToken: stop))).AsList();
        Csv("dong-bi-tu-choi.csv", rows,
        [
            new("run_id", r => r.RunId),
            new("feed", r => r.Feed),
            new("file", r => r.FileName),
            new("line_no", r => r.LineNo),
            new("byte_offset", r => r.ByteOffset),
            new("faults", r => r.Faults),
            new("explained", r => string.Join("; ", r.Faults.Select(messages.Fault))),
            new("raw", r => Encoding.UTF8.GetString(r.Raw).TrimEnd('\r', '\n')),
        ]);
    }

    void WriteAnswers(DemoStory story)
    {
        using var file = File.Create(Path.Combine(folder.Out, "answer.json"));
        using var writer = new Utf8JsonWriter(file, new JsonWriterOptions { Indented = true });
        writer.WriteStartObject();
        writer.WriteNumber("seed", story.Answers.Seed);
        writer.WriteNumber("citizens", story.Answers.Citizens);
        writer.WriteStartArray("days");
        foreach (var day in story.Checks)
        {
            WriteDay(writer, day);
        }

        writer.WriteEndArray();
        writer.WriteStartArray("differences");
        foreach (var difference in story.Differences)
        {
            writer.WriteStringValue(difference);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    static void WriteDay(Utf8JsonWriter writer, DayCheck day)
    {
        writer.WriteStartObject();
        writer.WriteNumber("day", day.Day);
        WriteCounts(writer, day.Kinds);
        writer.WriteStartArray("kinds");
        foreach (var kind in day.Kinds.GroupBy(k => k.Kind).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            writer.WriteStartObject();
            writer.WriteString("kind", kind.Key);
            WriteCounts(writer, [.. kind]);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    static void WriteCounts(Utf8JsonWriter writer, IReadOnlyList<KindCheck> checks)
    {
        writer.WriteNumber("planted", checks.Sum(k => k.Planted));
        writer.WriteNumber("found", checks.Sum(k => k.Found));
        writer.WriteNumber("missed", checks.Sum(k => k.Missed));
        writer.WriteNumber("wrongly_reported", checks.Sum(k => k.WronglyReported));
    }

    /// <summary>UTF-8 with a mark at the front, without which Excel reads Vietnamese wrongly.</summary>
    void Csv<T>(string name, IReadOnlyList<T> rows, IReadOnlyList<Column<T>> columns)
    {
        using var file = new StreamWriter(Path.Combine(folder.Out, name), append: false, new UTF8Encoding(true));
        new ConsoleOutput(file, TextWriter.Null, OutputForm.Csv, messages).Rows(rows, columns);
    }
}

/// <summary>One person whose phone is to be put right.</summary>
sealed record PhoneRow
{
    public string? Name { get; init; }
    public string PersonalId { get; init; } = "";
    public string? SectorPhone { get; init; }
    public string? ReferencePhone { get; init; }
    public string? Hamlet { get; init; }
    public string? Address { get; init; }
    public string Kind { get; init; } = "";
}

/// <summary>One refused row of any run, with its own bytes.</summary>
sealed record RefusedRow
{
    public long RunId { get; init; }
    public string Feed { get; init; } = "";
    public string FileName { get; init; } = "";
    public long LineNo { get; init; }
    public long ByteOffset { get; init; }
    public string[] Faults { get; init; } = [];
    public byte[] Raw { get; init; } = [];
}
