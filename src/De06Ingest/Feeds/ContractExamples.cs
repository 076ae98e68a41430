namespace De06Ingest.Feeds;

/// <summary>What really became of an example's row.</summary>
/// <param name="Record">Contract name to text; null for an empty cell. Empty when the row was refused.</param>
/// <param name="Refused">Fault codes for which the row was refused; empty when it was accepted.</param>
/// <param name="Faults">Fault codes of an accepted row.</param>
sealed record ExampleOutcome(
    IReadOnlyDictionary<string, string?> Record,
    IReadOnlyList<string> Refused,
    IReadOnlyList<string> Faults);

/// <summary>An example that does not hold.</summary>
/// <param name="File">The contract file.</param>
/// <param name="Line">Line of the example.</param>
/// <param name="Text">What was expected and what came, one difference a line.</param>
sealed record ExampleDifference(string File, int Line, string Text)
{
    public override string ToString() => $"{File}:{Line}: {Text}";
}

/// <summary>Runs the examples that a contract carries and tells which do not hold.</summary>
static class ContractExamples
{
    /// <summary>One difference for each example that does not hold; none when the contract does what it says.</summary>
    /// <param name="contract">The contract.</param>
    /// <param name="run">What the program makes of a row (header to cell text) under the contract.</param>
    public static IReadOnlyList<ExampleDifference> Check(
        FeedContract contract,
        Func<FeedContract, IReadOnlyDictionary<string, string>, ExampleOutcome> run)
    {
        var differences = new List<ExampleDifference>();
        foreach (var example in contract.Examples)
        {
            string[] lines = [.. Differences(example, run(contract, example.Row))];
            if (lines.Length > 0)
            {
                differences.Add(new(contract.File, example.Line, string.Join('\n', lines)));
            }
        }

        return differences;
    }

    static IEnumerable<string> Differences(ContractExample expected, ExampleOutcome came)
    {
        if (expected.Record is null)
        {
            return CodeDifference("refused", expected.Refused, came.Refused);
        }

        return came.Refused.Count > 0
            ? [$"expected a record, but the row was refused: {List(came.Refused)}"]
            : [
                .. RecordDifferences(expected.Record, came.Record),
                .. CodeDifference("faults", expected.Faults, came.Faults),
            ];
    }

    /// <summary>Only the columns that the example names are compared.</summary>
    static IEnumerable<string> RecordDifferences(
        IReadOnlyDictionary<string, string?> expected, IReadOnlyDictionary<string, string?> came)
    {
        foreach (var (name, text) in expected)
        {
            var actual = came.GetValueOrDefault(name);
            if (actual != text)
            {
                yield return $"{name}: expected {Shown(text)}, came {Shown(actual)}";
            }
        }
    }

    static IEnumerable<string> CodeDifference(string what, IReadOnlyList<string> expected, IReadOnlyList<string> came)
    {
        if (!expected.ToHashSet(StringComparer.Ordinal).SetEquals(came))
        {
            yield return $"{what}: expected {List(expected)}, came {List(came)}";
        }
    }

    static string Shown(string? text) => text is null ? "nothing" : $"'{text}'";

    static string List(IReadOnlyList<string> codes) => codes.Count == 0 ? "none" : string.Join(", ", codes);
}
