using De06Ingest.Units;

namespace De06Ingest.Reporting;

/// <summary>One row of <c>api.run</c>.</summary>
sealed record RunRow
{
    public long RunId { get; init; }
    public string Feed { get; init; } = "";
    public string State { get; init; } = "";
    public string Trigger { get; init; } = "";
    public DateTimeOffset? StartedAt { get; init; }
    public DateTimeOffset? EndedAt { get; init; }
    public DateTimeOffset? AsOf { get; init; }
    public long? RowsIn { get; init; }
    public long? Accepted { get; init; }
    public long? Refused { get; init; }
    public long? Duplicate { get; init; }
    public long? Matched { get; init; }
    public long? Unmatched { get; init; }
    public long? Changed { get; init; }
    public long? Vanished { get; init; }
    public string? Cause { get; init; }
    public Guid? PublishId { get; init; }

    /// <summary>release or discard, when a person decided about a held run.</summary>
    public string? Decision { get; init; }

    /// <summary>Held run whose extract this one took.</summary>
    public long? ReleasedRun { get; init; }
}

/// <summary>One row of <c>api.feed_health</c>.</summary>
sealed record FeedHealthRow
{
    public string Feed { get; init; } = "";
    public string Title { get; init; } = "";
    public string? TitleEn { get; init; }
    public string Owner { get; init; } = "";
    public string? Schedule { get; init; }
    public TimeSpan? FreshWithin { get; init; }
    public DateTimeOffset? AsOf { get; init; }
    public long? LastRunId { get; init; }
    public string? LastState { get; init; }
    public DateTimeOffset? LastEndedAt { get; init; }
    public DateTimeOffset? LastPublishedAt { get; init; }
    public bool IsStale { get; init; }
    public long OpenMismatches { get; init; }
    public string State { get; init; } = "";

    /// <summary>Published rows; null before the first publish.</summary>
    public long? Rows { get; init; }
}

/// <summary>One row of <c>api.mismatch</c>, or of <c>api_full.mismatch</c> with clear values.</summary>
sealed record MismatchRow
{
    public string Feed { get; init; } = "";
    public string Subject { get; init; } = "";
    public string Kind { get; init; } = "";
    public string KindTitle { get; init; } = "";
    public string? Severity { get; init; }
    public string? Corrects { get; init; }
    public string State { get; init; } = "";
    public string? SectorValue { get; init; }
    public string? ReferenceValue { get; init; }
    public string? Unit { get; init; }
    public string? UnitName { get; init; }
    public long? RecordCount { get; init; }
    public string? NewestRecord { get; init; }
    public DateTimeOffset? FirstSeen { get; init; }
    public DateTimeOffset? LastSeen { get; init; }
    public long? OpenedRun { get; init; }
    public long? ClosedRun { get; init; }
    public string? How { get; init; }
    public string? CitizenRef { get; init; }

    /// <summary>Number that stays through the life of the mismatch and says nothing of a person.</summary>
    public long MismatchNo { get; init; }

    /// <summary>The surest suggestion; null when there is none.</summary>
    public string? Suggestion { get; init; }
    public decimal? SuggestionConfidence { get; init; }

    /// <summary>How the citizen was found, as in <see cref="Matching.Evidence.MatchMethod"/>; null when none
    /// was.</summary>
    public string? MatchMethod { get; init; }

    /// <summary>Probability of the match, 0 to 1; null when found by personal id.</summary>
    public double? MatchProbability { get; init; }
}

/// <summary>One row of <c>api.suggestion</c>, or of <c>api_full.suggestion</c> with clear values.</summary>
sealed record SuggestionRow
{
    public long MismatchNo { get; init; }
    public string Feed { get; init; } = "";
    public string Subject { get; init; } = "";
    public string Kind { get; init; } = "";
    public string Field { get; init; } = "";
    public int Rank { get; init; }
    public string Value { get; init; } = "";
    public decimal Confidence { get; init; }
    public string[] Feeds { get; init; } = [];
    public DateTime? Since { get; init; }
    public int Others { get; init; }
    public int Holders { get; init; }
    public string? Unit { get; init; }
    public string? UnitName { get; init; }
    public string? CitizenRef { get; init; }
}

/// <summary>A pair of a row and a citizen that a person decides about, or has decided about.</summary>
sealed record ReviewRow
{
    public long ReviewNo { get; init; }
    public string Feed { get; init; } = "";
    public string RecordId { get; init; } = "";
    public string PersonalId { get; init; } = "";

    /// <summary>pending, accepted or rejected.</summary>
    public string State { get; init; } = "";
    public string Method { get; init; } = "";

