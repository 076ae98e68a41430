using System.Text;

namespace De06Ingest.Values;

/// <summary>The slow way into a phone cell: labels, separators, names in brackets, two numbers, what is no
/// phone.</summary>
static class PhoneText
{
    /// <summary>Words that may stand against the digits without a space.</summary>
    const string LabelWords =
        "tel dt dtdd sdt dd di dong dien thoai phone mobile mob cell fax hotline zalo viber so nr nha cq cd co dinh "
        + "ban may lh lien he hp vn";

    /// <summary>The shortest row of one digit that stands for a number that is not there.</summary>
    const int LeastFiller = 9;

    static readonly HashSet<string> Labels = [.. LabelWords.Split(' ')];

    /// <summary>Signs that part two numbers and never stand within one.</summary>
    static readonly char[] PartSigns = [';', ',', '/', '|', '\n', '&'];

    /// <summary>Behind these stands an extension, which is no part of the number.</summary>
    static readonly string[] ExtensionWords = ["ext", "may le", "nhanh", "so le", "le ", "ml ", "noi bo", "#"];

    /// <summary>Pictures of a telephone; the last two are halves of pairs.</summary>
    static readonly System.Buffers.SearchValues<char> PhoneSigns =
        System.Buffers.SearchValues.Create("☎☏✆\uD83D\uDCDE\uDCF1");

    public static Parsed<PhoneNumber> Parse(ReadOnlySpan<byte> utf8)
    {
        if (CellText.IsBlank(utf8))
        {
            return Parsed<PhoneNumber>.Empty;
        }

        if (utf8.Length > CellText.LongestCell)
        {
            return Bad("phone-characters");
        }

        var text = Text(utf8, out var repairs);
        if (CellText.MeansNothing(text))
        {
            return Parsed<PhoneNumber>.Empty;
        }

        return Refused(text) is { } fault ? Bad(fault) : OfText(text, repairs);
    }

    /// <summary>What shows at once that the text is no whole phone number.</summary>
    static string? Refused(string text)
    {
        if (text.AsSpan().IndexOfAny("*•●×") >= 0 || text.Contains("xx", StringComparison.Ordinal)
            || text.Contains("##", StringComparison.Ordinal))
        {
            return "phone-masked";
        }

        return IsOtherIdentifier(text) ? "phone-not-a-phone" : null;
    }

    /// <summary>The numbers of a cell that holds several.</summary>
    public static List<Parsed<PhoneNumber>> ParseAll(ReadOnlySpan<byte> utf8)
    {
        var text = Text(utf8, out var repairs);
        text = ScientificText.DropFloatSuffix(text, ref repairs);
        var found = new List<Parsed<PhoneNumber>>();
        text = WithoutFillers(text, ref repairs);
        if (Groups(CutExtension(text, ref repairs), ref repairs) is { } groups)
        {
            PartTwins(groups);
            Split(groups, repairs, found);
        }

        if (found.Count == 0)
        {
            found.AddRange(Readable(text, repairs));
        }

        return [.. found.DistinctBy(number => number.Value)];
    }

    /// <summary>Two numbers of ten digits without anything between them, each with its zero.</summary>
    static void PartTwins(List<string> groups)
    {
        if (groups is [{ Length: 20 } both] && both[0] == '0' && both[10] == '0')
        {
            groups[0] = both[..10];
            groups.Add(both[10..]);
        }
    }

    static string Text(ReadOnlySpan<byte> utf8, out Repairs repairs) =>
        CellText.Ascii(utf8, out repairs).Trim('"', '=', '\'', ' ', ';', ',');

    static Parsed<PhoneNumber> OfText(string text, Repairs repairs)
    {
        if (ScientificText.TryRead(ScientificText.Unlabelled(text, ref repairs), out var scientific))
        {
            return scientific is { } exact
                ? PhoneDigits.Parse(exact.ToString(), false, repairs | Repairs.Scientific)
                : Bad("phone-lossy");
        }

        text = WithoutFillers(ScientificText.DropFloatSuffix(text, ref repairs), ref repairs);
        var groups = Groups(CutExtension(text, ref repairs), ref repairs);
        var parsed = groups is null ? Bad("phone-characters") : OfGroups(groups, repairs);
        return parsed.IsValue || Readable(text, repairs) is not [var first, ..]
            ? parsed
            : first with { Repairs = first.Repairs | Repairs.FirstOfSeveral };
    }

