using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;
using De06Ingest.Values;

namespace De06Ingest.Database;

/// <summary>A snapshot file as it lies in the system's cache: arrays of numbers, with one checksum over all of
/// them.</summary>
/// <remarks>
/// A snapshot is a cache: whoever cannot read one builds it again from the table. It is mapped, not read: that spares
/// the clearing and copying of 150 MB for a province. What is changed in an array stays in this process, but the first
/// change of a page stops every thread for some microseconds: what changes all over is copied. A file is replaced under
/// its name and never written in place, so that no mapped page is lost.
/// </remarks>
sealed unsafe partial class Snapshot
{
    const int Alignment = 64;

    // MADV_POPULATE_READ of Linux 5.14.
    const int Populate = 22;
    const int BadAddress = 14;

    readonly byte* start;
    readonly long length;
    readonly SafeBuffer view;
    readonly int[] sizes;
    ulong checksum;
    long position;
    bool fits = true;

    Snapshot(SafeBuffer view, long length, int sizes)
    {
        byte* pointer = null;
        view.AcquirePointer(ref pointer);
        start = pointer;
        (this.view, this.length, this.sizes) = (view, length, new int[sizes]);
    }

    public ReadOnlySpan<int> Sizes => sizes;

    /// <summary>Opens the snapshot of this kind and publish; null when there is none, when it is another, or when it
    /// cannot be read.</summary>
    /// <param name="path">The file.</param>
    /// <param name="kind">Kind and layout.</param>
    /// <param name="publish">Publish.</param>
    /// <param name="sizes">How many sizes stand before the arrays.</param>
    public static Snapshot? Open(string path, ulong kind, Guid publish, int sizes)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            if (file.Length == 0)
            {
                return null;
            }

            using var map = MemoryMappedFile.CreateFromFile(
                file, null, 0, MemoryMappedFileAccess.CopyOnWrite, HandleInheritability.None, leaveOpen: false);
            var view = map.CreateViewAccessor(0, 0, MemoryMappedFileAccess.CopyOnWrite).SafeMemoryMappedViewHandle;
            var snapshot = new Snapshot(view, file.Length, sizes);
            return snapshot.IsReadable() && snapshot.IsOf(kind, publish) ? snapshot : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The next array, of this many elements; empty when the file ends before.</summary>
    public LargeArray<T> Take<T>(int count)
        where T : unmanaged
    {
        var (at, bytes) = (Aligned(position), (long)count * sizeof(T));
        fits &= bytes is >= 0 and <= int.MaxValue && bytes <= length - at;
        if (!fits)
        {
            return default;
        }

        position = at + bytes;
        Check(at, bytes);
        return new((T*)(start + at), count, view);
    }

    /// <summary>True when every array was there, and nothing but the right checksum follows.</summary>
    public bool IsSound() =>
        fits && Aligned(position) is var at && at + sizeof(ulong) == length && *(ulong*)(start + at) == checksum;

    /// <summary>Where an array begins that may begin from here on.</summary>
    internal static long Aligned(long position) => (position + Alignment - 1) & -Alignment;

    /// <summary>Brings the pages in. A disk that fails here says so; later it would end the process.</summary>
    bool IsReadable() =>
        Advise((nint)start, (nuint)length, Populate) == 0 || Marshal.GetLastPInvokeError() != BadAddress;

    bool IsOf(ulong kind, Guid publish)
    {
        if (length < sizeof(ulong) + sizeof(Guid) + (sizes.Length * sizeof(int))
            || *(ulong*)start != kind || *(Guid*)(start + sizeof(ulong)) != publish)
        {
            return false;
        }

        Check(0, sizeof(ulong));
        Check(sizeof(ulong), sizeof(Guid));
        position = sizeof(ulong) + sizeof(Guid);
        new ReadOnlySpan<int>(start + position, sizes.Length).CopyTo(sizes);
        Check(position, (long)sizes.Length * sizeof(int));
        position += (long)sizes.Length * sizeof(int);
        return true;
    }

    void Check(long at, long bytes) =>
        checksum = Fingerprint.Of(new ReadOnlySpan<byte>(start + at, (int)bytes), checksum);

    [LibraryImport("libc", EntryPoint = "madvise", SetLastError = true)]
    private static partial int Advise(nint address, nuint length, int advice);
}
