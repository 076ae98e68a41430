namespace De06Ingest.Commands.Demo;

/// <summary>What the visitor asks of the demo.</summary>
sealed record DemoOptions
{
    public required int Citizens { get; init; }
    public required int Seed { get; init; }

    /// <summary>End after the telling instead of serving the page.</summary>
    public required bool Once { get; init; }

    /// <summary>Where everything of the demo lies: <c>pg</c>, <c>data</c>, <c>spool</c>, <c>out</c>.</summary>
    public required string Folder { get; init; }

    /// <summary>A file of the visitor's own to try, or null.</summary>
    public string? File { get; init; }

    /// <summary>The program that makes the province.</summary>
    public required string Synthetic { get; init; }

    /// <summary>Port of the page; the next free one when it is taken.</summary>
    public required int Port { get; init; }
}
