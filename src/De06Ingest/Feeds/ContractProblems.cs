using De06Ingest.Reporting;

namespace De06Ingest.Feeds;

/// <summary>Everything that is wrong with one contract file, so that its author sees all of it at once.</summary>
/// <param name="file">The file as it stands in messages.</param>
sealed class ContractProblems(string file)
{
    readonly List<ContractException> found = [];

    public string File => file;
    public bool Any => found.Count > 0;

    /// <summary>The problems in the order of lines.</summary>
    public IReadOnlyList<ContractException> All => [.. found.OrderBy(p => p.Line)];

    /// <param name="line">Line from 1; 0 when the problem is with the file as a whole.</param>
    /// <param name="problem">What is wrong and what to do.</param>
    public void Add(int line, CodedText problem)
    {
        // A word that serves two checks is read twice, and must not be complained of twice.
        var again = new ContractException(file, line, problem);
        if (!found.Exists(p => p.Message == again.Message))
        {
            found.Add(again);
        }
    }

    /// <summary>All of them as one exception, for callers that cannot go on.</summary>
    public AggregateException Failure() => FailureOf(All);

    public static AggregateException FailureOf(IReadOnlyList<ContractException> problems) =>
        new($"{problems.Count} problem(s) in contracts", problems);
}
