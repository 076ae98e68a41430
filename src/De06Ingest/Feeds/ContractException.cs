using De06Ingest.Reporting;

namespace De06Ingest.Feeds;

/// <summary>A contract, match model, figure or list of units that cannot be used: says file, line, what and what to
/// do. The message is for logs; people read <see cref="In"/>.</summary>
/// <param name="line">Line from 1; 0 when the problem is with the file as a whole.</param>
sealed class ContractException(string file, int line, CodedText problem)
    : Exception(At(file, line, problem.ToString()))
{
    public string File { get; } = file;
    public int Line { get; } = line;
    public CodedText Problem { get; } = problem;

    public string In(Messages messages) => At(File, Line, Problem.In(messages));

    static string At(string file, int line, string problem) =>
        line > 0 ? $"{file}:{line}: {problem}" : $"{file}: {problem}";
}
