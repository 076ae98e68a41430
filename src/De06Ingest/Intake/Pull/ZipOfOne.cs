using System.IO.Compression;

namespace De06Ingest.Intake.Pull;

/// <summary>Writes a zip that holds one file.</summary>
/// <param name="archive">The archive, owned.</param>
/// <param name="entry">Its only entry, opened for writing.</param>
sealed class ZipOfOne(ZipArchive archive, Stream entry) : Stream
{
    public static ZipOfOne Over(Stream copy)
    {
        var archive = new ZipArchive(copy, ZipArchiveMode.Create);
        return new ZipOfOne(archive, archive.CreateEntry("extract", CompressionLevel.Fastest).Open());
    }

    public override bool CanRead => false;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(ReadOnlySpan<byte> buffer) => entry.Write(buffer);
    public override void Write(byte[] buffer, int offset, int count) => entry.Write(buffer, offset, count);
    public override void Flush() => entry.Flush();
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            entry.Dispose();
            archive.Dispose();
        }

        base.Dispose(disposing);
    }
}
