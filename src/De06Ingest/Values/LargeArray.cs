using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace De06Ingest.Values;

/// <summary>An array of many megabytes that is looked into at random: memory of its own, or a part of a snapshot file
/// as it lies in the system's cache.</summary>
/// <remarks>The memory is not moved and lives as long as the array is held; a reference to an element does not hold
/// it.</remarks>
readonly unsafe struct LargeArray<T>
    where T : unmanaged
{
    readonly T* start;
    readonly object? owner;

    /// <param name="start">First element.</param>
    /// <param name="length">Number of elements.</param>
    /// <param name="owner">Whose memory it is: held with the array.</param>
    public LargeArray(T* start, int length, object owner)
    {
        this.start = start;
        (Length, this.owner) = (length, owner);
    }

    public int Length { get; }

    public Span<T> Span => new(start, Length);

    public ref T this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            if ((uint)index >= (uint)Length)
            {
                throw new ArgumentOutOfRangeException(nameof(index));
            }

            return ref start[index];
        }
    }

    /// <summary>Asks the processor for a place that will be looked at a few steps later.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Prefetch(int index)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(start + index);
        }
    }

    /// <summary>A longer array that begins as this one and goes on with zeros.</summary>
    public LargeArray<T> Grown(int length)
    {
        var grown = LargeArray.Zeros<T>(length);
        Span.CopyTo(grown.Span);
        return grown;
    }
}

/// <summary>Makes large arrays on large pages, where the system has them.</summary>
/// <remarks>With pages of 4 KiB nearly every look-up also waits for the address of its page; the kernel gives pages
/// of 2 MiB to those who ask (transparent huge pages, "madvise"). Where it does not, the arrays are ordinary
/// ones.</remarks>
static unsafe partial class LargeArray
{
    const int Least = 4 << 20;
    const int Page = 4096;

    // MADV_HUGEPAGE of Linux.
    const int HugePages = 14;

    /// <summary>An array of zeros.</summary>
    public static LargeArray<T> Zeros<T>(int length)
        where T : unmanaged
    {
        var memory = GC.AllocateArray<T>(length, pinned: true);
        var start = (T*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(memory));
        if ((long)length * sizeof(T) >= Least && OperatingSystem.IsLinux())
        {
            // Before the memory is touched; a refusal changes nothing.
            var first = ((nint)start + Page - 1) & -Page;
            _ = Advise(first, (nuint)((((long)length * sizeof(T)) - Page) & -Page), HugePages);
        }

        return new(start, length, memory);
    }

    /// <summary>A copy.</summary>
    public static LargeArray<T> Of<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        var array = Zeros<T>(values.Length);
        values.CopyTo(array.Span);
        return array;
    }

    /// <summary>Asks the processor for what lies in an ordinary array.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Prefetch<T>(ref T place)
        where T : unmanaged
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(Unsafe.AsPointer(ref place));
        }
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(nint address, nuint length, int advice);
}
