using System.Runtime.InteropServices;
using De06Ingest.Values;

namespace De06Ingest.Database;

/// <summary>Writes arrays of numbers as they lie in memory, with one checksum over all of them, for
/// <see cref="Snapshot"/>.</summary>
sealed class SnapshotWriter
{
    readonly Stream stream;
    ulong checksum;

    /// <param name="stream">Takes the snapshot; it can seek.</param>
    /// <param name="kind">Kind and layout of the content.</param>
    /// <param name="publish">Publish that it belongs to.</param>
    /// <param name="sizes">What the reader must know before the arrays, such as their lengths.</param>
    public SnapshotWriter(Stream stream, ulong kind, Guid publish, ReadOnlySpan<int> sizes)
    {
        this.stream = stream;
        Put<ulong>([kind]);
        Put<Guid>([publish]);
        Put(sizes);
    }

    /// <summary>Adds an array.</summary>
    public void Write<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        stream.Position = Snapshot.Aligned(stream.Position);
        Put(values);
    }

    /// <summary>Ends the snapshot with the checksum of what was written.</summary>
    public void Complete()
    {
        stream.Position = Snapshot.Aligned(stream.Position);
        stream.Write(MemoryMarshal.AsBytes(new ReadOnlySpan<ulong>(in checksum)));
    }

    void Put<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        var bytes = MemoryMarshal.AsBytes(values);
        checksum = Fingerprint.Of(bytes, checksum);
        stream.Write(bytes);
    }
}
