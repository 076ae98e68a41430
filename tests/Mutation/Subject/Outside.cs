// What the sources of Subject name of the parts that reach the database, as little of it as they need to be compiled.
// No test reads it.
namespace De06Ingest.Intake
{
    static class SliceReader
    {
        public static IEnumerable<string> Missing(Feeds.FeedContract contract, Normalise.RowCells cells) => [];
    }
}

namespace De06Ingest.Mismatches
{
    static class MismatchRules
    {
        public static IReadOnlyList<string> OnRequest => [];
    }
}
