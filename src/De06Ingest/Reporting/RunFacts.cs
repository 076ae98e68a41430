namespace De06Ingest.Reporting;

/// <summary>What core.run keeps of a run beside its identity.</summary>
record RunFacts
{
    /// <summary>published, unchanged, held, refused, superseded, failed; of the report of a dry run, what it would have
    /// been.</summary>
    public required string State { get; init; }

    /// <summary>new-generation, in-place, recheck, or across when only rules across the set moved; null unless
    /// published.</summary>
    public string? Way { get; init; }

    /// <summary>Stable code of why a run was held, refused or failed; null otherwise.</summary>
    public string? Cause { get; init; }

    /// <summary>Header names, limits and shares behind <see cref="Cause"/>; no personal data.</summary>
    public string? Detail { get; init; }
    public long? ExtractId { get; init; }
    public Guid? ReferenceId { get; init; }
    public Guid? PublishId { get; init; }

    /// <summary>Publish that this one replaces.</summary>
    public Guid? PreviousPublish { get; init; }
    public DateTimeOffset? AsOf { get; init; }
    public long LinesIn { get; init; }
    public long Furniture { get; init; }
    public long RowsIn { get; init; }
    public long Accepted { get; init; }
    public long Refused { get; init; }
    public long Duplicate { get; init; }
    public long Matched { get; init; }

    /// <summary>Rows whose match awaits a person.</summary>
    public long Review { get; init; }
    public long Unmatched { get; init; }
    public long Changed { get; init; }
    public long Vanished { get; init; }

    /// <summary>The same when so many of the rows without a citizen await a person.</summary>
    public RunFacts WithReview(long review) => this with
    {
        Review = Math.Min(review, Unmatched),
        Unmatched = Math.Max(0, Unmatched - review),
    };
}
