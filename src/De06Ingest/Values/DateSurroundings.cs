using System.Text.RegularExpressions;

namespace De06Ingest.Values;

/// <summary>What people and programs write around a date that says nothing about the day itself: the day of the week,
/// "không rõ ngày tháng", the zone of an XML date.</summary>
static partial class DateSurroundings
{
    /// <summary>The text of <see cref="CellText.Ascii"/> without them; most texts come back as they are.</summary>
    public static string Drop(string text)
    {
        if (text.Length > 10 && char.IsAsciiDigit(text[0]) && char.IsAsciiDigit(text[2]))
        {
            text = XmlDate().Replace(BasicIso().Replace(text, "$1$2"), "$1");
        }

        if (!text.AsSpan().ContainsAnyInRange('a', 'z'))
        {
            return text;
        }

        var bare = Born().Replace(EnglishWeekday().Replace(Weekday().Replace(text, ""), ""), "");
        bare = UnknownDay().Replace(bare, " ").Trim(' ', ',');
        return bare.AsSpan().ContainsAnyInRange('0', '9') ? bare : text;
    }

    /// <summary>1962-03-05+07:00: a date without a time has the day that is written, in whatever zone.</summary>
    [GeneratedRegex(@"^(\d{4}-\d\d-\d\d)(z|[+-]\d\d:\d\d)$")]
    private static partial Regex XmlDate();

    /// <summary>19620305T000000, as calendars and web services write it.</summary>
    [GeneratedRegex(@"^(\d{8})[t ](\d{4}|\d{6})$")]
    private static partial Regex BasicIso();

    [GeneratedRegex(@"^(thu (hai|ba|tu|nam|sau|bay|[2-7])|t[2-7]|chu nhat|cn)\s*,?\s*(?=(ngay )?\d{1,2}\D)")]
    private static partial Regex Weekday();

    [GeneratedRegex(@"^(mon|tues?|wed(nes)?|thu(rs?)?|fri|sat(ur)?|sun)(day)?,?\s+(?=\d{1,2}\D|[a-z]{3})")]
    private static partial Regex EnglishWeekday();

    /// <summary>S.N. 1944: sinh năm, năm sinh.</summary>
    [GeneratedRegex(@"^(s\. ?n|n\. ?s)\b\.?:?")]
    private static partial Regex Born();

    /// <summary>Không rõ ngày, tháng; không nhớ ngày. A month that is given stays.</summary>
    [GeneratedRegex(
        @"\(?\s*(khong|chua|ko) (ro|nho|biet|xac dinh)( duoc)? ngay( sinh)?"
        + @"(\s*(,|va|/|-)?\s*thang(?!\s*\d))?( sinh)?\s*\)?")]
    private static partial Regex UnknownDay();
}
