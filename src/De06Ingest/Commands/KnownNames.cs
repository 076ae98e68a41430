using De06Ingest.Feeds;
using De06Ingest.Reporting;
using De06Ingest.Units;

namespace De06Ingest.Commands;

/// <summary>What the filters of all lists may be: a mistyped one would otherwise find nothing, and look like good
/// news.</summary>
sealed class KnownNames(IParts parts)
{
    /// <summary>More names than these help nobody.</summary>
    const int MostListed = 60;

    /// <exception cref="NameUnknown">Nothing has this name.</exception>
    /// <param name="filter">feed, code, unit, level, map or run.</param>
    /// <param name="name">What was typed.</param>
    /// <param name="stop">Ends the question.</param>
    public async Task Check(string filter, string name, CancellationToken stop)
    {
        // A unit of which nobody knows what it became is written with its map: 21100@2023-04.
        var plain = filter == "unit" ? UnitElsewhere.CodeOf(name) : name;
        var known = await parts.Published.Known(filter, plain, stop);
        if (known.Contains(plain))
        {
            return;
        }

        // What has never been published stands in the files only.
        known = [.. known.Union(filter switch
        {
            "feed" => parts.Contracts().Select(c => c.Feed),
            "code" => parts.FigureCodes(),
            _ => [],
        })];
        if (!known.Contains(plain))
        {
            throw new NameUnknown(filter, name, NearestWord.Of(plain, known) is null && known.Count > MostListed
                ? new CodedText("hint.list-" + filter)
                : NearestWord.Hint(plain, known));
        }
    }
}

/// <summary>A filter names what is not there.</summary>
/// <param name="filter">What it filters by.</param>
/// <param name="name">What was typed.</param>
/// <param name="hint">The name that was probably meant, or where names are listed.</param>
sealed class NameUnknown(string filter, string name, CodedText hint) : Exception($"{filter} {name}")
{
    /// <summary>The complaint, in a person's language.</summary>
    public string In(Messages messages) => messages.Text("usage.no-" + filter, name, hint.In(messages));
}
