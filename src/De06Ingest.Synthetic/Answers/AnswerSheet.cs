using System.Text.Json.Serialization;

namespace De06Ingest.Synthetic.Answers;

/// <summary>
/// What must come out when the extracts of a synthetic province are run: the product's numbers are equal to these or
/// wrong.
/// </summary>
/// <param name="Days">One answer per day folder, in order.</param>
sealed record AnswerSheet(ulong Seed, int Citizens, string Map, IReadOnlyList<DayAnswer> Days);

/// <summary>What holds after all deliveries of one day.</summary>
/// <param name="Day">1, 2 or 3.</param>
/// <param name="AsOf">Date of the extracts.</param>
/// <param name="Deliveries">The files of the day, in an order in which they may be run.</param>
/// <param name="Open">Open mismatches, by feed and kind.</param>
/// <param name="Movements">What moved against the day before, by feed and kind.</param>
/// <param name="Figures">Indicators where the truth is known for the whole province.</param>
/// <param name="OpenMismatches">Every open mismatch, in the order of feed and subject.</param>
sealed record DayAnswer(
    int Day,
    DateOnly AsOf,
    IReadOnlyList<DeliveryAnswer> Deliveries,
    IReadOnlyDictionary<string, SortedDictionary<string, long>> Open,
    IReadOnlyDictionary<string, SortedDictionary<string, MovementAnswer>> Movements,
    IReadOnlyList<FigureAnswer> Figures,
    [property: JsonIgnore] IReadOnlyList<OpenMismatch> OpenMismatches);

/// <summary>One file. Rows = accepted + refused + duplicates.</summary>
/// <param name="File">Path below the folder of the province.</param>
/// <param name="Period">yyyy-MM for a file that is one period.</param>
/// <param name="Refused">Refused rows by fault code.</param>
sealed record DeliveryAnswer(
    string Feed, string File, string? Period, long Rows, long Accepted,
    IReadOnlyDictionary<string, long> Refused, long Duplicates);

/// <summary>How many mismatches moved.</summary>
/// <param name="Resolved">No longer shown as wrong, the subject still there: by the source or by the reference.</param>
/// <param name="ResolvedByReference">The part of <paramref name="Resolved"/> that the reference brought about.</param>
/// <param name="Vanished">Gone with its subject.</param>
/// <param name="Reopened">Open again after it was resolved.</param>
sealed record MovementAnswer(long Opened, long Resolved, long ResolvedByReference, long Vanished, long Reopened);

/// <summary>One open mismatch.</summary>
/// <param name="Subject">The key's value as published: twelve digits, or the number of the record.</param>
sealed record OpenMismatch(string Feed, string Subject, string Kind);

/// <summary>One figure of the whole province.</summary>
/// <param name="Code">What it is; README.md says how each is counted.</param>
/// <param name="Feed">The feed whose rows are counted.</param>
/// <param name="Period">yyyy-MM, or null for a figure without period.</param>
sealed record FigureAnswer(string Code, string Feed, string? Period, long Numerator, long Denominator);
