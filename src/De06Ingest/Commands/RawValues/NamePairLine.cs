using System.Text;
using System.Text.Json;
using De06Ingest.Intake.Decode;
using De06Ingest.Matching;
using De06Ingest.Values;

namespace De06Ingest.Commands.RawValues;

/// <summary>Two names, tab-separated, and how far they agree. The first may be <c>hex:</c> bytes, whose encoding is in
/// a third column.</summary>
sealed class NamePairLine : IValueKind
{
    public void Write(ReadOnlySpan<byte> raw, Utf8JsonWriter json)
    {
        json.Raw(raw);
        var cells = new Cells(raw);
        if (!cells.IsPair)
        {
            Refuse(json, "pair-missing");
            return;
        }

        var encoding = EncodingOf(cells.Encoding);
        var first = Read(cells.First, encoding);
        if (first is null)
        {
            Refuse(json, "hex-unreadable");
            return;
        }

        Write(json, first.Value, ReadName.OfText(cells.Second));
    }

    static void Write(Utf8JsonWriter json, ReadName a, ReadName b)
    {
        var left = PreparedName.Of(a.Display, new NameSyllable[PreparedName.MostSyllables]);
        var right = PreparedName.Of(b.Display, new NameSyllable[PreparedName.MostSyllables]);
        var steps = new NameStep[2 * PreparedName.MostSyllables];
        var (level, count) = NameComparison.Explain(left, right, steps);
        json.WriteString("level", Word(level.ToString()));
        json.Words("faults", new[] { FaultOf(a), FaultOf(b) }.OfType<string>());
        json.Words("repairs", a.Repairs.Union(b.Repairs));
        json.WriteString("a", a.Display);
        json.WriteString("b", b.Display);
        json.WriteStartArray("syllables");
        foreach (var step in steps.Take(count))
        {
            json.WriteStartObject();
            json.WriteString("a", TextOf(a.Display, left, step.FromA, step.CountA));
            json.WriteString("b", TextOf(b.Display, right, step.FromB, step.CountB));
            json.WriteString("level", Word(step.Level.ToString()));
            json.WriteString("reason", Word(step.Reason.ToString()));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    static void Refuse(Utf8JsonWriter json, string fault)
    {
        json.WriteNull("level");
        json.Words("faults", [fault]);
        json.Words("repairs", []);
    }

    static string? FaultOf(ReadName name) => name.Display.Length > 0 ? null : name.Fault ?? "empty";

    static ReadName? Read(ReadOnlySpan<byte> cell, LegacyEncoding? encoding)
    {
        if (!cell.StartsWith("hex:"u8))
        {
            return ReadName.OfText(cell);
        }

        try
        {
            var bytes = Convert.FromHexString(Encoding.ASCII.GetString(cell[4..]).Trim());
            return encoding is { } known ? ReadName.OfBytes(bytes, known) : OfUnknown(bytes);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>Bytes without an encoding beside them: UTF-8 where they are, otherwise what the evidence
    /// says.</summary>
    static ReadName OfUnknown(byte[] bytes) =>
        !System.Text.Unicode.Utf8.IsValid(bytes) && LegacyEvidence.OfSample(bytes) is { } found
            ? ReadName.OfBytes(bytes, found)
            : ReadName.OfText(bytes);

    static LegacyEncoding? EncodingOf(ReadOnlySpan<byte> word) =>
        Encoding.ASCII.GetString(word).Trim().ToUpperInvariant() switch
        {
            "TCVN3" or "HEX_TCVN3" or "ABC" => LegacyEncoding.Tcvn3,
            "VNI" or "HEX_VNI" or "VNI-WINDOWS" => LegacyEncoding.Vni,
            "VISCII" or "HEX_VISCII" => LegacyEncoding.Viscii,
            "CP1258" or "HEX_CP1258" or "WINDOWS-1258" => LegacyEncoding.Windows1258,
            _ => null,
        };

    static string TextOf(byte[] display, in PreparedName name, int from, int count)
    {
        if (count == 0)
        {
            return "";
        }

        var (first, last) = (name.Syllables[from], name.Syllables[from + count - 1]);
        return Encoding.UTF8.GetString(display.AsSpan(first.At, last.At + last.Bytes - first.At));
    }

    static string Word(string name) => Feeds.ContractWords.KebabCase(name);

    /// <summary>The columns of a line.</summary>
    readonly ref struct Cells
    {
        public Cells(ReadOnlySpan<byte> line)
        {
            var tab = line.IndexOf((byte)'\t');
            IsPair = tab >= 0;
            First = IsPair ? line[..tab] : line;
            var rest = IsPair ? line[(tab + 1)..] : [];
            var second = rest.IndexOf((byte)'\t');
            Second = second < 0 ? rest : rest[..second];
            Encoding = second < 0 ? [] : rest[(second + 1)..];
        }

        public bool IsPair { get; }

        public ReadOnlySpan<byte> First { get; }

        public ReadOnlySpan<byte> Second { get; }

        public ReadOnlySpan<byte> Encoding { get; }
    }
}
