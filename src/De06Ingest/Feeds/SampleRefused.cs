using De06Ingest.Reporting;

namespace De06Ingest.Feeds;

/// <summary>A sample from which no contract can be drafted: says why, and which file would do. Holds no cell.</summary>
sealed class SampleRefused(string file, CodedText problem) : Exception($"{file}: {problem}")
{
    public CodedText Problem { get; } = problem;

    public string In(Messages messages) => $"{file}: {Problem.In(messages)}";
}
