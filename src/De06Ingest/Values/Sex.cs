namespace De06Ingest.Values;

/// <summary>Giới tính, as the product stores it; the sources' own digits contradict one another.</summary>
enum Sex : byte
{
    Unknown = 0,
    Male = 1,
    Female = 2,
    Other = 3,
}

/// <summary>Reads the words for a sex. Digits are left to the contracts: 0 is female here and nothing there.</summary>
static class SexWords
{
    const int LongestWord = 48;

    /// <summary>True for Nam, Nữ, Khác, male, female, other, M and F, in any case and Unicode form.</summary>
    public static bool TryParse(ReadOnlySpan<byte> utf8, out Sex sex)
    {
        sex = utf8 switch
        {
            [(byte)'N' or (byte)'n', (byte)'a' or (byte)'A', (byte)'m' or (byte)'M'] => Sex.Male,
            [(byte)'N' or (byte)'n', 0xE1, 0xBB, 0xAE or 0xAF] => Sex.Female,
            _ => Sex.Unknown,
        };
        if (sex == Sex.Unknown && !utf8.IsEmpty && utf8.Length <= LongestWord)
        {
            sex = OfWord(CellText.Ascii(utf8, out _).TrimEnd('.'));
        }

        return sex != Sex.Unknown;
    }

    static Sex OfWord(string word) => word switch
    {
        "nam" or "nam gioi" or "male" or "m" => Sex.Male,
        "nu" or "nu gioi" or "female" or "f" => Sex.Female,
        "khac" or "other" => Sex.Other,
        _ => Sex.Unknown,
    };
}
