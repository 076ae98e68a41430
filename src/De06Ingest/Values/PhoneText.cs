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

    static readonly HashSet<string> Labels = [.. LabelWords.Split(' ')];

    /// <summary>Behind these stands an extension, which is no part of the number.</summary>
    static readonly string[] ExtensionWords = [" ext", " may le", " nhanh", " so le", " noi bo"];

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
        if (Groups(CutExtension(text), ref repairs) is { } groups)
        {
            PartTwins(groups);
            Split(groups, repairs, found);
        }

        return found;
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
        if (ScientificText.TryRead(text, out var scientific))
        {
            return scientific is { } exact
                ? PhoneDigits.Parse(exact.ToString(), false, repairs | Repairs.Scientific)
                : Bad("phone-lossy");
        }

        text = ScientificText.DropFloatSuffix(text, ref repairs);
        var groups = Groups(CutExtension(text), ref repairs);
        return groups is null ? Bad("phone-characters") : OfGroups(groups, repairs);
    }

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
        for (var end = 1; end < groups.Count; end++)
        {
            var first = OfRun(groups[..end], repairs);
            if (!first.IsValue)
            {
                continue;
            }

            found.Add(first);
            var rest = groups[end..];
            var last = OfRun(rest, repairs);
            if (last.IsValue)
            {
                found.Add(last);
                return true;
            }

            if (Split(rest, repairs, found))
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
            if (run.AsSpan().ContainsAnyInRange('0', '9') || run is "+")
            {
                if (!TryDigits(run, groups, ref repairs))
                {
                    return null;
                }
            }
            else if (char.IsLetter(run[0]))
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

    static string CutExtension(string text)
    {
        foreach (var word in ExtensionWords)
        {
            var at = text.IndexOf(word, StringComparison.Ordinal);
            if (at > 8)
            {
                return text[..at];
            }
        }

        return text;
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
        return isCard || isPersonalId || text.Contains('@', StringComparison.Ordinal) || IsDate(text);
    }

    static bool IsDate(string text)
    {
        var parts = text.Split('/', '-', '.');
        return parts.Length == 3 && parts[0].Length is 1 or 2 && parts[1].Length is 1 or 2
            && parts[2].Length >= 4 && parts[2][..2] is "19" or "20"
                && (parts[2].Length == 4 || parts[2][4] is ' ' or 't');
    }

    static bool IsSeparator(char one) => " .,-/\\'_:;()[]|&\n\"=".Contains(one, StringComparison.Ordinal);

    static Parsed<PhoneNumber> Bad(string fault) => Parsed<PhoneNumber>.Bad(fault);
}
