using System.Runtime.InteropServices;
using De06Ingest.Values;

namespace De06Ingest.Database;

/// <summary>Arrays of numbers in a snapshot file as they lie in memory, with one checksum over all of them.</summary>
/// <remarks>A snapshot is a cache: whoever cannot read one builds it again from the table.</remarks>
sealed class SnapshotArrays(Stream stream)
{
    ulong checksum;

    /// <summary>Begins a snapshot of a publish.</summary>
    /// <param name="magic">Kind and layout of the file.</param>
    /// <param name="publish">Publish that it belongs to.</param>
    /// <param name="sizes">Lengths of the arrays.</param>
    public void WriteHead(ulong magic, Guid publish, ReadOnlySpan<int> sizes)
    {
        Write<ulong>([magic]);
        Write<Guid>([publish]);
        Write(sizes);
    }

    /// <summary>False when the file is of another kind, layout or publish.</summary>
    public bool TryReadHead(ulong magic, Guid publish, Span<int> sizes)
    {
        Span<ulong> kind = stackalloc ulong[1];
        Span<Guid> version = stackalloc Guid[1];
        return TryRead(kind) && kind[0] == magic && TryRead(version) && version[0] == publish && TryRead(sizes);
    }

    public void Write<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        var bytes = MemoryMarshal.AsBytes(values);
        checksum = Fingerprint.Of(bytes, checksum);
        stream.Write(bytes);
    }

    /// <summary>Ends the snapshot with the checksum of what was written.</summary>
    public void WriteChecksum() => stream.Write(MemoryMarshal.AsBytes(new ReadOnlySpan<ulong>(in checksum)));

    /// <summary>Fills the values; false when the file ends before.</summary>
    public bool TryRead<T>(Span<T> values)
        where T : unmanaged
    {
        var bytes = MemoryMarshal.AsBytes(values);
        var whole = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) == bytes.Length;
        checksum = Fingerprint.Of(bytes, checksum);
        return whole;
    }

    /// <summary>True when the file ends with the checksum of what was read.</summary>
    public bool ChecksumFits()
    {
        Span<ulong> written = stackalloc ulong[1];
        var read = checksum;
        return TryRead(written) && written[0] == read;
    }
}
