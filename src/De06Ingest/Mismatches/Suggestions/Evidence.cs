namespace De06Ingest.Mismatches.Suggestions;

/// <summary>What a published row says of a citizen's field; personal data.</summary>
sealed record Claim
{
    public string Feed { get; init; } = "";
    public bool IsReference { get; init; }
    public Guid? CitizenRef { get; init; }
    public string SubjectId { get; init; } = "";
    public string Value { get; init; } = "";

    /// <summary>Day on which the feed was told, when it knows.</summary>
    public DateTime? Since { get; init; }

    /// <summary>The source itself says that this value is wrong.</summary>
    public bool IsWrong { get; init; }

    /// <summary>The row is an account of a feed in which a phone holds one account.</summary>
    public bool IsAccount { get; init; }

    /// <summary>Who the row is about, as far as can be told.</summary>
    public string Person => CitizenRef?.ToString() ?? $"{Feed}|{SubjectId}";
}

/// <summary>A subject whose field is wrong, for which a value is looked for.</summary>
/// <param name="SubjectId">Subject of the open mismatches.</param>
/// <param name="CitizenRef">The citizen.</param>
/// <param name="Wrong">Values that the mismatches show; none of them is suggested.</param>
/// <param name="IsCertain">The value at hand is surely wrong; otherwise it may be the reference that is.</param>
sealed record Wanted(string SubjectId, Guid CitizenRef, IReadOnlyList<string> Wrong, bool IsCertain);

/// <summary>What speaks for a value and against it.</summary>
/// <param name="Reference">The reference has it.</param>
/// <param name="ReferenceOther">The reference has another.</param>
/// <param name="Agree">Sector feeds that have it, by when they were told.</param>
/// <param name="Other">Sector feeds that have a third value.</param>
/// <param name="Own">Sector feeds that have the value in doubt, the asking feed among them; none where it is surely
/// wrong.</param>
/// <param name="Holders">Other people of whom a feed has the same phone.</param>
/// <param name="IsCertain">As in <see cref="Wanted"/>.</param>
readonly record struct Evidence(
    bool Reference, bool ReferenceOther, TellingCounts Agree, TellingCounts Other, TellingCounts Own, int Holders,
    bool IsCertain);

/// <summary>Feeds by how long before the day of the data they were told.</summary>
record struct TellingCounts(int WithinYear, int WithinThree, int Before, int Undated)
{
    const int Year = 365;
    const int ThreeYears = 1095;

    /// <summary>Counts one more feed.</summary>
    /// <param name="days">Days before the day of the data; null when nobody knows.</param>
    public void Add(int? days)
    {
        switch (days)
        {
            case null:
                Undated++;
                break;
            case <= Year:
                WithinYear++;
                break;
            case <= ThreeYears:
                WithinThree++;
                break;
            default:
                Before++;
                break;
        }
    }
}

/// <summary>A value that may be right, with what it rests on.</summary>
sealed record Suggestion(
    string SubjectId, Guid CitizenRef, int Rank, string Value, decimal Confidence, IReadOnlyList<string> Feeds,
    DateOnly? Since, int Others, int Holders);
