using System.Text;
using System.Text.Json;
using De06Ingest.Intake.Decode;
using De06Ingest.Values;

namespace De06Ingest.Commands.RawValues;

/// <summary>A name as the program reads it: display form, fault, and what was mended.</summary>
/// <param name="Display">Empty for an empty cell and for a fault.</param>
readonly record struct ReadName(byte[] Display, string? Fault, IReadOnlyList<string> Repairs)
{
    /// <summary>What look-alikes and unseen signs hid may show itself in the form that is left: so many looks at most.
    /// </summary>
    const int MostLooks = 3;

    /// <summary>Reads a cell of text; legacy letters and doubly encoded text are repaired on strong evidence.</summary>
    public static ReadName OfText(ReadOnlySpan<byte> raw)
    {
        var read = Once(raw);
        for (var look = 1; look < MostLooks && read.Display.Length > 0; look++)
        {
            var again = Once(read.Display);
            if (again.Display.AsSpan().SequenceEqual(read.Display))
            {
                break;
            }

            read = again with { Repairs = [.. read.Repairs.Union(again.Repairs)] };
        }

        return read;
    }

    static ReadName Once(ReadOnlySpan<byte> raw)
    {
        var text = Encoding.UTF8.GetString(raw);
        var encoding = default(LegacyEncoding);
        var mended = raw.Length > CellText.LongestCell ? null : LegacyEvidence.Repair(text, out encoding);
        return mended is null ? Of(raw, text, []) : Of(Encoding.UTF8.GetBytes(mended), mended, [Word(encoding)]);
    }

    /// <summary>Reads bytes of a known encoding.</summary>
    public static ReadName OfBytes(ReadOnlySpan<byte> bytes, LegacyEncoding encoding)
    {
        var text = LegacyText.Decode(encoding, bytes);
        return Of(Encoding.UTF8.GetBytes(text), text, [Word(encoding)]);
    }

    public static string Word(LegacyEncoding encoding) => encoding switch
    {
        LegacyEncoding.Windows1258 => "windows-1258",
        LegacyEncoding.DoubleMojibake => "double-mojibake",
        _ => encoding.ToString().ToLowerInvariant(),
    };

    static ReadName Of(ReadOnlySpan<byte> utf8, string text, IEnumerable<string> before)
    {
        var display = new byte[(3 * utf8.Length) + 16];
        var length = PersonName.Normalise(utf8, display, out _, out _, out var fault);
        display = display[..length];
        return new(display, fault, length == 0 ? [] : [.. before, .. Changes(text, Encoding.UTF8.GetString(display))]);
    }

    /// <summary>What lies between the cell and its display form.</summary>
    static IEnumerable<string> Changes(string text, string display)
    {
        if (!text.IsNormalized(NormalizationForm.FormC))
        {
            yield return "unicode-form";
        }

        if (NameText.HasLookAlikes(text))
        {
            yield return "look-alike";
        }

        var composed = Encoding.UTF8.GetString(NameText.Compose(Encoding.UTF8.GetBytes(text)));
        var plain = string.Join(' ', composed.Split((char[])[' ', '\t', '\n', '\r'],
            StringSplitOptions.RemoveEmptyEntries));
        if (plain != text.Normalize() && plain.Length < text.Normalize().Length)
        {
            yield return "spaces";
        }

        if (plain.Contains(display, StringComparison.Ordinal) && plain != display)
        {
            yield return "marks-at-the-ends";
        }
        else if (!plain.Contains(display, StringComparison.Ordinal) && plain.Length == display.Length)
        {
            yield return "tone-placement";
        }
    }
}

/// <summary>A name: its display form, its keys, and its syllables with letters, tone and whether they can be
/// written.</summary>
sealed class NameLine : IValueKind
{
    static readonly string[] Tones = ["", "huyen", "sac", "hoi", "nga", "nang"];

    public void Write(ReadOnlySpan<byte> raw, Utf8JsonWriter json)
    {
        json.Raw(raw);
        var name = ReadName.OfText(raw);
        if (name.Display.Length == 0)
        {
            json.Outcome(null, name.Fault is null ? "empty" : "invalid", name.Fault ?? "empty", []);
            return;
        }

        var shown = Encoding.UTF8.GetString(name.Display);
        json.Outcome(shown, "name", null, name.Repairs);
        json.WriteString("key", PersonName.Key(shown));
        json.WriteString("foldedKey", PersonName.FoldedKey(shown));
        WriteSyllables(json, name.Display);
    }

    static void WriteSyllables(Utf8JsonWriter json, byte[] display)
    {
        var prepared = PreparedName.Of(display, new NameSyllable[PreparedName.MostSyllables]);
        json.WriteBoolean("address", FamilyNames.WordsOfAddress(prepared) > 0);
        json.WriteStartArray("syllables");
        foreach (ref readonly var syllable in prepared.Syllables)
        {
            json.WriteStartObject();
            json.WriteString("text", display.AsSpan(syllable.At, syllable.Bytes));
            json.WriteString("tone", ToneOf(syllable.Tones));
            json.WriteBoolean("vietnamese", VietnameseSyllable.IsValid(syllable));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    static string ToneOf(int tones) =>
        string.Join('+', Enumerable.Range(1, 5).Where(tone => (tones & (1 << tone)) != 0).Select(tone => Tones[tone]));
}
