using System.Globalization;
using System.Text.Json;

namespace De06Ingest.Commands.Demo;

/// <summary>What a synthetic province says must come out when its extracts are run: <c>answer.json</c> and
/// <c>answer-dayN.csv</c> of its folder.</summary>
sealed record ProvinceAnswers(ulong Seed, int Citizens, IReadOnlyList<AnswerDay> Days)
{
    static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <exception cref="IOException">The folder holds no province.</exception>
    public static ProvinceAnswers Read(string folder)
    {
        using var file = File.OpenRead(Path.Combine(folder, "answer.json"));
        var sheet = JsonSerializer.Deserialize<ProvinceAnswers>(file, Json)!;
        return sheet with { Days = [.. sheet.Days.Select(d => d with { OpenMismatches = ReadOpen(folder, d.Day) })] };
    }

    static HashSet<MismatchId> ReadOpen(string folder, int day)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"answer-day{day}.csv");
        return [.. File.ReadLines(Path.Combine(folder, name)).Skip(1).Select(line => line.Split(','))
            .Select(cells => new MismatchId(cells[0], cells[1], cells[2]))];
    }
}

/// <summary>What holds after the deliveries of a day.</summary>
/// <param name="Day">1, 2 or 3.</param>
/// <param name="AsOf">The day itself.</param>
/// <param name="Deliveries">The files of the day, in the order in which they are run.</param>
/// <param name="Movements">By feed and kind, what moved against the day before.</param>
/// <param name="Figures">Figures of the whole province.</param>
sealed record AnswerDay(
    int Day,
    DateOnly AsOf,
    IReadOnlyList<AnswerDelivery> Deliveries,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, AnswerMovement>> Movements,
    IReadOnlyList<AnswerFigure> Figures)
{
    /// <summary>Every mismatch that is open after the day.</summary>
    public IReadOnlySet<MismatchId> OpenMismatches { get; init; } = new HashSet<MismatchId>();
}

/// <summary>One file and what its rows must become; refused rows by fault code.</summary>
/// <param name="File">Path below the folder of the province.</param>
sealed record AnswerDelivery(
    string Feed, string File, long Rows, long Accepted, IReadOnlyDictionary<string, long> Refused, long Duplicates);

/// <summary>How many mismatches of a kind moved.</summary>
/// <param name="ResolvedByReference">The part of <paramref name="Resolved"/> that a new register brought about.</param>
sealed record AnswerMovement(long Opened, long Resolved, long ResolvedByReference, long Vanished, long Reopened);

/// <summary>One figure of the whole province.</summary>
/// <param name="Period">yyyy-MM, or null for a state to date.</param>
sealed record AnswerFigure(string Code, string Feed, string? Period, long Numerator, long Denominator);

/// <summary>What tells mismatches apart, on the answer sheet and in the ledger.</summary>
readonly record struct MismatchId(string Feed, string Subject, string Kind);
