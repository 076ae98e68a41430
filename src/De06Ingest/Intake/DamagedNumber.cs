using System.Text.RegularExpressions;
using De06Ingest.Matching.Comparing;

namespace De06Ingest.Intake;

/// <summary>What is left of a number that was masked, cut, mistyped or lost its zeros.</summary>
static partial class DamagedNumber
{
    /// <summary>Fewer letters and digits tell nothing.</summary>
    const int FewestSigns = 4;
    const int MostSlips = 2;

    /// <summary>False when the two cannot be of one number.</summary>
    public static bool MayBeOne(string one, string other)
    {
        var (left, right) = (Parts(one), Parts(other));
        if (left.Sum(p => p.Length) < FewestSigns || right.Sum(p => p.Length) < FewestSigns
            || Scientific().IsMatch(one) || Scientific().IsMatch(other))
        {
            return true;
        }

        return left.Length > 1 || right.Length > 1
            ? Begin(left[0], right[0]) && End(left[^1], right[^1])
            : Begin(left[0], right[0]) || End(left[0], right[0])
                || TextDistance.Edits(left[0], right[0]) <= MostSlips;
    }

    /// <summary>Letters and digits before, between and behind what is hidden.</summary>
    static string[] Parts(string text) =>
        [.. Hidden().Split(text).Select(
            part => string.Concat(part.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant())];

    static bool Begin(string one, string other) =>
        one.AsSpan().CommonPrefixLength(other) == Math.Min(one.Length, other.Length);

    static bool End(string one, string other) =>
        one.EndsWith(other, StringComparison.Ordinal) || other.EndsWith(one, StringComparison.Ordinal);

    [GeneratedRegex("[*•●×#…]+|[xX]{2,}")]
    private static partial Regex Hidden();

    /// <summary>A spreadsheet's number that has lost digits.</summary>
    [GeneratedRegex(@"\d[eE]\+?\d")]
    private static partial Regex Scientific();
}
