namespace De06Ingest.Database;

/// <summary>A cache on disk that belongs to one publish: whole under its name or not there, readable to this account
/// only, and the only one of its kind in its folder.</summary>
static class SnapshotFile
{
    const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Writes the file, then removes the older ones of its kind and what killed processes left.</summary>
    /// <param name="path">Where it is to stand; its ending is its kind.</param>
    /// <param name="write">Writes the content.</param>
    /// <returns>False when the disk does not take it. What it is a copy of is published: the next run reads the
    /// table.</returns>
    public static bool Replace(string path, Action<Stream> write)
    {
        try
        {
            Write(path, write);
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    static void Write(string path, Action<Stream> write)
    {
        var folder = Path.GetDirectoryName(path)!;
        Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);
        // Another process may be writing the same version.
        var part = $"{path}.{Guid.NewGuid():N}.part";
        try
        {
            using (var file = new FileStream(part, new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                BufferSize = 0,
                UnixCreateMode = OwnerOnly,
            }))
            {
                write(file);
            }

            File.Move(part, path, overwrite: true);
        }
        finally
        {
            File.Delete(part);
        }

        var older = Directory.GetFiles(folder, "*" + Path.GetExtension(path)).Where(f => f != path);
        foreach (var old in older.Concat(LeftParts(folder)))
        {
            File.Delete(old);
        }
    }

    /// <summary>Parts of more than an hour; a younger one may still be being written.</summary>
    static IEnumerable<string> LeftParts(string folder) => Directory.GetFiles(folder, "*.part")
        .Where(f => File.GetLastWriteTimeUtc(f) < DateTime.UtcNow.AddHours(-1));
}
