using System.Globalization;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace De06Ingest.Commands;

/// <summary>Input, output and error of the process, some of which a shell may have closed (<c>&lt;&amp;-</c>,
/// <c>&gt;&amp;-</c>).</summary>
/// <remarks>The runtime has then opened files of its own under their numbers: reading one would wait for ever, and
/// writing would spoil it. So they are known by what they are now: no file, one that cannot be read or written, memory
/// of the runtime, or a pipe whose other end is in this process too.</remarks>
static class StandardStreams
{
    const int BrokenPipe = 32;

    /// <summary>Standard input; empty when it is closed.</summary>
    public static Stream Input() => IsClosed(0) ? Stream.Null : Console.OpenStandardInput();

    /// <summary>Standard output as bytes. A reader that goes away ends it, which the console would hide.</summary>
    public static Stream Output() =>
        IsClosed(1) ? new ClosedOutput()
        : LinkOf(1)?.StartsWith("pipe:", StringComparison.Ordinal) == true
            ? new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0)
            : Console.OpenStandardOutput();

    /// <summary>Standard output for texts. What logs to the console goes nowhere when it is closed.</summary>
    public static TextWriter Out()
    {
        if (!IsClosed(1))
        {
            return Console.Out;
        }

        Console.SetOut(TextWriter.Null);
        return new StreamWriter(new ClosedOutput(), new UTF8Encoding(false)) { AutoFlush = true };
    }

    /// <summary>Standard error; complaints go nowhere when it is closed, and the exit code remains.</summary>
    public static TextWriter Error()
    {
        if (IsClosed(2))
        {
            Console.SetError(TextWriter.Null);
        }

        return Console.Error;
    }

    /// <summary>True for the failure of a write to a pipe that nobody reads any more.</summary>
    public static bool IsUnread(IOException failure) => (failure.HResult & 0xffff) == BrokenPipe;

    static bool IsClosed(int number)
    {
        if (!OperatingSystem.IsLinux())
        {
            return false;
        }

        var (reads, writes) = AccessOf(number);
        return LinkOf(number) is not { } link
            || !(number == 0 ? reads : writes)
            || link.StartsWith("/memfd:doublemapper", StringComparison.Ordinal)
            || link.StartsWith("anon_inode:", StringComparison.Ordinal)
            || (link.StartsWith("pipe:", StringComparison.Ordinal) && HasOtherEnd(number, link));
    }

    static bool HasOtherEnd(int number, string pipe) =>
        Directory.EnumerateFileSystemEntries("/proc/self/fd")
            .Select(path => int.Parse(Path.GetFileName(path), CultureInfo.InvariantCulture))
            .Where(other => other != number && LinkOf(other) == pipe)
            .Any(other => number == 0 ? AccessOf(other).Writes : AccessOf(other).Reads);

    static string? LinkOf(int number)
    {
        try
        {
            return new FileInfo($"/proc/self/fd/{number}").LinkTarget;
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>The last octal digit of the flags: 0 read, 1 write, 2 both.</summary>
    static (bool Reads, bool Writes) AccessOf(int number)
    {
        try
        {
            var flags = File.ReadLines($"/proc/self/fdinfo/{number}")
                .First(line => line.StartsWith("flags:", StringComparison.Ordinal));
            return ((flags[^1] & 3) != 1, (flags[^1] & 3) != 0);
        }
        catch (IOException)
        {
            return (false, false);
        }
    }
}

/// <summary>There is nowhere to write results to.</summary>
sealed class OutputClosed() : IOException("standard output is closed");

/// <summary>Standard output that is closed: what would be lost is told instead.</summary>
sealed class ClosedOutput : Stream
{
    public override bool CanRead => false;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new OutputClosed();
}
