using De06Ingest.Database;
using De06Ingest.Feeds;
using De06Ingest.Publishing;
using De06Ingest.Reporting;

namespace De06Ingest.Commands;

/// <summary>What the verbs work with, each made when first asked for. <see cref="Wiring"/> is the real one.</summary>
interface IParts : IAsyncDisposable
{
    Settings Settings { get; }

    IFeedRuns Runs { get; }

    IMigrations Migrations { get; }

    IPublished Published { get; }

    IMismatchDecisions Decisions { get; }

    /// <summary>Administrative units.</summary>
    IAdminUnits Units => throw new NotSupportedException("no units here");

    /// <summary>Why figures are what they are.</summary>
    IFigureExplanations Figures => throw new NotSupportedException("no figures here");

    /// <summary>Figures that were fixed for a period.</summary>
    IFigureFreezes Freezes => throw new NotSupportedException("no figures here");

    /// <summary>Reports by name.</summary>
    IReports Reports => throw new NotSupportedException("no reports here");

    /// <summary>The weekly lists of units.</summary>
    IWeeklyLists WeeklyLists => throw new NotSupportedException("no lists here");

    IReviewDecisions Reviews { get; }

    IRowExplanations Explanations { get; }

    IModelPreview ModelPreview { get; }

    IRetention Retention { get; }

    /// <summary>All contracts of the configured folder.</summary>
    /// <exception cref="ContractException">One of them cannot be used.</exception>
    IReadOnlyList<FeedContract> Contracts();

    /// <summary>Codes of all figures that are defined.</summary>
    IEnumerable<string> FigureCodes() => [];

    /// <summary>Checks every contract of a folder, the configured one when null, and runs its examples.</summary>
    IReadOnlyList<ContractCheck> CheckContracts(string? folder);

    /// <summary>Drafts a contract, as YAML text, from a sample file.</summary>
    string InferContract(string sample, string? feed);

    /// <summary>What is typed or piped into the program.</summary>
    Stream OpenInput();

    /// <summary>Where bytes go that are no table: standard output.</summary>
    Stream OpenOutput();

    /// <summary>Writes one sheet of a workbook as CSV and gives the number of lines written.</summary>
    long ConvertSheet(string workbook, string sheet, Stream csv, CancellationToken stop);
}

/// <summary>What became of one contract, or of one of its examples.</summary>
/// <param name="Feed">Name of the feed, or of the file when the contract cannot be read.</param>
/// <param name="File">Contract file.</param>
/// <param name="Line">Line of the problem; 0 when there is none.</param>
/// <param name="Problem">What is wrong and what to do; null when the contract is good.</param>
/// <param name="Examples">Number of examples that ran.</param>
sealed record ContractCheck(string Feed, string File, int Line, CodedText? Problem, int Examples);
