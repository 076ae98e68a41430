using System.Text.RegularExpressions;
using De06Ingest.Feeds;
using De06Ingest.Matching.Comparing;

namespace De06Ingest.Matching;

/// <summary>Two tables to two sides of a linkage: which attributes both have, and how each is compared.</summary>
/// <param name="feed">The sector's rows.</param>
/// <param name="reference">The set in which they are looked for.</param>
/// <param name="lastYear">No date lies behind this year.</param>
sealed partial class LinkAttributes(LinkTable feed, LinkTable reference, int lastYear)
{
    const int Sample = 2000;
    const double Most = 0.8;

    readonly Vocabulary texts = new();

    /// <summary>The attributes that both sides have, by name.</summary>
    public LinkData Data()
    {
        var comparisons = Shared().Select(s => Comparison(s.Attribute, s.Kind)).ToList();
        return new(feed.Keys.Count, reference.Keys.Count, TextComparison.Joined(comparisons));
    }

    IEnumerable<(string Attribute, LinkKind Kind)> Shared() =>
        from spec in reference.Attributes
        join other in feed.Attributes on spec.Attribute equals other.Attribute
        where HasValues(spec.Attribute)
        select (spec.Attribute, Kind(spec, other));

    bool HasValues(string attribute) =>
        feed.Cells(attribute).Any(c => PlainText.Of(c).Length > 0)
        && reference.Cells(attribute).Any(c => PlainText.Of(c).Length > 0);

    LinkKind Kind(LinkSpec spec, LinkSpec other)
    {
        var word = spec.Kind != "auto" ? spec.Kind : other.Kind;
        return LinkKinds.Words.TryGetValue(word, out var kind)
            ? kind
            : OfColumns(spec.Attribute, reference.Column(spec.Attribute), feed.Column(spec.Attribute));
    }

    LinkKind OfColumns(string attribute, ColumnSpec one, ColumnSpec other) => (one.Kind, other.Kind) switch
    {
        (ColumnKind.PersonalId, ColumnKind.PersonalId) => LinkKind.PersonalId,
        (ColumnKind.LegacyId, ColumnKind.LegacyId) => LinkKind.LegacyId,
        (ColumnKind.Phone, ColumnKind.Phone) => LinkKind.Phone,
        (ColumnKind.PersonName, ColumnKind.PersonName) => LinkKind.PersonName,
        (ColumnKind.BirthDate, ColumnKind.BirthDate) => LinkKind.BirthDate,
        (ColumnKind.Sex, ColumnKind.Sex) => LinkKind.Sex,
        (ColumnKind.Unit, ColumnKind.Unit) => LinkKind.Unit,
        (ColumnKind.Date or ColumnKind.BirthDate or ColumnKind.Timestamp, _) => LinkKind.Date,
        (ColumnKind.Code or ColumnKind.Boolean, _) => LinkKind.Code,
        _ => OfName(attribute) ?? OfValues(attribute),
    };

    /// <summary>What the name of the column says; only where the other half of the name has a column too.</summary>
    LinkKind? OfName(string attribute)
    {
        var all = reference.Attributes.Select(a => a.Attribute).ToList();
        return GivenName().IsMatch(attribute) && all.Exists(FamilyName().IsMatch) ? LinkKind.GivenName
            : FamilyName().IsMatch(attribute) && all.Exists(GivenName().IsMatch) ? LinkKind.FamilyName
            : null;
    }

    LinkKind OfValues(string attribute)
    {
        var cells = Filled(reference.Cells(attribute)).Concat(Filled(feed.Cells(attribute))).ToList();
        double Share(Regex form) => cells.Count(c => form.IsMatch(c)) / (double)cells.Count;
        return DateText.Share(cells, lastYear) >= Most ? LinkKind.Date
            : Share(Decimal()) >= Most && cells.Exists(c => c.AsSpan().ContainsAny('.', ',')) ? LinkKind.Number
            : Share(Signs()) >= Most ? LinkKind.Code
            : LinkKind.Text;
    }

    static IEnumerable<string> Filled(IReadOnlyList<string> cells)
    {
        // Spread over the file, which may be sorted.
        var step = Math.Max(1, cells.Count / Sample);
        return Enumerable.Range(0, cells.Count / step).Select(i => cells[i * step].Trim())
            .Where(c => PlainText.Of(c).Length > 0);
    }

    Comparison Comparison(string attribute, LinkKind kind)
    {
        var column = Column(attribute, kind);
        return kind switch
        {
            LinkKind.GivenName or LinkKind.FamilyName or LinkKind.Text =>
                new TextComparison(attribute, kind, column),
            LinkKind.Date or LinkKind.BirthDate => new DateComparison(attribute, kind, column),
            LinkKind.PersonName => new PersonNameComparison(attribute, column),
            _ => new CodeComparison(attribute, kind, column),
        };
    }

    ValueColumn Column(string attribute, LinkKind kind)
    {
        var (left, right) = (feed.Cells(attribute), reference.Cells(attribute));
        if (kind is LinkKind.Date or LinkKind.BirthDate)
        {
            var (inFeed, inReference) = (new DateText(left, lastYear), new DateText(right, lastYear));
            var dates = new Vocabulary();
            int[] one = [.. left.Select(c => dates.Number(inFeed.Of(c)))];
            int[] other = [.. right.Select(c => dates.Number(inReference.Of(c)))];
            return new(dates, one, other);
        }

        return kind switch
        {
            LinkKind.GivenName or LinkKind.FamilyName => ValueColumn.Of(texts, left, right, PlainText.Of),
            LinkKind.Text => ValueColumn.Of(new Vocabulary(), left, right, PlainText.Of),
            LinkKind.PersonName => ValueColumn.Of(new Vocabulary(), left, right, text => text.Trim()),
            LinkKind.Number => ValueColumn.Of(new Vocabulary(), left, right, Amount),
            _ => ValueColumn.Of(new Vocabulary(), left, right, PlainText.Closed),
        };
    }

    /// <summary>A number without its unit and separators of thousands, the point before its decimals.</summary>
    static string Amount(string cell)
    {
        var number = NotOfNumber().Replace(cell, "").Trim('.', ',');
        var comma = number.LastIndexOf(',');
        var point = number.LastIndexOf('.');
        var isDecimalComma = comma > point && number.Length - comma != 4;
        return isDecimalComma
            ? number.Replace(".", "", StringComparison.Ordinal).Replace(',', '.')
            : number.Replace(",", "", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^(?:given|fore|first|f)_?(?:name)?s?\d?\z|given|forename|firstname", RegexOptions.IgnoreCase)]
    private static partial Regex GivenName();

    [GeneratedRegex(@"^(?:sur|last|family|l)_?(?:name)?s?\d?\z|surname|lastname|familyname", RegexOptions.IgnoreCase)]
    private static partial Regex FamilyName();

    [GeneratedRegex(@"^[^\d\w]*-?\d[\d ,]*(?:[.,]\d+)?\s*\D{0,4}\z")]
    private static partial Regex Decimal();

    /// <summary>Mostly digits and signs, no words.</summary>
    [GeneratedRegex(@"^(?=.*\d)(?!.*\p{L}{3})[\p{L}\d\-./ ()+#]{1,24}\z")]
    private static partial Regex Signs();

    [GeneratedRegex(@"[^\d.,\-]")]
    private static partial Regex NotOfNumber();
}
