using System.Buffers;

namespace De06Ingest.Intake.Pull;

/// <summary>
/// Secrets from systemd's credentials folder, from the file that <c>NAME_FILE</c> names, or from the variable
/// <c>NAME</c>, read anew each time, so that a token can be changed without a restart.
/// </summary>
sealed class Secrets : ISecrets
{
    static readonly SearchValues<char> NameLetters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    public string? Get(string name)
    {
        if (name.AsSpan().ContainsAnyExcept(NameLetters))
        {
            return null;
        }

        var folder = Environment.GetEnvironmentVariable("CREDENTIALS_DIRECTORY");
        var path = folder is not null && File.Exists(Path.Combine(folder, name))
            ? Path.Combine(folder, name)
            : Environment.GetEnvironmentVariable(name + "_FILE");
        return (path is not null ? File.ReadAllText(path) : Environment.GetEnvironmentVariable(name))?.Trim();
    }
}