    /// <summary>0912000123; 0712000123: of parts that each have the length of a whole number, those that are phones.
    /// A shorter part may be the end of another number and leaves the cell unread.</summary>
    static List<Parsed<PhoneNumber>> Readable(string text, Repairs repairs)
    {
        var found = new List<Parsed<PhoneNumber>>();
        var pieces = text.Split(PartSigns);
        foreach (var piece in pieces.Length < 2 ? [] : pieces)
        {
            var ofPiece = repairs;
            if (Groups(piece, ref ofPiece) is not { Count: > 0 } groups
                || groups.Sum(group => group.Length) is < LeastFiller or > PersonalId.Length)
            {
                return [];
            }

            if (!IsOtherIdentifier(piece.Trim()) && OfRun(groups, ofPiece) is { IsValue: true } number)
            {
                found.Add(number);
            }
        }

        return found;
    }

    /// <summary>0912000123; 0000000000: what was typed to fill the place of a second number is no number.</summary>
    static string WithoutFillers(string text, ref Repairs repairs)
    {
        var pieces = text.Split(PartSigns);
        var kept = pieces.Length < 2 ? [] : Array.FindAll(pieces, piece => !IsFiller(piece.Trim()));
        if (kept.Length == pieces.Length || kept.Length == 0)
        {
            return text;
        }

        repairs |= Repairs.FirstOfSeveral;
        return string.Join(';', kept);
    }

    static bool IsFiller(string piece) => piece is "0" || (piece.Length >= LeastFiller
        && char.IsAsciiDigit(piece[0]) && piece.AsSpan().IndexOfAnyExcept(piece[0]) < 0);

    static Parsed<PhoneNumber> OfGroups(List<string> groups, Repairs repairs)
    {
        if (groups.Count == 0)
        {
            return Bad("phone-not-a-phone");
        }

        PartTwins(groups);
        var whole = OfRun(groups, repairs);
        if (whole.IsValue || groups.Count == 1)
        {
            return whole;
        }

        var found = new List<Parsed<PhoneNumber>>();
        return Split(groups, repairs, found)
            ? found[0] with { Repairs = found[0].Repairs | Repairs.FirstOfSeveral }
            : whole;
    }

    /// <summary>The groups as full numbers one after another, however each is spaced; every group must be
    /// used.</summary>
    static bool Split(List<string> groups, Repairs repairs, List<Parsed<PhoneNumber>> found)
    {
        var count = found.Count;
        if (OfRun(groups, repairs) is { IsValue: true } whole)
        {
            found.Add(whole);
            return true;
        }

        for (var end = 1; end < groups.Count; end++)
        {
            var first = OfRun(groups[..end], repairs);
            if (!first.IsValue)
            {
                continue;
            }

            found.Add(first);
            if (Split(groups[end..], repairs, found))
            {
                return true;
            }

            found.RemoveRange(count, found.Count - count);
        }

        return false;
    }

    static Parsed<PhoneNumber> OfRun(List<string> groups, Repairs repairs)
    {
        var digits = string.Concat(groups);
        var plus = digits[0] == '+';
        digits = plus ? digits[1..] : digits;
        return digits.Contains('+', StringComparison.Ordinal)
            ? Bad("phone-characters")
            : PhoneDigits.Parse(digits, plus, repairs);
    }

    /// <summary>The runs of digits, a + kept before its run; null when something else is mixed in.</summary>
    static List<string>? Groups(string text, ref Repairs repairs)
    {
        var groups = new List<string>();
        for (var i = 0; i < text.Length;)
        {
            var run = RunAt(text, i);
            i += run.Length;
            if (IsOrdinal(run, text, i))
            {
                repairs |= Repairs.Label;
            }
            else if (run.AsSpan().ContainsAnyInRange('0', '9') || run is "+" || IsZeros(run))
            {
                if (!TryDigits(run, groups, ref repairs))
                {
                    return null;
                }
            }
            else if (char.IsLetter(run[0]) || PhoneSigns.Contains(run[0]))
            {
                repairs |= Repairs.Label;
            }
            else if (!IsSeparator(run[0]))
            {
                return null;
            }
        }

        return groups;
    }

