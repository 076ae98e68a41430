using De06Ingest.Matching.Comparing;

namespace De06Ingest.Units;

/// <summary>The kinds of units that stand before their names: xã, phường, huyện, …, in full or short.</summary>
static class UnitKinds
{
    /// <summary>Plain, with a space on both sides.</summary>
    public static readonly string[] Communes = [" xa ", " phuong ", " thi tran ", " dac khu "];

    /// <inheritdoc cref="Communes"/>
    public static readonly string[] Districts = [" huyen ", " thi xa ", " thanh pho ", " quan "];

    static readonly string[] All =
        ["thanh pho", "thi tran", "thi xa", "dac khu", "phuong", "huyen", "quan", "tinh", "xa"];

    /// <summary>The kind at the head of a plain name; null when there is none.</summary>
    public static string? Of(string plain) =>
        Array.Find(All, kind => plain.StartsWith(kind, StringComparison.Ordinal)
            && plain.Length > kind.Length && plain[kind.Length] == ' ');

    /// <summary>A plain name without its kind.</summary>
    public static string Without(string plain) => Of(plain) is { } kind ? plain[(kind.Length + 1)..] : plain;

    /// <summary>A text in plain letters, with the kinds in full that people write short.</summary>
    public static string InFull(string text)
    {
        var words = PlainText.Of(text).Split(' ');
        for (var i = 0; i < words.Length - 1; i++)
        {
            words[i] = words[i] switch
            {
                "x" => "xa",
                "p" => "phuong",
                "tt" => "thi tran",
                "h" => "huyen",
                "q" => "quan",
                "tx" => "thi xa",
                "tp" => "thanh pho",
                var word => word,
            };
        }

        return string.Join(' ', words);
    }
}
