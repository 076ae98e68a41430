namespace De06Ingest.Values;

/// <summary>Mã thẻ BHYT: two letters for the group of insured, a benefit level, two digits for the province, and ten
/// more.</summary>
/// <remarks>The ten are the social insurance code since August 2017; before, they were district, unit and serial, and
/// nothing in the number says which. Cards since April 2021 print the ten alone, systems keep all fifteen. The letters
/// are an open list. Prints masked.</remarks>
readonly record struct HealthCard
{
    public const int Length = 15;

    /// <summary>What stands before a card, a phrase before its own beginning.</summary>
    static readonly string[] LabelPhrases =
    [
        "ma so the bhyt", "so the bhyt", "ma the bhyt", "the bhyt so", "the bhyt", "ma the", "so the", "bhyt", "the",
    ];

    const int Letters = 2;
    const long TailSpan = 10_000_000_000;

    HealthCard(char first, char second, long digits) => (First, Second, Number) = (first, second, digits);

    public char First { get; }

    public char Second { get; }

    /// <summary>The thirteen digits behind the letters.</summary>
    public long Number { get; }

    /// <summary>Group of insured, such as DN, HT, TE.</summary>
    public string Group => string.Concat(First.ToString(), Second.ToString());

    /// <summary>1 to 5.</summary>
    public int BenefitLevel => (int)(Number / (100 * TailSpan));

    public int ProvinceCode => (int)(Number / TailSpan % 100);

    /// <summary>The last ten digits.</summary>
    public SocialInsuranceCode Tail => SocialInsuranceCode.FromNumber(Number % TailSpan);

    /// <summary>True when the last ten digits begin as a social insurance code does; of an older card they may do so by
    /// chance.</summary>
    public bool TailMayBeCode => Provinces.IsKnown(Number % TailSpan / 100_000_000);

    /// <summary>The fifteen characters in clear.</summary>
    public string Text => Group + Digits.Text(Number, Length - Letters);

    /// <summary>Reads a cell with one card.</summary>
    /// <returns>Faults <c>health-card-…</c>: length, benefit, province, placeholder, masked, characters.</returns>
    public static Parsed<HealthCard> Parse(ReadOnlySpan<byte> utf8)
    {
        if (CellText.IsBlank(utf8))
        {
            return Parsed<HealthCard>.Empty;
        }

        if (utf8.Length > CellText.LongestCell)
        {
            return Bad("characters");
        }

        var text = CellText.Ascii(utf8, out var repairs).Trim(' ', ';');
        if (CellText.MeansNothing(text))
        {
            return Parsed<HealthCard>.Empty;
        }

        if (text.AsSpan().IndexOfAny("*•●×") >= 0)
        {
            return Bad("masked");
        }

        var parsed = OfLetters(Gather(text, ref repairs), repairs);
        var isUpper = !parsed.IsValue || utf8.IndexOf(System.Text.Encoding.ASCII.GetBytes(parsed.Value.Group)) >= 0;
        return isUpper ? parsed : parsed with { Repairs = parsed.Repairs | Repairs.UpperCased };
    }

    public override string ToString() => $"{Group}{BenefitLevel}••••••••••{Number % 100:D2}";

    /// <summary>The letters and digits alone; o among the digits is 0.</summary>
    static string Gather(string text, ref Repairs repairs)
    {
        var kept = new System.Text.StringBuilder(Length);
        foreach (var one in DropLabel(text, ref repairs))
        {
            if (!char.IsAsciiLetterOrDigit(one))
            {
                repairs |= " .,-/_'\":=\n".Contains(one, StringComparison.Ordinal) ? Repairs.Separators : Repairs.None;
                if (!" .,-/_'\":=\n".Contains(one, StringComparison.Ordinal))
                {
                    kept.Append('#');
                }
            }
            else if (one == 'o' && kept.Length >= Letters)
            {
                repairs |= Repairs.LetterO;
                kept.Append('0');
            }
            else
            {
                kept.Append(one);
            }
        }

        return kept.ToString();
    }

    static string DropLabel(string text, ref Repairs repairs)
    {
        foreach (var label in LabelPhrases)
        {
            if (text.StartsWith(label, StringComparison.Ordinal) && text.Length > label.Length
                && !char.IsAsciiLetterOrDigit(text[label.Length]))
            {
                repairs |= Repairs.Label;
                return text[label.Length..].TrimStart(' ', ':', '.');
            }
        }

        return text;
    }

    static Parsed<HealthCard> OfLetters(string text, Repairs repairs)
    {
        var digits = text.AsSpan(Math.Min(Letters, text.Length));
        var isCard = text.Length > Letters && char.IsAsciiLetter(text[0]) && char.IsAsciiLetter(text[1])
            && digits.IndexOfAnyExceptInRange('0', '9') < 0;
        if (!isCard)
        {
            return Bad(text.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0 ? "length" : "characters");
        }

        if (text.Length != Length)
        {
            return Bad("length");
        }

        var card = new HealthCard(
            char.ToUpperInvariant(text[0]), char.ToUpperInvariant(text[1]),
            long.Parse(digits, System.Globalization.CultureInfo.InvariantCulture));
        return card.Check() is { } fault ? Bad(fault) : Parsed<HealthCard>.Of(card, repairs);
    }

    string? Check() => BenefitLevel is < 1 or > 5 ? "benefit"
        : !Provinces.IsKnown(ProvinceCode) ? "province"
        : Digits.IsPlaceholder(Number % TailSpan, SocialInsuranceCode.Length) ? "placeholder"
        : null;

    static Parsed<HealthCard> Bad(string reason) => Parsed<HealthCard>.Bad("health-card-" + reason);
}
