using System.Globalization;

namespace De06Ingest.Commands.Demo;

/// <summary>The clock of a made-up day: it was set to a morning, and runs on from there.</summary>
/// <remarks>Without it every feed of the demo would be late, the more so the later somebody tries it.</remarks>
/// <param name="shift">How far it is from the system's.</param>
sealed class DemoClock(TimeSpan shift) : TimeProvider
{
    /// <summary>When the extracts of the night have come in and people begin to read.</summary>
    static readonly TimeOnly Morning = new(7, 0);

    /// <summary>For the connection string: the clock of the statements goes with this one.</summary>
    public string SqlOption =>
        string.Create(CultureInfo.InvariantCulture, $"-c de06.clock_shift={(long)shift.TotalSeconds}s");

    /// <summary>A clock by which it is seven in the morning of this day in Vietnam.</summary>
    public static DemoClock OfMorning(DateOnly day) =>
        new(new DateTimeOffset(day.ToDateTime(Morning), TimeSpan.FromHours(7)) - System.GetUtcNow());

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + shift;
}
