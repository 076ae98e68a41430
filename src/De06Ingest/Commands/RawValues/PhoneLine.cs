using System.Text.Json;
using De06Ingest.Values;

namespace De06Ingest.Commands.RawValues;

/// <summary>A phone cell: class <c>mobile</c>, <c>landline</c>, <c>multi</c>, <c>empty</c> or <c>invalid</c>.</summary>
/// <remarks>The value is E.164; of several numbers all, joined by ";" and listed under <c>numbers</c>. A mobile whose
/// digits were a landline before 2017 names that reading under <c>alternatives</c>.</remarks>
sealed class PhoneLine : IValueKind
{
    public void Write(ReadOnlySpan<byte> raw, Utf8JsonWriter json)
    {
        json.Raw(raw);
        var parsed = PhoneNumber.Parse(raw);
        var numbers = PhoneNumber.ParseAll(raw);
        if (numbers.Count == 0)
        {
            var isEmpty = parsed.IsEmpty;
            json.Outcome(null, isEmpty ? "empty" : "invalid", isEmpty ? "empty" : parsed.Fault, []);
            return;
        }

        var repairs = numbers.Aggregate(Repairs.None, (all, one) => all | one.Repairs);
        var kind = numbers.Count > 1 ? "multi" : KindOf(numbers[0].Value);
        json.Outcome(string.Join(';', numbers.Select(n => n.Value.E164)), kind, null, CodesOf(repairs, parsed.Repairs));
        json.WriteString("kind", kind);
        WriteNumbers(json, numbers);
        json.Words("alternatives", numbers.SelectMany(Alternatives));
    }

    static void WriteNumbers(Utf8JsonWriter json, IReadOnlyList<Parsed<PhoneNumber>> numbers)
    {
        json.WriteStartArray("numbers");
        foreach (var number in numbers)
        {
            json.WriteStartObject();
            json.WriteString("e164", number.Value.E164);
            json.WriteString("kind", KindOf(number.Value));
            json.Words("repairs", RepairCodes.Of(number.Repairs & ~Repairs.FirstOfSeveral));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    static IEnumerable<string> CodesOf(Repairs repairs, Repairs ofCell) => RepairCodes.Of(
        repairs & ~Repairs.FirstOfSeveral).Concat(ofCell.HasFlag(Repairs.FirstOfSeveral) ? ["several"] : []);

    static IEnumerable<string> Alternatives(Parsed<PhoneNumber> number)
    {
        var old = number.Repairs.HasFlag(Repairs.Converted2018) ? default : number.Value.OldLandline();
        return old.Kind == PhoneKind.Unknown ? [] : [old.E164];
    }

    static string KindOf(PhoneNumber number) => number.Kind == PhoneKind.Mobile ? "mobile" : "landline";
}
