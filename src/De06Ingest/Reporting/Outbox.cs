using System.Security.Cryptography;

namespace De06Ingest.Reporting;

/// <summary>The folder from which units take their lists: a folder for each unit, so that it can be given to its people
/// and to nobody else.</summary>
/// <remarks>A file is whole under its name or not there. One that stands there as it should is not written again: its
/// time says when it came.</remarks>
sealed class Outbox(string folder)
{
    const UnixFileMode OwnerAndGroupRead = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;

    /// <summary>True when the file was written; false when it stood there.</summary>
    public bool Write(string unit, string name, byte[] content)
    {
        var path = Path.Combine(Directory.CreateDirectory(Path.Combine(folder, unit)).FullName, name);
        if (File.Exists(path) && File.ReadAllBytes(path).AsSpan().SequenceEqual(content))
        {
            return false;
        }

        var part = path + ".part";
        using (var file = new FileStream(part, new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            UnixCreateMode = OwnerAndGroupRead,
        }))
        {
            // The service's umask would take the group's right away.
            File.SetUnixFileMode(file.SafeFileHandle, OwnerAndGroupRead);
            file.Write(content);
            file.Flush(flushToDisk: true);
        }

        File.Move(part, path, overwrite: true);
        return true;
    }

    public static string Hash(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
