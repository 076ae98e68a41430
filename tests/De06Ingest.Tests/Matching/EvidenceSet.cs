using De06Ingest.Commands.Linkage;
using De06Ingest.Feeds;
using De06Ingest.Matching;
using De06Ingest.Synthetic.Linkage;

namespace De06Ingest.Tests.Matching;

/// <summary>A truth set as a run sees it.</summary>
/// <param name="Sides">The citizens in memory, and the rows.</param>
/// <param name="Truth">The answer.</param>
sealed record EvidenceSet(RunSides Sides, LinkTruth Truth)
{
    static readonly DateOnly Today = new(2026, 1, 1);

    /// <summary>Makes a truth set in a folder and reads it.</summary>
    public static EvidenceSet Of(TruthSetOptions options, string folder)
    {
        TruthSet.Generate(options, folder);
        string Path(string file) => System.IO.Path.Combine(folder, file);
        return new(
            RunSides.Read(FeedCatalog.LoadFile(Path("reference.yaml")), Path("reference.csv"),
                FeedCatalog.LoadFile(Path("feed.yaml")), Path("feed.csv"), Today),
            LinkageFiles.Truth(Path("truth.csv")));
    }
}
