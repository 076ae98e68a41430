namespace De06Ingest.Reporting;

/// <summary>Why a figure is what it is, and why it moved, down to the records.</summary>
interface IFigureExplanations
{
    /// <summary>What holds a figure down, by cause; where less is better, what holds it up.</summary>
    /// <exception cref="FigureUnknown">No such figure or value.</exception>
    /// <exception cref="UnitUnknown">The map has no such unit.</exception>
    Task<FigureHold> Hold(FigureQuestion question, CancellationToken stop);

    /// <summary>What a figure gained and lost between two times; the parts add up to the difference.</summary>
    /// <exception cref="FigureUnknown">No such figure, version, or value.</exception>
    /// <exception cref="UnitUnknown">The map has no such unit.</exception>
    Task<FigureChange> Change(FigureQuestion question, string from, string? to, CancellationToken stop);
}

/// <param name="Code">Figure.</param>
/// <param name="Unit">Unit; the province when null.</param>
/// <param name="Period">Period as printed; the usual one of the figure when null.</param>
/// <param name="Records">Most records to name for each cause.</param>
/// <param name="Clear">Keys of records in clear.</param>
sealed record FigureQuestion(string Code, string? Unit, string? Period, int Records, bool Clear);

/// <summary>A value at one time, with what it is made of.</summary>
sealed record FigureState(decimal? Value, long Numerator, long Denominator, DateOnly Day)
{
    /// <summary>The version that was frozen with it; null for what the data of the day said.</summary>
    public int? Version { get; init; }

    /// <summary>The day that was asked for, where the newest data then is older.</summary>
    public DateOnly? Asked { get; init; }
}

/// <summary>A figure now and the causes that hold it down, the heaviest first.</summary>
sealed record FigureHold(
    string Code, string Title, string Unit, string? UnitName, string Period, string Shows, FigureState Now,
    IReadOnlyList<FigurePart> Causes)
{
    public string TitleEn { get; init; } = "";
    public bool LowerIsBetter { get; init; }
}

/// <summary>A figure at two times and the parts of the difference.</summary>
/// <param name="Difference">After less before; of a percentage in points.</param>
/// <param name="Feeds">How the feeds stood at both times.</param>
sealed record FigureChange(
    string Code, string Title, string Unit, string? UnitName, string Period, string Shows, FigureState Before,
    FigureState After, decimal? Difference, IReadOnlyList<FigurePart> Parts, IReadOnlyList<FigureFeed> Feeds)
{
    public string TitleEn { get; init; } = "";
}

/// <summary>Records of one cause and what they come to.</summary>
/// <param name="Kind">held; or gained, gained-late, lost, due, new, late, entered, arrived, left, excluded, vanished,
/// definition, map.</param>
/// <param name="Cause">The statement's cause; null when there is none.</param>
/// <param name="CauseText">In Vietnamese words of the definition.</param>
/// <param name="Records">How many records.</param>
/// <param name="Numerator">What they add to the numerator; of what holds down, what it lacks.</param>
/// <param name="Denominator">What they add to the denominator.</param>
/// <param name="Worth">Points of a percentage, else in the figure's own unit.</param>
/// <param name="Some">Some of the records: key, unit and day.</param>
sealed record FigurePart(
    string Kind, string? Cause, string? CauseText, long Records, long Numerator, long Denominator, decimal Worth,
    IReadOnlyList<FigureRecord> Some)
{
    /// <summary>In English words of the definition.</summary>
    public string? CauseTextEn { get; init; }
}

sealed record FigureRecord(string Record, string Unit, DateOnly? Day);

/// <summary>A feed at two times.</summary>
/// <param name="State">held (a later extract is), late (older at the later time than agreed), moved or same.</param>
sealed record FigureFeed(string Feed, DateTimeOffset? Before, DateTimeOffset? After, string State);

/// <summary>A figure, unit, version or value that was asked for is not there.</summary>
/// <param name="code">Which cause; its text is <c>cause.CODE</c>.</param>
/// <param name="slots">What the text has slots for: texts, days, periods, and coded texts.</param>
sealed class FigureUnknown(string code, params object[] slots) : Exception(code)
{
    public string Code { get; } = code;

    /// <summary>The cause, in a person's language.</summary>
    public string In(Messages messages) => messages.Text("cause." + Code, [.. slots.Select(slot => slot switch
    {
        DateOnly day => messages.Forms.Day(day),
        Publishing.Figures.FigurePeriod period => messages.Period(period.ToString()),
        CodedText text => text.In(messages),
        _ => slot,
    })]);
}
