using System.Diagnostics;

namespace De06Ingest.Telemetry;

/// <summary>The spans of a run: one for the run, one below it for each step.</summary>
static class Tracing
{
    public const string Name = "De06Ingest";

    static readonly ActivitySource Source = new(Name);

    /// <summary>Opens the span of a run; null when nobody listens.</summary>
    public static Activity? Run(string feed, string trigger) => Source.StartActivity("run " + feed)
        ?.SetTag("de06.feed", feed)
        .SetTag("de06.trigger", trigger);

    /// <summary>Opens the span of a step below the current run; null when nobody listens.</summary>
    public static Activity? Step(string step) => Source.StartActivity(step)?.SetTag("de06.step", step);

    /// <summary>Marks a span with how the run ended; a run that was not published or unchanged is an error.</summary>
    public static void Ended(Activity? activity, long runId, string state, string? cause)
    {
        activity?.SetTag("de06.run", runId).SetTag("de06.state", state);
        if (cause is not null)
        {
            activity?.SetTag("de06.cause", cause).SetStatus(ActivityStatusCode.Error, cause);
        }
    }
}
