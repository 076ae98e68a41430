namespace De06Ingest.Commands.Demo.Scenarios;

/// <summary>What of a figure was published.</summary>
enum Aspect
{
    Value, Numerator, Denominator, Items, Change, OverTarget, Above, MonthsEarly, Target, TargetDate, Trend, State,
}

/// <summary>One published number (or word) of an article, and the figure that must come to it.</summary>
sealed record Expectation
{
    /// <summary>The article's words, short.</summary>
    public required string Wording { get; init; }

    /// <summary>Code of the figure.</summary>
    public required string Figure { get; init; }
    public required string Unit { get; init; }
    public required string Period { get; init; }
    public required Aspect Aspect { get; init; }

    /// <summary>computed, summed, carried or target-only.</summary>
    public required string Class { get; init; }

    /// <summary>As it was printed.</summary>
    public required PublishedText Published { get; init; }

    /// <summary>Code of the figure that this one is held against; for <see cref="Aspect.Above"/>.</summary>
    public string? Than { get; init; }

    /// <summary>How an ambiguous row is read.</summary>
    public string? Reading { get; init; }
}

/// <summary>What one article published: <c>deploy/scenarios/NAME.yaml</c>.</summary>
sealed record ScenarioExpectations(string Name, string Title, IReadOnlyList<Expectation> Rows);
