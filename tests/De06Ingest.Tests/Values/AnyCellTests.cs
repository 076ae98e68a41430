using System.Text;
using System.Text.Json;
using De06Ingest.Commands;
using De06Ingest.Commands.RawValues;
using De06Ingest.Intake.Decode;
using De06Ingest.Matching;
using De06Ingest.Values;
using FsCheck;
using FsCheck.Fluent;

namespace De06Ingest.Tests.Values;

/// <summary>What holds for every cell, whatever bytes are in it.</summary>
public class AnyCellTests
{
    static readonly DateOnly AsOf = new(2024, 7, 15);

    /// <summary>Pieces of real cells, mixed with arbitrary bytes.</summary>
    static readonly string[] Pieces =
    [
        "0", "84", "+84", "912000123", "051072999001", "212000135", ".0", "E+10", "5.1", "/", "-", ".", " ", "'",
        "o", "O", "*",
        "xx", "ngày", "tháng 3", "năm", "1962", "00", "31", "12:00", "T", "Z", "+0700", "Nguyễn", "Hoà", "Thuý",
        "Quý", "u\u031B",
        "\u0301", "\u0323", "\u0302", "а", "Ð", "\u200B", "\u00A0", "\0", "?", "\uFFFD", "ĐT", "CCCD", "NULL", "#",
        "(", ")", "９",
        "កម្ពុជា", "漢", "😀", "\n", ";", "ñ", "ŭ",
    ];

    static readonly Gen<byte[]> Cells = Gen.OneOf(
        Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf(),
        Gen.Elements(Pieces).ArrayOf().Select(pieces => Encoding.UTF8.GetBytes(string.Concat(pieces))));

    [Fact]
    public void Never_throws() => Check(cell =>
    {
        _ = PersonalId.Parse(cell, 2024).Value.ToString() + LegacyId.Parse(cell).Value
            + AdminUnitCode.Parse(cell).Value;
        _ = PhoneNumber.Parse(cell).Value.ToString() + BirthDate.Parse(cell, AsOf).Value
            + BirthDate.ParseNumber(cell, AsOf).Value;
        _ = DateForms.ParseDay(cell, DateShapes.None).IsValue
            | DateForms.ParseTimestamp(cell, DateShapes.None).IsValue
            | SexWords.TryParse(cell, out _);
        PersonName.Normalise(cell, Room(cell), out _, out _, out _);
        _ = SocialInsuranceCode.Parse(cell).Value.ToString() + HealthCard.Parse(cell).Value
            + TaxCode.Parse(cell).Value + PhoneNumber.ParseAll(cell).Count + DossierCode.Parse(cell).IsValue;
        return true;
    });

    [Fact]
    public void Every_line_has_an_answer() => Check(cell =>
    {
        foreach (var kind in (string[])["phone", "personal-id", "birth-date", "name", "names"])
        {
            foreach (var column in kind == "personal-id" ? CodeLine.Columns : ["text"])
            {
                using var answer = new MemoryStream();
                using var json = new Utf8JsonWriter(answer);
                json.WriteStartObject();
                ValuesCommand.KindOf(kind, column, column, AsOf).Write(cell, json);
                json.WriteEndObject();
            }
        }

        return true;
    });

    [Fact]
    public void A_code_comes_back_from_its_text() => Check(cell =>
        Back(SocialInsuranceCode.Parse(cell), code => code.Digits, SocialInsuranceCode.Parse)
        && Back(HealthCard.Parse(cell), card => card.Text, HealthCard.Parse)
        && Back(TaxCode.Parse(cell), code => code.Text, TaxCode.Parse)
        && Back(DossierCode.Parse(cell), code => code.Text, DossierCode.Parse));

    [Fact]
    public void Comparing_names_is_symmetric_and_a_name_is_the_same_as_itself() =>
        Prop.ForAll(Cells.ToArbitrary(), Cells.ToArbitrary(), (a, b) =>
        {
            byte[] left = Shown(a), right = Shown(b);
            return NameComparison.Compare(left, right) == NameComparison.Compare(right, left)
                && NameComparison.Compare(left, left) == (left.Length == 0 || !HasSyllable(left)
                    ? NameLevel.Different
                    : NameLevel.Same);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));

