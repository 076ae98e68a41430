using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace De06Ingest.Values;

/// <summary>Arrays of many megabytes that are looked into at random, on large pages where the system has
/// them.</summary>
/// <remarks>With pages of 4 KiB nearly every look-up also waits for the address of its page; the kernel gives pages
/// of 2 MiB to those who ask (transparent huge pages, "madvise"). Where it does not, the arrays are ordinary
/// ones.</remarks>
static partial class LargeArray
{
    const int Least = 4 << 20;
    const int Page = 4096;

    // MADV_HUGEPAGE of Linux.
    const int HugePages = 14;

    /// <summary>An array of zeros.</summary>
    public static T[] New<T>(int length)
        where T : unmanaged => Advised(GC.AllocateArray<T>(length, pinned: IsLarge<T>(length)));

    /// <summary>An array that the caller fills before he reads it.</summary>
    public static T[] ToFill<T>(int length)
        where T : unmanaged => Advised(GC.AllocateUninitializedArray<T>(length, pinned: IsLarge<T>(length)));

    /// <summary>Asks the processor for a place that will be looked at a few steps later.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Prefetch<T>(ref readonly T place)
        where T : unmanaged
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(Unsafe.AsPointer(ref Unsafe.AsRef(in place)));
        }
    }

    static bool IsLarge<T>(int length) => (long)length * Unsafe.SizeOf<T>() >= Least;

    /// <summary>Asks before the array is touched; a refusal changes nothing.</summary>
    static unsafe T[] Advised<T>(T[] array)
        where T : unmanaged
    {
        if (IsLarge<T>(array.Length) && OperatingSystem.IsLinux())
        {
            // Large arrays are pinned: their address stays.
            var start = ((nint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(array)) + Page - 1) & -Page;
            var bytes = (((long)array.Length * sizeof(T)) - Page) & -Page;
            _ = Advise(start, (nuint)bytes, HugePages);
        }

        return array;
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(nint address, nuint length, int advice);
}
