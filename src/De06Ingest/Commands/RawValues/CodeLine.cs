using System.Globalization;
using System.Text;
using System.Text.Json;
using De06Ingest.Values;

namespace De06Ingest.Commands.RawValues;

/// <summary>A cell of a column of identifiers. The column decides what digits mean, never their number alone: ten are a
/// personal id without its two zeros here and a tax code there.</summary>
/// <param name="column">One of <see cref="Columns"/>.</param>
/// <remarks>The class is the kind of code found, or <c>empty</c>, <c>invalid</c>. What stands in the wrong column and
/// cannot be anything else is read and flagged <c>other-column</c>.</remarks>
sealed class CodeLine(string column, DateOnly asOf) : IValueKind
{
    public const string PersonalIds = "personal-id";
    const string LegacyIds = "legacy-id";
    const string SocialInsurance = "social-insurance";
    const string HealthCards = "health-card";
    const string Taxes = "tax";
    const string Dossiers = "dossier";

    /// <summary>Signs that part cards; forms join them by the first.</summary>
    static readonly char[] CardSigns = [';', ',', '/', '|', '\n'];

    /// <summary>The first day on which a personal id is a tax code.</summary>
    static readonly DateOnly TaxById = new(2025, 7, 1);

    public static readonly string[] Columns =
        [PersonalIds, LegacyIds, SocialInsurance, HealthCards, Taxes, Dossiers];

    public void Write(ReadOnlySpan<byte> raw, Utf8JsonWriter json)
    {
        json.Raw(raw);
        switch (column)
        {
            case LegacyIds:
                WriteLegacy(raw, json);
                break;
            case SocialInsurance:
                WriteSocialInsurance(raw, json);
                break;
            case HealthCards:
                WriteCard(raw, json);
                break;
            case Taxes:
                WriteTax(raw, json);
                break;
            case Dossiers:
                WriteDossier(raw, json);
                break;
            default:
                WritePersonal(raw, json);
                break;
        }
    }

    void WritePersonal(ReadOnlySpan<byte> raw, Utf8JsonWriter json)
    {
        var parsed = PersonalId.Parse(raw, asOf.Year);
        if (parsed.Fault == "personal-id-legacy" && LegacyId.Parse(raw) is { IsValue: true } legacy)
        {
            Legacy(json, legacy, isOther: true);
        }
        else if (parsed.IsValue)
        {
            Personal(json, parsed, raw, isOther: false);
        }
        else
        {
            Refuse(json, parsed.Fault);
        }
    }

    void WriteLegacy(ReadOnlySpan<byte> raw, Utf8JsonWriter json)
    {
        var parsed = LegacyId.Parse(raw);
        if (parsed.IsValue)
        {
            Legacy(json, parsed, isOther: false);
            return;
        }

        // CMND of twelve digits (2012 to 2016) carried the number that is the personal id today.
        var personal = parsed.Fault == "legacy-id-length" ? PersonalId.Parse(raw, asOf.Year) : default;
        if (personal.IsValue && DigitCell.Read(raw).Count != 10)
        {
            Personal(json, personal, raw, isOther: true);
        }
        else
        {
            Refuse(json, parsed.Fault);
        }
    }

    void WriteSocialInsurance(ReadOnlySpan<byte> raw, Utf8JsonWriter json)
    {
        var parsed = SocialInsuranceCode.Parse(raw);
        if (parsed.IsValue)
        {
            Insurance(json, parsed, isOther: false);
            return;
        }

        var mayBeCard = parsed.Fault is "social-insurance-characters" or "social-insurance-length";
        var card = mayBeCard ? HealthCard.Parse(raw) : default;
        var personal = parsed.Fault == "social-insurance-length" ? WholeId(raw, PersonalId.Length) : default;
        if (card.IsValue)
        {
            Card(json, card, isOther: true);
        }
        else if (personal.IsValue)
        {
            Personal(json, personal, raw, isOther: true);
        }
        else
        {
            Refuse(json, parsed.Fault);
        }
    }

