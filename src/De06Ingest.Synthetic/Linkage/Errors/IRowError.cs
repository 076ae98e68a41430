namespace De06Ingest.Synthetic.Linkage.Errors;

/// <summary>One way in which a sector's row strays from the register.</summary>
interface IRowError
{
    /// <summary>The word in <c>truth.csv</c>.</summary>
    string Kind { get; }

    /// <summary>What it changes. A row has at most one error of a cell; the name has three.</summary>
    Cell Cell { get; }

    /// <summary>Makes the value wrong. The same chance makes the same error.</summary>
    /// <returns>False when this row has nothing to be spoiled so, and is unchanged.</returns>
    bool Spoil(FeedRow row, ref Chance chance);
}

/// <summary>Where an error sits, in the order in which errors are made.</summary>
/// <remarks>A name is put in words (order, missing parts, titles), spelt, and encoded; an error of each can
/// meet.</remarks>
enum Cell
{
    Id,
    Wording,
    Spelling,
    Encoding,
    Birth,
    Sex,
    Phone,
    Home,
}
