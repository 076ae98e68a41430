namespace De06Ingest.Intake.Read;

/// <summary>The JSON values of an extract that are its rows, one after another, not yet looked into.</summary>
interface IJsonRecords : IDisposable
{
    /// <summary>Moves to the next record. False at the end.</summary>
    bool Next();

    /// <summary>Code of why the record cannot be read at all; else null.</summary>
    string? Malformed { get; }

    /// <summary>The record as UTF-8, good until the next move.</summary>
    ReadOnlyMemory<byte> Json { get; }

    /// <summary>Line in the delivered file of a byte of <see cref="Json"/>.</summary>
    long LineOf(int position);

    /// <summary>Offset in the delivered file of a byte of <see cref="Json"/>.</summary>
    long OffsetOf(int position);

    /// <summary>A piece of the record in the delivered file's own encoding.</summary>
    ReadOnlySpan<byte> Source(int start, int end);
}