    void WriteCard(ReadOnlySpan<byte> raw, Utf8JsonWriter json)
    {
        var cards = Encoding.UTF8.GetString(raw).Split(CardSigns, StringSplitOptions.RemoveEmptyEntries)
            .Select(piece => HealthCard.Parse(Encoding.UTF8.GetBytes(piece))).Where(card => !card.IsEmpty)
            .DistinctBy(card => card.IsValue ? card.Value : (HealthCard?)null).ToList();
        var areAllRead = cards.TrueForAll(card => card.IsValue);
        if (cards.Count > 1 && areAllRead)
        {
            Cards(json, cards);
            return;
        }

        var parsed = cards.Count == 1 && areAllRead ? cards[0] : HealthCard.Parse(raw);
        var insurance = parsed.Fault == "health-card-length" ? SocialInsuranceCode.Parse(raw) : default;
        var mayBeId = parsed.Fault == "health-card-length" && !BeginsAsCard(raw);
        var personal = mayBeId ? WholeId(raw, PersonalId.Length) : default;
        if (parsed.IsValue)
        {
            Card(json, parsed, isOther: false);
        }
        else if (insurance.IsValue && DigitCell.Read(raw).Count == SocialInsuranceCode.Length)
        {
            Insurance(json, insurance, isOther: true);
        }
        else if (personal.IsValue)
        {
            Personal(json, personal, raw, isOther: true);
        }
        else
        {
            Refuse(json, parsed.Fault);
        }
    }

    /// <summary>NO501012501305 lacks a digit of its card: two letters against the digits are a group, not a label.
    /// </summary>
    static bool BeginsAsCard(ReadOnlySpan<byte> raw) =>
        CellText.Ascii(raw, out _).Trim() is [>= 'a' and <= 'z', >= 'a' and <= 'z', >= '0' and <= '9', ..];

    void WriteTax(ReadOnlySpan<byte> raw, Utf8JsonWriter json)
    {
        var parsed = TaxCode.Parse(raw);
        var fewest = asOf < TaxById ? PersonalId.Length : PersonalId.Length - 1;
        var personal = parsed.IsValue || HasBranch(raw) ? default : WholeId(raw, fewest);
        if (parsed.IsValue)
        {
            json.Outcome(parsed.Value.Text, Taxes, null, RepairCodes.Of(parsed.Repairs));
            json.WriteString("branch", parsed.Value.Branch == 0 ? null : $"{parsed.Value.Branch:D3}");
        }
        else if (personal.IsValue && !IsBrokenBranch(personal, raw))
        {
            Personal(json, personal, raw, isOther: false, asOf < TaxById ? ["before-2025-07"] : []);
        }
        else
        {
            Refuse(json, parsed.Fault);
        }
    }

    /// <summary>Ten digits and a dash are a tax code with a branch, however many digits that has.</summary>
    static bool HasBranch(ReadOnlySpan<byte> raw) =>
        (DigitCell.Read(raw).Text ?? "").IndexOf('-', StringComparison.Ordinal) == TaxCode.Length;

    /// <summary>43000012134-1: a tax code with a digit too many before its branch, and the first three of what would
    /// be a personal id are no province.</summary>
    static bool IsBrokenBranch(in Parsed<PersonalId> personal, ReadOnlySpan<byte> raw) =>
        personal.Repairs.HasFlag(Repairs.DoubtfulPrefix)
            && (DigitCell.Read(raw).Text ?? "").Contains('-', StringComparison.Ordinal);

