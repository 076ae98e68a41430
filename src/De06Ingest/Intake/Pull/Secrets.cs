using System.Buffers;

namespace De06Ingest.Intake.Pull;

/// <summary>
/// Secrets from the folder that <c>De06__Secrets</c> names, from systemd's credentials folder, from the file that
/// <c>NAME_FILE</c> names, or from the variable <c>NAME</c>, read anew each time, so that a token can be changed
/// without a restart.
/// </summary>
/// <param name="variable">Reads a variable of the environment; null for the real one.</param>
sealed class Secrets(Func<string, string?>? variable = null) : ISecrets
{
    static readonly SearchValues<char> NameLetters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    readonly Func<string, string?> variable = variable ?? Environment.GetEnvironmentVariable;

    public string? Get(string name)
    {
        if (name.AsSpan().ContainsAnyExcept(NameLetters))
        {
            return null;
        }

        var path = InFolder("De06__Secrets", name) ?? InFolder("CREDENTIALS_DIRECTORY", name)
            ?? variable(name + "_FILE");
        return (path is not null ? File.ReadAllText(path) : variable(name))?.Trim();
    }

    string? InFolder(string setting, string name) =>
        variable(setting) is { Length: > 0 } folder && File.Exists(Path.Combine(folder, name))
            ? Path.Combine(folder, name)
            : null;
}
