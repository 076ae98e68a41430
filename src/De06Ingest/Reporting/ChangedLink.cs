using De06Ingest.Matching;

namespace De06Ingest.Reporting;

/// <summary>A link that another match model would make, lose, move or judge otherwise.</summary>
/// <param name="Change">new, lost, other (another citizen) or band.</param>
/// <param name="Row">Key of the row.</param>
/// <param name="Record">Key of the record of the reference.</param>
/// <param name="Probability">By the new model; by the old one when the link is lost.</param>
/// <param name="Before">auto, review or none.</param>
/// <param name="After">auto, review or none.</param>
sealed record ChangedLink(
    string Change, string Row, string Record, double Probability, string Before, string After)
{
    /// <summary>What changed between two links of one row; null when nothing did.</summary>
    public static ChangedLink? Between(string row, JudgedLink? before, JudgedLink? after)
    {
        if ((after ?? before) is not { } link
            || (before is { } one && after is { } two && one.Record == two.Record && one.Band == two.Band))
        {
            return null;
        }

        var change = before is null ? "new" : after is null ? "lost"
            : before.Value.Record != link.Record ? "other"
            : "band";
        return new(change, row, link.Record, link.Probability, Word(before), Word(after));
    }

    static string Word(JudgedLink? link) => link?.Band switch
    {
        Band.Auto => "auto",
        Band.Review => "review",
        _ => "none",
    };
}

/// <summary>A record of the reference, how probably it is the row's own, and what becomes of that.</summary>
readonly record struct JudgedLink(string Record, double Probability, Band Band);

/// <summary>What another match model would do to what is published.</summary>
interface IModelPreview
{
    /// <summary>Weighs every published row without a sure id by another model; writes nothing.</summary>
    /// <returns>Number of rows weighed, and the links that would change, in the order of the rows' keys; keys
    /// masked.</returns>
    Task<(long Rows, IReadOnlyList<ChangedLink> Changes)> Preview(
        Feeds.FeedContract contract, MatchModelFile model, bool clear, CancellationToken stop);
}