    void WriteDossier(ReadOnlySpan<byte> raw, Utf8JsonWriter json)
    {
        var parsed = DossierCode.Parse(raw);
        if (!parsed.IsValue)
        {
            Refuse(json, parsed.Fault);
            return;
        }

        var code = parsed.Value;
        json.Outcome(code.Text, Dossiers, null, RepairCodes.Of(parsed.Repairs));
        json.Words("flags", code.Received > asOf ? ["future"] : []);
        json.WriteString("agency", code.Agency);
        json.WriteString("root", code.Root);
        json.WriteString("received", code.Received.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        json.WriteString("serial", code.Serial);
    }

    /// <summary>A personal id in a column of other codes: twelve digits, or eleven where the column is meant for it.
    /// </summary>
    Parsed<PersonalId> WholeId(ReadOnlySpan<byte> raw, int fewest)
    {
        var count = DigitCell.Read(raw).Count;
        return count >= fewest && count <= PersonalId.Length ? PersonalId.Parse(raw, asOf.Year) : default;
    }

    static void Personal(
        Utf8JsonWriter json, Parsed<PersonalId> parsed, ReadOnlySpan<byte> raw, bool isOther, string[]? flags = null)
    {
        var id = parsed.Value;
        json.Outcome(id.Digits, PersonalIds, null, RepairCodes.Of(parsed.Repairs));
        json.Words("flags", [.. flags ?? [], .. Other(isOther)]);
        json.WriteString("provinceCode", $"{id.ProvinceCode:D3}");
        json.WriteString("province", Provinces.NameOf(id.ProvinceCode));
        json.WriteNumber("birthYear", id.BirthYear);
        json.WriteString("sex", id.Sex.ToString().ToLowerInvariant());
        if (parsed.Repairs.HasFlag(Repairs.FirstOfSeveral))
        {
            json.Words("legacyIds", PersonalId.LegacyIdsBeside(raw).Select(legacy => $"{legacy.Number:D9}"));
        }
    }

    static void Legacy(Utf8JsonWriter json, Parsed<LegacyId> parsed, bool isOther)
    {
        var number = parsed.Value.Number;
        json.Outcome($"{number:D9}", LegacyIds, null, RepairCodes.Of(parsed.Repairs));
        json.Words("flags", Other(isOther));
        json.WriteString("issuerCode", $"{number / 10_000_000:D2}");
        json.WriteString("issuer", Provinces.IssuerOf(number / 10_000_000));
    }

    static void Insurance(Utf8JsonWriter json, Parsed<SocialInsuranceCode> parsed, bool isOther)
    {
        json.Outcome(parsed.Value.Digits, SocialInsurance, null, RepairCodes.Of(parsed.Repairs));
        var isPhone = PhoneNumber.Parse(Encoding.ASCII.GetBytes(parsed.Value.Digits)) is
        { IsValue: true, Repairs: Repairs.None, Value.Kind: PhoneKind.Mobile };
        json.Words("flags", [.. Other(isOther), .. isPhone ? ["looks-like-phone"] : Array.Empty<string>()]);
    }

    static void Card(Utf8JsonWriter json, Parsed<HealthCard> parsed, bool isOther)
    {
        json.Outcome(parsed.Value.Text, HealthCards, null, RepairCodes.Of(parsed.Repairs));
        json.Words("flags", Other(isOther));
        WriteParts(json, parsed.Value);
    }

    static void Cards(Utf8JsonWriter json, List<Parsed<HealthCard>> cards)
    {
        var repairs = cards.Aggregate(Repairs.None, (all, one) => all | one.Repairs);
        json.Outcome(
            string.Join(';', cards.Select(card => card.Value.Text)), "multi", null,
            RepairCodes.Of(repairs).Append("several"));
        json.WriteStartArray("cards");
        foreach (var card in cards)
        {
            json.WriteStartObject();
            json.WriteString("value", card.Value.Text);
            WriteParts(json, card.Value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    static void WriteParts(Utf8JsonWriter json, HealthCard card)
    {
        json.WriteString("group", card.Group);
        json.WriteNumber("benefitLevel", card.BenefitLevel);
        json.WriteString("provinceCode", $"{card.ProvinceCode:D2}");
        json.WriteString("province", Provinces.NameOf(card.ProvinceCode));
        json.WriteString("socialInsurance", card.TailMayBeCode ? card.Tail.Digits : null);
    }

    static void Refuse(Utf8JsonWriter json, string? fault) =>
        json.Outcome(null, fault is null ? "empty" : "invalid", fault ?? "empty", []);

    static string[] Other(bool isOther) => isOther ? ["other-column"] : [];
}