    /// <summary>0 to 1.</summary>
    public double Probability { get; init; }

    /// <summary>Level of each attribute that was compared.</summary>
    public string Profile { get; init; } = "";

    /// <summary>Why a person is asked: probability or citizen-taken.</summary>
    public string Cause { get; init; } = "";
    public string? Unit { get; init; }
    public string? UnitName { get; init; }
    public string? DecidedBy { get; init; }
    public string? Reason { get; init; }
    public DateTimeOffset? DecidedAt { get; init; }
}

/// <summary>Pairs that wait for a person, by what agrees about them.</summary>
sealed record ReviewProfileRow
{
    public string Feed { get; init; } = "";
    public string Profile { get; init; } = "";
    public string Cause { get; init; } = "";
    public long Pairs { get; init; }

    /// <summary>Probability of the least probable pair, 0 to 1.</summary>
    public double Least { get; init; }
    public double Most { get; init; }
}

/// <summary>How many mismatches of one kind stand open in one unit.</summary>
sealed record MismatchCountRow
{
    public string Feed { get; init; } = "";
    public string Kind { get; init; } = "";
    public string KindTitle { get; init; } = "";
    public string? Unit { get; init; }
    public string? UnitName { get; init; }
    public long Open { get; init; }
}

/// <summary>One row of <c>api.indicator</c>.</summary>
sealed record IndicatorRow
{
    public string Code { get; init; } = "";
    public string Title { get; init; } = "";
    public string? Unit { get; init; }

    /// <summary>Name and level of a unit that is written with its map (CODE@MAP), on that map.</summary>
    public string? NameElsewhere { get; init; }
    public string? LevelElsewhere { get; init; }

    public string? UnitName
    {
        get => NameElsewhere is { } name ? $"{name} ({UnitElsewhere.Parse(Unit)?.Map})" : field;
        init;
    }

    public string? Period { get; init; }
    public decimal? Value { get; init; }

    /// <summary>That of the cell; of a unit elsewhere, that nobody knows which way its people went (undecided), or
    /// that they have no unit at all: then the unit is the province.</summary>
    public string? State
    {
        get => LevelElsewhere switch { null => field, "province" => "no-unit", _ => "undecided" };
        init;
    }

    public long? Numerator { get; init; }
    public long? Denominator { get; init; }
    public DateTimeOffset? AsOf { get; init; }
    public Guid? PublishId { get; init; }

    /// <summary>Incomplete: units below that have reported, of those that must.</summary>
    public int? Reported { get; init; }
    public int? Expected { get; init; }

    /// <summary>percent, number, money, rank or days.</summary>
    public string Shows { get; init; } = "percent";

    /// <summary>It is divided by something; of a count or a sum of money the denominator says nothing.</summary>
    public bool IsShare => Shows is "percent" or "days";

    /// <summary>computed, summed, carried or target-only.</summary>
    public string Class { get; init; } = "computed";

    /// <summary>Period that it is compared with.</summary>
    public string? ComparedWith { get; init; }

    /// <summary>Difference to that period; of a percentage in points.</summary>
    public decimal? Change { get; init; }

    /// <summary>whole, same-days (while the period runs, with the same days of the earlier one) or period-runs (these
    /// are not known).</summary>
    public string? Comparison { get; init; }

    /// <summary>Of the same days: the last one of the earlier period.</summary>
    public DateTime? ComparedUntil { get; init; }

    /// <summary>Newest data of the feeds that it rests on; <see cref="AsOf"/> is older where it did not
    /// change.</summary>
    public DateTimeOffset? DataUntil { get; init; }
    public string? TitleEn { get; init; }

    /// <summary>Feeds that it rests on and that are not fresh, each with its state: the value may lag behind.</summary>
    public string[]? FeedsInDoubt { get; init; }

    /// <summary>What is counted, in Vietnamese.</summary>
    public string Numerated { get; init; } = "";
    public string Basis { get; init; } = "";

    /// <summary>inperiod, todate or latest.</summary>
    public string Counts { get; init; } = "inperiod";
    public bool LowerIsBetter { get; init; }
}

/// <summary>One refused row of a run: where it stood, all its faults, and its text.</summary>
sealed record RefusalRow
{
    public long RunId { get; init; }
    public string Feed { get; init; } = "";
    public long LineNo { get; init; }
    public long ByteOffset { get; init; }
    public string[] Faults { get; init; } = [];

    /// <summary>Masked text, or null when clear bytes were asked for.</summary>
    public string? RawMasked { get; init; }

    /// <summary>The record's own bytes, only when clear values were asked for.</summary>
    public byte[]? Raw { get; init; }
}
