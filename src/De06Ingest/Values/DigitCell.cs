namespace De06Ingest.Values;

/// <summary>What the cell of a number turned out to be.</summary>
enum DigitCellKind : byte
{
    Nothing,
    Digits,

    /// <summary>More digits than any of our numbers has; several numbers perhaps.</summary>
    TooLong,
    Masked,

    /// <summary>Scientific notation that has lost digits: they cannot be guessed.</summary>
    Lossy,
    Characters,
}

/// <summary>The digits of a cell that holds an identifier or a code, with the habits of spreadsheets undone.</summary>
/// <param name="Number">The digits as a number; <paramref name="Count"/> says how many there were.</param>
/// <param name="Text">The cell in ASCII when the slow way was taken, for a second look at a long cell.</param>
readonly record struct DigitCell(DigitCellKind Kind, long Number, int Count, Repairs Repairs, string? Text = null)
{
    const int MostDigits = 18;

    /// <summary>Words that stand beside an identifier and say what it is.</summary>
    const string LabelWords =
        "so ma cccd cmnd cmt cmtnd cmnddt cc can cuoc cong dan dinh danh ca nhan sddcn ddcn dd id gcmnd "
        + "giay to the chung minh thu cu moi va hoac khong co chua gan chip scccd scmnd no bhxh ms msbhxh "
        + "sbhxh bao hiem xa hoi mst thue";

    const int FewestDigits = 8;

    static readonly HashSet<string> Labels = [.. LabelWords.Split(' ')];

    static readonly string[] IssueWords = ["cap ngay", "ngay cap", "noi cap", "do ca ", "cap tai"];

    /// <summary>True when the digits began with a zero, which no spreadsheet number does.</summary>
    public bool LeadingZero => Count > 0 && Number < Digits.PowerOfTen(Count - 1);

    /// <summary>Reads plain digits at once and everything else the slow way.</summary>
    public static DigitCell Read(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length is > 0 and <= MostDigits && Digits.TryRead(utf8, out var number))
        {
            return new(DigitCellKind.Digits, number, utf8.Length, Repairs.None);
        }

        if (CellText.IsBlank(utf8))
        {
            return default;
        }

        return utf8.Length > CellText.LongestCell
            ? new(DigitCellKind.Characters, 0, 0, Repairs.None)
            : ReadOdd(CellText.Ascii(utf8, out var repairs), repairs);
    }

    /// <summary>The same for text that <see cref="CellText.Ascii"/> made.</summary>
    public static DigitCell ReadOdd(string text, Repairs repairs)
    {
        text = text.Trim(' ', '"', '=', '\'', ',', ';', '.', '\n');
        if (CellText.MeansNothing(text))
        {
            return default;
        }

        if (text.AsSpan().IndexOfAny("*•●×") >= 0 || text.Contains("xx", StringComparison.Ordinal))
        {
            return new(DigitCellKind.Masked, 0, 0, repairs);
        }

        if (ScientificText.TryRead(ScientificText.Unlabelled(text, ref repairs), out var scientific))
        {
            return scientific is { } exact
                ? new(DigitCellKind.Digits, exact, Digits.CountOf(exact), repairs | Repairs.Scientific)
                : new(DigitCellKind.Lossy, 0, 0, repairs);
        }

        text = ScientificText.DropFloatSuffix(text, ref repairs);
        return ScientificText.IsFraction(text) || CellText.IsDate(text)
            ? new(DigitCellKind.Characters, 0, 0, repairs)
            : Gather(CutIssue(text, ref repairs), repairs);
    }

    /// <summary>051…, cấp ngày 10/05/2021 tại …: what is said of the card behind its number.</summary>
    static string CutIssue(string text, ref Repairs repairs)
    {
        foreach (var words in IssueWords)
        {
            var at = text.IndexOf(words, StringComparison.Ordinal);
            if (at >= FewestDigits)
            {
                repairs |= Repairs.Label;
                return text[..at];
            }
        }

        return text;
    }

    static DigitCell Gather(string text, Repairs repairs)
    {
        long number = 0;
        var count = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsAsciiDigit(text[i]) || IsLetterForZero(text, i))
            {
                repairs |= text[i] == 'o' ? Repairs.LetterO : Repairs.None;
                count++;
                number = count > MostDigits ? number : (number * 10) + (text[i] == 'o' ? 0 : text[i] - '0');
            }
            else if (char.IsAsciiLetter(text[i]))
            {
                var word = WordAt(text, i);
                if (!Labels.Contains(word))
                {
                    return new(DigitCellKind.Characters, 0, 0, repairs);
                }

                repairs |= Repairs.Label;
                i += word.Length - 1;
            }
            else if (!IsSeparator(text[i]))
            {
                return new(DigitCellKind.Characters, 0, 0, repairs);
            }
            else
            {
                repairs |= Repairs.Separators;
            }
        }

        return Sum(number, count, repairs, text);
    }

    static DigitCell Sum(long number, int count, Repairs repairs, string text) => count switch
    {
        0 => new(DigitCellKind.Characters, 0, 0, repairs),
        > MostDigits => new(DigitCellKind.TooLong, 0, count, repairs, text),
        _ => new(DigitCellKind.Digits, number, count, repairs, text),
    };

    /// <summary>An o that touches a digit, directly or through other o's, or another o, and no other letter.</summary>
    static bool IsLetterForZero(string text, int at)
    {
        if (text[at] != 'o')
        {
            return false;
        }

        int first = at, last = at;
        while (first > 0 && text[first - 1] == 'o')
        {
            first--;
        }

        while (last < text.Length - 1 && text[last + 1] == 'o')
        {
            last++;
        }

        var before = first > 0 ? text[first - 1] : ' ';
        var after = last < text.Length - 1 ? text[last + 1] : ' ';
        return !char.IsAsciiLetter(before) && !char.IsAsciiLetter(after)
            && (last > first || char.IsAsciiDigit(before) || char.IsAsciiDigit(after));
    }

    static string WordAt(string text, int start)
    {
        var end = start;
        while (end < text.Length && char.IsAsciiLetter(text[end]))
        {
            end++;
        }

        return text[start..end];
    }

    static bool IsSeparator(char one) => " .,-/\\'_:;()[]|&·\n\"=".Contains(one, StringComparison.Ordinal);
}
