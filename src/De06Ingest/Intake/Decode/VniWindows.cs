namespace De06Ingest.Intake.Decode;

/// <summary>VNI-Windows, in the south until about 2005: a base letter and a second byte for its marks, each in small
/// and capital.</summary>
/// <remarks>đ, ơ, ư, ỵ and the i with a tone have one byte of their own; ơ and ư take a tone behind it.</remarks>
static class VniWindows
{
    /// <summary>Bytes of small letters; a capital's is 20 lower.</summary>
    const int CaseDistance = 0x20;

    /// <summary>The letter for a base and the byte behind it; 0 for pairs that are none.</summary>
    static readonly char[] Pairs = BuildPairs();

    static readonly char[] Singles = BuildSingles();

    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        var text = new char[bytes.Length];
        var count = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            var pair = i + 1 < bytes.Length ? Pairs[(bytes[i] << 8) | bytes[i + 1]] : '\0';
            if (pair != '\0')
            {
                text[count++] = pair;
                i++;
            }
            else
            {
                text[count++] = Singles[bytes[i]];
            }
        }

        return new string(text, 0, count);
    }

    static char[] BuildPairs()
    {
        var pairs = new char[0x10000];
        const string tones = "\u00F8\u00F9\u00FB\u00F5\u00EF";
        AddRow(pairs, 'a', tones, "àáảãạ");
        AddRow(pairs, 'a', "\u00E2\u00E0\u00E1\u00E5\u00E3\u00E4", "âầấẩẫậ");
        AddRow(pairs, 'a', "\u00EA\u00E8\u00E9\u00FA\u00FC\u00EB", "ăằắẳẵặ");
        AddRow(pairs, 'e', tones, "èéẻẽẹ");
        AddRow(pairs, 'e', "\u00E2\u00E0\u00E1\u00E5\u00E3\u00E4", "êềếểễệ");
        AddRow(pairs, 'o', tones, "òóỏõọ");
        AddRow(pairs, 'o', "\u00E2\u00E0\u00E1\u00E5\u00E3\u00E4", "ôồốổỗộ");
        AddRow(pairs, 'u', tones, "ùúủũụ");
        AddRow(pairs, 'y', "\u00F8\u00F9\u00FB\u00F5", "ỳýỷỹ");
        AddRow(pairs, '\u00F4', tones, "ờớởỡợ");
        AddRow(pairs, '\u00F6', tones, "ừứửữự");
        return pairs;
    }

    /// <summary>In words of capitals both bytes are capital; a capital with a small mark occurs and is read too.
    /// </summary>
    static void AddRow(char[] pairs, char letter, string marks, string results)
    {
        for (var i = 0; i < marks.Length; i++)
        {
            var capital = char.ToUpperInvariant(results[i]);
            pairs[(letter << 8) | marks[i]] = results[i];
            pairs[((letter - CaseDistance) << 8) | (marks[i] - CaseDistance)] = capital;
            pairs[((letter - CaseDistance) << 8) | marks[i]] = capital;
        }
    }

    static char[] BuildSingles()
    {
        var singles = new char[256];
        for (var i = 0; i < 256; i++)
        {
            singles[i] = LegacyText.Shown((byte)i);
        }

        foreach (var (code, letter) in ((int, char)[])
            [(0xF1, 'đ'), (0xF4, 'ơ'), (0xF6, 'ư'), (0xEC, 'ì'), (0xED, 'í'), (0xE6, 'ỉ'), (0xF3, 'ĩ'), (0xF2, 'ị'),
            (0xEE, 'ỵ')])
        {
            singles[code] = letter;
            singles[code - CaseDistance] = char.ToUpperInvariant(letter);
        }

        return singles;
    }
}