    /// <summary>A group of letters O, as in 0912 ooo 123; a single one may be a word.</summary>
    static bool IsZeros(string run) => run.Length > 1 && run.AsSpan().IndexOfAnyExcept('o') < 0;

    /// <summary>ĐT1: and 2) before a number say which of several it is.</summary>
    static bool IsOrdinal(string run, string text, int next) => run[^1] is >= '1' and <= '3'
        && next < text.Length && text[next] is ':' or ')' && (run.Length == 1 || Labels.Contains(run[..^1]));

    /// <summary>Letters and digits that stand together, or one other character; a + belongs to what follows.</summary>
    static string RunAt(string text, int start)
    {
        var end = start + 1;
        if (char.IsLetterOrDigit(text[start]) || text[start] == '+')
        {
            while (end < text.Length && char.IsLetterOrDigit(text[end]))
            {
                end++;
            }
        }

        return text[start..end];
    }

    static bool TryDigits(string run, List<string> groups, ref Repairs repairs)
    {
        var digits = new StringBuilder();
        for (var i = 0; i < run.Length; i++)
        {
            var word = WordAt(run, i);
            if (char.IsAsciiDigit(run[i]) || (run[i] == '+' && i == 0))
            {
                digits.Append(run[i]);
            }
            else if (word.Length > 0 && word.All(one => one == 'o'))
            {
                repairs |= Repairs.LetterO;
                digits.Append('0', word.Length);
                i += word.Length - 1;
            }
            else if (Labels.Contains(word))
            {
                repairs |= Repairs.Label;
                i += word.Length - 1;
            }
            else
            {
                return false;
            }
        }

        AddGroup(digits.ToString(), groups);
        return true;
    }

    static void AddGroup(string digits, List<string> groups)
    {
        if (groups.Count > 0 && groups[^1] == "+")
        {
            groups[^1] = "+" + digits;
        }
        else if (digits.Length > 0)
        {
            groups.Add(digits);
        }
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

    static string CutExtension(string text, ref Repairs repairs)
    {
        var from = Math.Min(LeastFiller, text.Length);
        var at = ExtensionWords.Select(word => text.IndexOf(word, from, StringComparison.Ordinal))
            .FirstOrDefault(place => place >= LeastFiller && !char.IsAsciiLetter(text[place - 1]), ExtensionSign(text));
        if (at < LeastFiller)
        {
            return text;
        }

        repairs |= Repairs.Label;
        return text[..at];
    }

    /// <summary>Where an x with up to five digits behind it ends the cell, as in 02553822123 x101.</summary>
    static int ExtensionSign(string text)
    {
        var at = text.LastIndexOf('x');
        return at > LeastFiller && text[at - 1] == ' ' && text.Length - at is > 1 and <= 6
            && text.AsSpan(at + 1).IndexOfAnyExceptInRange('0', '9') < 0
            ? at
            : -1;
    }

    /// <summary>A health insurance card, a personal id or a date that slipped into the column.</summary>
    static bool IsOtherIdentifier(string text)
    {
        var plain = text.Replace(" ", "", StringComparison.Ordinal);
        var isCard = plain.Length == 15 && char.IsAsciiLetter(plain[0]) && char.IsAsciiLetter(plain[1])
            && plain.AsSpan(2).IndexOfAnyExceptInRange('0', '9') < 0;
        var isPersonalId = plain.Length == PersonalId.Length && plain[0] == '0'
            && !plain.StartsWith("00", StringComparison.Ordinal)
            && plain.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0;
        return isCard || isPersonalId || text.Contains('@', StringComparison.Ordinal)
            || CellText.IsDate(text);
    }

    static bool IsSeparator(char one) => " .,-/\\'_:;()[]|&\n\"=·".Contains(one, StringComparison.Ordinal);

    static Parsed<PhoneNumber> Bad(string fault) => Parsed<PhoneNumber>.Bad(fault);
}
