using De06Ingest.Reporting;

namespace De06Ingest.Feeds;

/// <summary>What really became of an example's row.</summary>
/// <param name="Record">Contract name to text; null for an empty cell. Empty when the row was refused.</param>
/// <param name="Refused">Fault codes for which the row was refused; empty when it was accepted.</param>
/// <param name="Faults">Fault codes of an accepted row.</param>
sealed record ExampleOutcome(
    IReadOnlyDictionary<string, string?> Record,
    IReadOnlyList<string> Refused,
    IReadOnlyList<string> Faults);

/// <summary>One way in which an example does not hold.</summary>
/// <param name="File">The contract file.</param>
/// <param name="Line">Line of the example.</param>
/// <param name="Problem">What was expected and what came.</param>
sealed record ExampleDifference(string File, int Line, CodedText Problem)
{
    public override string ToString() => $"{File}:{Line}: {Problem}";
}

/// <summary>Runs the examples that a contract carries and tells which do not hold.</summary>
static class ContractExamples
{
    /// <summary>What differs in the examples that do not hold; nothing when the contract does what it says.</summary>
    /// <param name="contract">The contract.</param>
    /// <param name="run">What the program makes of a row (header to cell text) under the contract.</param>
    public static IReadOnlyList<ExampleDifference> Check(
        FeedContract contract,
        Func<FeedContract, IReadOnlyDictionary<string, string>, ExampleOutcome> run) =>
    [
        .. contract.Examples.SelectMany(example => Differences(example, run(contract, example.Row))
            .Select(problem => new ExampleDifference(contract.File, example.Line, problem))),
    ];

    static IEnumerable<CodedText> Differences(ContractExample expected, ExampleOutcome came)
    {
        if (expected.Record is null)
        {
            return CodeDifference("refused", expected.Refused, came.Refused);
        }

        return came.Refused.Count > 0
            ? [ContractText.ExampleWasRefused(string.Join(", ", came.Refused))]
            : [
                .. RecordDifferences(expected.Record, came.Record),
                .. CodeDifference("faults", expected.Faults, came.Faults),
            ];
    }

    /// <summary>Only the columns that the example names are compared.</summary>
    static IEnumerable<CodedText> RecordDifferences(
        IReadOnlyDictionary<string, string?> expected, IReadOnlyDictionary<string, string?> came)
    {
        foreach (var (name, text) in expected)
        {
            var actual = came.GetValueOrDefault(name);
            if (actual != text)
            {
                yield return ContractText.ExampleDiffers(name, Shown(text), Shown(actual));
            }
        }
    }

    static IEnumerable<CodedText> CodeDifference(
        string what, IReadOnlyList<string> expected, IReadOnlyList<string> came)
    {
        if (!expected.ToHashSet(StringComparer.Ordinal).SetEquals(came))
        {
            yield return ContractText.ExampleDiffers(what, List(expected), List(came));
        }
    }

    static CodedText Shown(string? text) =>
        text is null ? ContractText.ShapeNothing() : ContractText.Quoted(text);

    static CodedText List(IReadOnlyList<string> codes) =>
        codes.Count == 0 ? ContractText.None() : ContractText.Codes(string.Join(", ", codes));
}
