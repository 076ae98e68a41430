using De06Ingest.Feeds;
using De06Ingest.Intake.Pull;
using De06Ingest.Intake.Read;

namespace De06Ingest.Intake;

/// <summary>The time that an extract describes, where its contract says that it stands.</summary>
/// <param name="contract">The feed's contract.</param>
/// <param name="extract">The extract.</param>
/// <remarks>One that does not say it is not taken for as new as its file: that would rank it among the others by
/// chance.</remarks>
sealed class ExtractTime(FeedContract contract, Extract extract)
{
    SourceTimeSpec Spec => contract.SourceTime;

    /// <summary>Null when it can only stand in the rows, or is missing.</summary>
    public DateTimeOffset? BeforeRows() => extract.AsOf ?? Above() ?? OfFile();

    /// <summary>What the rows say; null when it is missing.</summary>
    public DateTimeOffset? OfRows(PassCounts counts) => Column(counts) ?? OfFile();

    public ExtractRefused Missing() => new("as-of-missing",
        Spec.Pattern is { Length: > 0 } pattern ? pattern
        : Spec.Column is { Length: > 0 } column ? column : "manifest");

    DateTimeOffset? OfFile() => Spec.From == SourceTimeFrom.FileTime ? extract.ReceivedAt : null;

    DateTimeOffset? Above()
    {
        if (Spec.From != SourceTimeFrom.Above)
        {
            return null;
        }

        using var reader = RowReaders.Open(contract, extract.Files[0]);
        return reader.Shape.Above.Select(new SliceNames(Spec.Pattern).Match).Select(said => said?.AsOf)
            .FirstOrDefault(time => time is not null);
    }

    /// <summary>The newest time in the rows; an extract without a sound row is as of when it came.</summary>
    DateTimeOffset? Column(PassCounts counts)
    {
        var newest = counts.NewestSourceTime;
        if (Spec.From != SourceTimeFrom.Column)
        {
            return null;
        }

        if (newest == long.MinValue)
        {
            return counts.RowsIn == counts.Refused ? extract.ReceivedAt : null;
        }

        var epoch = new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
        return contract.Columns[contract.IndexOf(Spec.Column)].Kind == ColumnKind.Timestamp
            ? epoch.AddTicks(newest * 10)
            : epoch.AddDays(newest).AddHours(-7);
    }
}
