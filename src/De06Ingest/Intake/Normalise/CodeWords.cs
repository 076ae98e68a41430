using System.Runtime.CompilerServices;
using System.Text;
using De06Ingest.Feeds;

namespace De06Ingest.Intake.Normalise;

/// <summary>A contract's code list: the source's words, compared without case, Unicode form and outer space, and our
/// codes.</summary>
sealed class CodeWords
{
    static readonly ConditionalWeakTable<ColumnSpec, CodeWords> Known = [];

    readonly byte[][] words;
    readonly int[] targets;
    readonly List<string> codes;
    readonly byte[][] codeBytes;
    readonly Dictionary<string, int> folded;

    /// <summary>The words of this column; the numbering of the codes is the order of the contract.</summary>
    public static CodeWords Of(ColumnSpec column) => Known.GetValue(column, static c => new CodeWords(c.Codes));

    CodeWords(IReadOnlyDictionary<string, string> map)
    {
        codes = [.. map.Values.Distinct()];
        codeBytes = [.. codes.Select(c => Encoding.UTF8.GetBytes(c))];
        words = [.. map.Keys.Select(k => Encoding.UTF8.GetBytes(k.Trim().Normalize()))];
        targets = [.. map.Values.Select(code => codes.IndexOf(code))];
        folded = [];
        foreach (var (word, code) in map)
        {
            folded[Fold(word)] = codes.IndexOf(code);
        }

        // The code itself is always understood, so that an extract of ours reads back.
        foreach (var code in codes)
        {
            folded.TryAdd(Fold(code), codes.IndexOf(code));
        }
    }

    public bool IsEmpty => codes.Count == 0;

    /// <summary>Number of the code that this word stands for, or -1.</summary>
    public int Find(ReadOnlySpan<byte> text)
    {
        for (var i = 0; i < words.Length; i++)
        {
            if (text.SequenceEqual(words[i]))
            {
                return targets[i];
            }
        }

        return folded.Count > 0 && folded.TryGetValue(Fold(Encoding.UTF8.GetString(text)), out var code) ? code : -1;
    }

    public string Text(int code) => codes[code];

    public ReadOnlySpan<byte> Bytes(int code) => codeBytes[code];

    static string Fold(string word) => word.Trim().Normalize().ToLowerInvariant();
}
