namespace De06Ingest.Synthetic.People;

/// <summary>
/// Mobile numbers from blocks that are allotted without doubt. A number is kept as its nine national digits.
/// </summary>
static class PhoneBlocks
{
    // Three digits after the zero; the doubtful new blocks (030, 031, 051, 095, 0990, 0998) stay out.
    static readonly int[] Blocks =
    [
        .. Tens(32, 39), .. Tens(56, 56), .. Tens(58, 59), .. Tens(70, 70), .. Tens(76, 79), .. Tens(81, 88),
        .. Enumerable.Range(896, 4), .. Tens(90, 94), .. Tens(96, 98), .. Enumerable.Range(993, 4),
    ];

    // New prefix to the one of before 15 September 2018; the last seven digits stayed.
    static readonly Dictionary<int, int> Before2018 = new()
    {
        [70] = 120, [79] = 121, [77] = 122, [76] = 126, [78] = 128,
        [83] = 123, [84] = 124, [85] = 125, [81] = 127, [82] = 129,
        [32] = 162, [33] = 163, [34] = 164, [35] = 165, [36] = 166, [37] = 167, [38] = 168, [39] = 169,
        [56] = 186, [58] = 188, [59] = 199,
    };

    // Prime, and larger than the number of blocks: so slot to number is one to one.
    const long Step = 179_424_673;

    /// <summary>The number of a slot: different slots below 300 million have different numbers.</summary>
    public static int Number(long slot, ulong seed)
    {
        var all = Blocks.Length * 1_000_000L;
        var place = (((slot % all) * Step) + (long)(seed % 1_000_003) * 331) % all;
        var number = (Blocks[place / 1_000_000] * 1_000_000) + (int)(place % 1_000_000);

        // These two are what people write when they have no number, and count as placeholders.
        return number is 987654321 or 912345678 ? number + 1 : number;
    }

    /// <summary>The ten digits in use, such as 0912345678.</summary>
    public static string Text(int number) => "0" + number.ToString("D9");

    /// <summary>The eleven digits of before 2018, or null when the prefix did not change.</summary>
    public static string? OldText(int number) =>
        Before2018.TryGetValue(number / 10_000_000, out var old) ? $"0{old}{number % 10_000_000:D7}" : null;

    static IEnumerable<int> Tens(int from, int to) => Enumerable.Range(from * 10, (to - from + 1) * 10);
}
