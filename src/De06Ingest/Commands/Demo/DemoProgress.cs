using De06Ingest.Reporting;
using Spectre.Console;

namespace De06Ingest.Commands.Demo;

/// <summary>Shows on a terminal what the demo is doing; silent elsewhere.</summary>
sealed class DemoProgress(Messages messages, ProgressTask? bar)
{
    string file = "";

    /// <summary>Runs the work with a bar above which it says what it does.</summary>
    public static Task<T> Watch<T>(ConsoleOutput console, Func<DemoProgress, Task<T>> work) =>
        console.Terminal is not { } terminal
            ? work(new DemoProgress(console.Messages, null))
            : terminal.Progress().AutoClear(true)
                .Columns(
                    new SpinnerColumn(), new ProgressBarColumn(), new ElapsedTimeColumn(), new TaskDescriptionColumn())
                .StartAsync(context => work(new DemoProgress(
                    console.Messages, context.AddTask(console.Messages["demo.step-database"], maxValue: 100))));

    /// <summary>Makes the bar end after this many deliveries.</summary>
    public void Expect(int deliveries)
    {
        if (bar is not null)
        {
            bar.MaxValue = deliveries + 1;
        }
    }

    /// <summary>A step that is not a delivery.</summary>
    public void At(string message)
    {
        if (bar is not null)
        {
            bar.Description = Markup.Escape(messages[message]);
        }
    }

    /// <summary>How far a delivery is.</summary>
    public void At(AnswerDelivery delivery, RunProgress progress) => At(delivery.File, progress);

    /// <param name="delivered">File at hand.</param>
    /// <param name="progress">How far it is.</param>
    public void At(string delivered, RunProgress progress)
    {
        if (bar is null)
        {
            return;
        }

        if (file != delivered)
        {
            bar.Increment(1);
            file = delivered;
        }

        bar.Description = Markup.Escape($"{delivered}: {messages.Step(progress.Step)}");
    }
}
