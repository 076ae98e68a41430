using System.Runtime.ExceptionServices;
using System.Threading.Channels;

namespace De06Ingest;

/// <summary>The threads of a pass, which end together: the first failure of one stops the others and is the pass's
/// own.</summary>
sealed class PassThreads(CancellationToken stop) : IDisposable
{
    readonly CancellationTokenSource ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
    readonly List<Thread> threads = [];
    Exception? first;

    /// <summary>Cancelled from outside, or by a failure of any thread.</summary>
    public CancellationToken Stop => ended.Token;

    public void Start(string name, Action work)
    {
        var thread = new Thread(() => Here(work)) { IsBackground = true, Name = name };
        threads.Add(thread);
        thread.Start();
    }

    /// <summary>Does a part of the pass on the caller's thread.</summary>
    public void Here(Action work)
    {
        try
        {
            work();
        }
        catch (Exception failure)
        {
            Interlocked.CompareExchange(ref first, failure, null);
            ended.Cancel();
        }
    }

    /// <summary>Waits for all of them, and throws the first failure. A send that was broken off because the run is
    /// stopped is no failure of the connection.</summary>
    public void Join()
    {
        threads.ForEach(thread => thread.Join());
        if (stop.IsCancellationRequested && IsFromStopping(first))
        {
            throw new OperationCanceledException("The run was stopped.", first, stop);
        }

        if (first is not null)
        {
            ExceptionDispatchInfo.Throw(first);
        }
    }

    static bool IsFromStopping(Exception? failure) =>
        failure is not null && (failure is OperationCanceledException || IsFromStopping(failure.InnerException));

    public void Dispose() => ended.Dispose();
}

/// <summary>Channels between threads that may block.</summary>
static class PassChannels
{
    /// <summary>The items until the writer is done; its failure is thrown here.</summary>
    public static IEnumerable<T> Each<T>(this ChannelReader<T> reader, CancellationToken stop)
    {
        while (reader.WaitToReadAsync(stop).AsTask().GetAwaiter().GetResult())
        {
            while (reader.TryRead(out var item))
            {
                yield return item;
            }
        }
    }

    /// <summary>Waits until there is room.</summary>
    public static void Hand<T>(this ChannelWriter<T> writer, T item, CancellationToken stop)
    {
        if (!writer.TryWrite(item))
        {
            writer.WriteAsync(item, stop).AsTask().GetAwaiter().GetResult();
        }
    }
}
