using De06Ingest.Feeds;
using De06Ingest.Reporting;

namespace De06Ingest.Commands.Demo;

/// <summary>Runs the deliveries of a synthetic province day by day, as they would come in: the register first, and
/// after it every sector feed is compared again.</summary>
sealed class ProvinceDays(IFeedRuns runs, IReadOnlyList<FeedContract> contracts, string folder)
{
    /// <summary>Runs the deliveries of one day in the order of the answer sheet.</summary>
    /// <param name="day">The day and its deliveries.</param>
    /// <param name="progress">Called with the delivery at hand; null when nobody watches.</param>
    /// <param name="stop">Ends the run at hand, which then publishes nothing.</param>
    /// <exception cref="ConfigurationProblem">No contract describes a feed of the province.</exception>
    public async Task<DayRuns> Run(AnswerDay day, Action<AnswerDelivery, RunProgress>? progress, CancellationToken stop)
    {
        var delivered = new List<RunReport>();
        var rechecked = new List<RunReport>();
        foreach (var delivery in day.Deliveries)
        {
            var contract = contracts.FirstOrDefault(c => c.Feed == delivery.Feed)
                ?? throw new ConfigurationProblem("feed-unknown", delivery.Feed);
            var options = new RunOptions
            {
                Files = [Path.Combine(folder, delivery.File)],
                Trigger = "demo",
                Progress = progress is null ? null : p => progress(delivery, p),
            };
            delivered.Add(await runs.Run(contract, options, stop));
            if (contract.Role == FeedRole.Reference)
            {
                rechecked.AddRange(await runs.RecheckAfterReference(stop));
            }
        }

        return new DayRuns(day, delivered, rechecked);
    }
}

/// <summary>The runs of a day.</summary>
/// <param name="Day">What the answer sheet says of the day.</param>
/// <param name="Delivered">One report per delivery, in order.</param>
/// <param name="Rechecked">Reports of the feeds that were compared again with a new register.</param>
sealed record DayRuns(AnswerDay Day, IReadOnlyList<RunReport> Delivered, IReadOnlyList<RunReport> Rechecked)
{
    /// <summary>Every run, with what the rules across the set published after it.</summary>
    public IEnumerable<RunReport> All => Delivered.Concat(Rechecked).SelectMany(run => run.Across.Prepend(run));

    public long Resolved => All.Sum(r => r.Mismatches.Sum(m => m.Resolved));

    public long Vanished => All.Sum(r => r.Mismatches.Sum(m => m.Vanished));

    public long Reopened => All.Sum(r => r.Mismatches.Sum(m => m.Reopened));
}
