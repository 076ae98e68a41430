namespace De06Ingest.Synthetic;

/// <summary>Options of the command line: pairs of a name and a value.</summary>
sealed class Arguments
{
    readonly Dictionary<string, string> _given = [];

    /// <exception cref="FormatException">Not a <paramref name="known"/> name, or one without a value.</exception>
    public Arguments(ReadOnlySpan<string> args, params string[] known)
    {
        for (var i = 0; i < args.Length; i += 2)
        {
            if (!known.Contains(args[i]) || i + 1 == args.Length)
            {
                throw new FormatException(
                    known.Contains(args[i]) ? $"option {args[i]} needs a value" : $"unknown option {args[i]}");
            }

            _given[args[i]] = args[i + 1];
        }
    }

    public string? Text(string name) => _given.GetValueOrDefault(name);

    public int Number(string name, int otherwise) => Text(name) is { } text ? int.Parse(text) : otherwise;

    public ulong Seed => Text("--seed") is { } text ? ulong.Parse(text) : 42;

    /// <summary>A share from 0 to 1, with a decimal point.</summary>
    public double Share(string name, double otherwise) => Text(name) is { } text
        ? double.Parse(text, System.Globalization.CultureInfo.InvariantCulture)
        : otherwise;
}