    [Fact]
    public void Damaged_names_are_compared_alike_from_both_sides()
    {
        const string letters = "aăâeêioôơuưyàáảãạbcdđghklmnpqrstvx ?.'-";
        var names = Gen.Elements(SomeNames).SelectMany(name =>
            Gen.Choose(0, name.Length - 1).SelectMany(at =>
                Gen.Elements(letters.ToCharArray()).Select(one => name.Remove(at, 1).Insert(at, one.ToString()))));
        Prop.ForAll(names.ToArbitrary(), names.ToArbitrary(), (a, b) =>
        {
            byte[] left = Shown(Encoding.UTF8.GetBytes(a)), right = Shown(Encoding.UTF8.GetBytes(b));
            return NameComparison.Compare(left, right) == NameComparison.Compare(right, left);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(20_000));
    }

    [Fact]
    public void Restoring_a_cell_twice_changes_nothing() => Check(cell =>
    {
        var text = LegacyEvidence.Repair(Encoding.UTF8.GetString(cell), out _);
        return text is null || LegacyEvidence.Repair(text, out _) is null;
    });

    [Fact]
    public void Every_bytes_can_be_decoded() => Check(cell => Enum.GetValues<LegacyEncoding>()
        .All(encoding => LegacyText.Decode(encoding, cell).Length <= 2 * cell.Length));

    [Fact]
    public void Normalising_a_name_twice_changes_nothing() => Check(cell =>
    {
        var once = Room(cell);
        var length = PersonName.Normalise(cell, once, out var full, out var folded, out _);
        var twice = Room(once);
        var again = PersonName.Normalise(once.AsSpan(0, length), twice, out var fullAgain, out var foldedAgain,
            out var fault);
        return fault is null && once.AsSpan(0, length).SequenceEqual(twice.AsSpan(0, again))
            && full == fullAgain && folded == foldedAgain;
    });

    [Fact]
    public void Names_with_one_full_key_have_one_folded_key()
    {
        var byFull = new Dictionary<string, string>();
        Check(cell =>
        {
            var name = Encoding.UTF8.GetString(cell);
            var (full, folded) = (PersonName.Key(name), PersonName.FoldedKey(name));
            return byFull.TryAdd(full, folded) || byFull[full] == folded;
        });
    }

    [Fact]
    public void A_phone_comes_back_from_its_E164_form() => Check(cell =>
    {
        var parsed = PhoneNumber.Parse(cell);
        if (!parsed.IsValue)
        {
            return true;
        }

        var e164 = new byte[16];
        var length = parsed.Value.WriteE164(e164);
        return Encoding.ASCII.GetString(e164, 0, length) == parsed.Value.E164
            && PhoneNumber.Parse(e164.AsSpan(0, length)).Value == parsed.Value;
    });

    [Fact]
    public void A_personal_id_comes_back_from_its_digits() => Check(cell =>
    {
        var parsed = PersonalId.Parse(cell, 2024);
        return !parsed.IsValue
            || PersonalId.Parse(Encoding.ASCII.GetBytes(parsed.Value.Digits), 2024).Value == parsed.Value;
    });

    [Fact]
    public void A_birth_date_comes_back_from_its_ISO_form_and_is_not_in_the_future() => Check(cell =>
    {
        var parsed = BirthDate.Parse(cell, AsOf);
        return !parsed.IsValue || (parsed.Value.From <= CalendarDay.Of(AsOf)
            && BirthDate.Parse(Encoding.ASCII.GetBytes(parsed.Value.Iso), AsOf).Value == parsed.Value);
    });

    static readonly string[] SomeNames =
    [
        "Nguyễn Thị Hòa", "Nguyen Thi Hoa", "Nguyễn Văn Bình", "N.V. Bình", "Ông Lê Văn Hai", "Lê Văn Hai",
        "H'Lan Niê", "Niê H'Lan", "Krễ", "Đinh Krễ", "Y-Ban Êban", "Nguyễn Văn Bình (Tèo)", "Nguyễn Bình", "Lý Văn Kỳ",
    ];

    static bool Back<T>(Parsed<T> parsed, Func<T, string> text, Reading<T> read)
        where T : struct =>
        !parsed.IsValue || read(Encoding.UTF8.GetBytes(text(parsed.Value))).Value.Equals(parsed.Value);

    delegate Parsed<T> Reading<T>(ReadOnlySpan<byte> utf8)
        where T : struct;

    static byte[] Shown(byte[] cell)
    {
        var display = Room(cell);
        return display[..PersonName.Normalise(cell, display, out _, out _, out _)];
    }

    static bool HasSyllable(byte[] display) =>
        PreparedName.Prepare(display, new NameSyllable[PreparedName.MostSyllables]) > 0;

    static void Check(Func<byte[], bool> holds) =>
        Prop.ForAll(Cells.ToArbitrary(), holds).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));

    static byte[] Room(byte[] cell) => new byte[(3 * cell.Length) + 16];
}
