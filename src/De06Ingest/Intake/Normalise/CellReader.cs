using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using De06Ingest.Feeds;
using De06Ingest.Intake.Decode;
using De06Ingest.Values;

namespace De06Ingest.Intake.Normalise;

/// <summary>Reads the cells of one column: UTF-8 in, a typed value or a fault in the record.</summary>
/// <remarks>A new value type is one case here. <c>switch</c> and not a class per kind: the call stands in the hot loop,
/// and the cases are one line each.</remarks>
sealed class CellReader
{
    static readonly SearchValues<byte> CombiningLead = SearchValues.Create([0xCC, 0xCD]);
    static readonly TimeZoneInfo Local = TimeZoneInfo.FindSystemTimeZoneById("Asia/Ho_Chi_Minh");
    static readonly DateTime Epoch = new(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    readonly ColumnSpec column;
    readonly DateOnly asOf;
    readonly CodeWords codes;
    readonly DateShapes formats;

    public CellReader(ColumnSpec column, DateOnly asOf)
    {
        this.column = column;
        this.asOf = asOf;
        codes = CodeWords.Of(column);
        formats = DateForms.ShapesOf(column.Formats);
    }

    /// <summary>Reads one cell into <c>record.Cells[index]</c>; a fault goes to <c>record.Faults</c>.</summary>
    public void Read(ReadOnlySpan<byte> raw, int index, SectorRecord record)
    {
        var text = Trim(raw);
        if (text.IsEmpty)
        {
            return;
        }

        ref var cell = ref record.Cells[index];
        var fault = column.Kind switch
        {
            ColumnKind.Text or ColumnKind.Key => ReadText(text, ref cell, record),
            ColumnKind.Code => ReadCode(text, ref cell),
            ColumnKind.Integer => ReadInteger(text, ref cell),
            ColumnKind.MoneyVnd => ReadMoney(text, ref cell),
            ColumnKind.Date => Take(DateForms.ParseDay(text, formats), ref cell),
            ColumnKind.Timestamp => ReadTimestamp(text, ref cell),
            ColumnKind.Boolean => ReadBoolean(text, ref cell),
            ColumnKind.PersonalId => ReadPersonalId(text, ref cell, record),
            ColumnKind.LegacyId => ReadLegacyId(text, ref cell),
            ColumnKind.PersonName => ReadName(text, ref cell, record),
            ColumnKind.BirthDate => ReadBirthDate(text, ref cell, record),
            ColumnKind.Sex => ReadSex(text, ref cell, record),
            ColumnKind.Phone => ReadPhone(text, ref cell, record),
            ColumnKind.Unit => ReadUnit(text, ref cell, record),
            >= ColumnKind.SocialInsurance => ReadCardCode(text, ref cell, record),
            _ => throw new InvalidOperationException($"kind {column.Kind} has no reader"),
        };
        if (fault is not null)
        {
            record.Faults.Add(new(column.Name, fault, Encoding.UTF8.GetString(text)));
        }
    }

    /// <summary>Appends the cell in the form that keys use. False when the cell has no value.</summary>
    public bool AddKeyText(in Cell cell, SectorRecord record)
    {
        if (!cell.HasValue)
        {
            return false;
        }

        if (column.Kind is ColumnKind.Text or ColumnKind.Key or ColumnKind.PersonName or >= ColumnKind.SocialInsurance)
        {
            record.Add(record.Bytes(cell.Range));
        }
        else if (column.Kind == ColumnKind.PersonalId)
        {
            PersonalId.FromNumber(cell.Number).WriteDigits(record.Room(12));
            record.Commit(12);
        }
        else
        {
            var text = Describe(cell, record)!;
            record.Commit(Encoding.UTF8.GetBytes(text, record.Room(text.Length * 3)));
        }

        return true;
    }

    /// <summary>The cell as text for examples, keys and reports; null when it has no value.</summary>
    public string? Describe(in Cell cell, SectorRecord record)
    {
        if (!cell.HasValue)
        {
            return null;
        }

        return column.Kind switch
        {
            ColumnKind.Text or ColumnKind.Key or ColumnKind.PersonName or >= ColumnKind.SocialInsurance =>
                Encoding.UTF8.GetString(record.Bytes(cell.Range)),
            ColumnKind.Code => codes.Text((int)cell.Number),
            ColumnKind.Date => Epoch.AddDays(cell.Number).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ColumnKind.Timestamp => DescribeTimestamp(cell.Number),
            ColumnKind.Boolean => cell.Number == 1 ? "true" : "false",
            ColumnKind.PersonalId => PersonalId.FromNumber(cell.Number).Digits,
            ColumnKind.LegacyId => cell.Number.ToString("D9", CultureInfo.InvariantCulture),
            ColumnKind.BirthDate => BirthDate.FromRange((int)cell.Number, cell.Second).Iso,
            ColumnKind.Sex => SexCode((Sex)cell.Number),
            ColumnKind.Phone => PhoneNumber.FromNational((uint)cell.Number).E164,
            ColumnKind.Unit => cell.Number.ToString($"D{cell.Second}", CultureInfo.InvariantCulture),
            _ => cell.Number.ToString(CultureInfo.InvariantCulture),
        };
    }

    /// <summary>The UTF-8 of a code column's value.</summary>
    public ReadOnlySpan<byte> CodeBytes(in Cell cell) => codes.Bytes((int)cell.Number);

    /// <summary>Code that the database and the examples use for a sex.</summary>
    public static string SexCode(Sex sex) => sex switch { Sex.Male => "male", Sex.Female => "female", _ => "other" };

    static string? ReadText(ReadOnlySpan<byte> text, ref Cell cell, SectorRecord record)
    {
        if (text.IndexOfAny(CombiningLead) < 0)
        {
            cell.Range = record.Add(text);
        }
        else
        {
            var composed = Encoding.UTF8.GetString(text).Normalize(NormalizationForm.FormC);
            cell.Range = record.Commit(Encoding.UTF8.GetBytes(composed, record.Room(composed.Length * 3)));
        }

        cell.HasValue = true;
        return null;
    }

    string? ReadCode(ReadOnlySpan<byte> text, ref Cell cell)
    {
        var code = codes.Find(text);
        cell.HasValue = code >= 0;
        cell.Number = code;
        return code < 0 ? "code-unknown" : null;
    }

    static string? ReadInteger(ReadOnlySpan<byte> text, ref Cell cell)
    {
        cell.HasValue = Utf8Parser.TryParse(text, out long number, out var used) && used == text.Length;
        cell.Number = number;
        return cell.HasValue ? null : "integer-unreadable";
    }

    /// <summary>Whole đồng: digits with "." or "," or spaces between groups of three, "đ" or "VND" behind.</summary>
    static string? ReadMoney(ReadOnlySpan<byte> text, ref Cell cell)
    {
        const string unreadable = "money-unreadable";
        long number = 0;
        int digits = 0, group = -1;
        var i = text[0] == '-' ? 1 : 0;
        for (; i < text.Length; i++)
        {
            var c = text[i];
            if (c is >= (byte)'0' and <= (byte)'9')
            {
                if (++digits > 18)
                {
                    return unreadable;
                }

                number = (number * 10) + (c - '0');
                group = group >= 0 ? group + 1 : group;
            }
            else if (c is (byte)'.' or (byte)',' or (byte)' ' && digits > 0 && group is -1 or 3)
            {
                group = 0;
            }
            else
            {
                break;
            }
        }

        var unit = Trim(text[i..]);
        if (digits == 0 || (group is not (-1 or 3) && !(group == 0 && !unit.IsEmpty)) || !IsDong(unit))
        {
            return unreadable;
        }

        cell.Number = text[0] == '-' ? -number : number;
        cell.HasValue = true;
        return null;
    }

    static bool IsDong(ReadOnlySpan<byte> unit) =>
        unit.IsEmpty || unit.SequenceEqual("đ"u8) || unit.SequenceEqual("đồng"u8)
        || Ascii.EqualsIgnoreCase(unit, "vnd"u8);

    string? ReadTimestamp(ReadOnlySpan<byte> text, ref Cell cell)
    {
        var parsed = DateForms.ParseTimestamp(text, formats);
        cell.HasValue = parsed.IsValue;
        cell.Number = parsed.Value;
        return parsed.Fault;
    }

    string? ReadBoolean(ReadOnlySpan<byte> text, ref Cell cell)
    {
        var code = codes.IsEmpty ? DefaultBoolean(text) : codes.Find(text) is var c and >= 0 ? codes.Text(c) : null;
        cell.HasValue = code is not null;
        cell.Number = code == "true" ? 1 : 0;
        return code is null ? "boolean-unknown" : null;
    }

    static string? DefaultBoolean(ReadOnlySpan<byte> text) =>
        Encoding.UTF8.GetString(text).Normalize().ToLowerInvariant() switch
        {
            "1" or "x" or "có" or "true" or "y" or "yes" or "đúng" => "true",
            "0" or "không" or "false" or "n" or "no" or "sai" => "false",
            _ => null,
        };

    string? ReadPersonalId(ReadOnlySpan<byte> text, ref Cell cell, SectorRecord record)
    {
        var parsed = PersonalId.Parse(text, asOf.Year);
        cell.HasValue = parsed.IsValue;
        cell.Number = parsed.Value.Number;
        if (column is { IsCitizenField: true, Name: "personalId" })
        {
            record.PersonalIdGiven = !parsed.IsEmpty;
            record.PersonalId = parsed.IsValue ? parsed.Value.Number : 0;
        }

        return parsed.Fault;
    }

    static string? ReadLegacyId(ReadOnlySpan<byte> text, ref Cell cell)
    {
        var parsed = LegacyId.Parse(text);
        cell.HasValue = parsed.IsValue;
        cell.Number = parsed.Value.Number;
        return parsed.Fault;
    }

    /// <summary>Insurance, card, tax and dossier codes: their clear form as text.</summary>
    string? ReadCardCode(ReadOnlySpan<byte> text, ref Cell cell, SectorRecord record) => column.Kind switch
    {
        ColumnKind.SocialInsurance => TakeText(SocialInsuranceCode.Parse(text), code => code.Digits, ref cell, record),
        ColumnKind.HealthCard => TakeText(HealthCard.Parse(text), card => card.Text, ref cell, record),
        ColumnKind.TaxCode => TakeText(TaxCode.Parse(text), code => code.Text, ref cell, record),
        _ => TakeText(DossierCode.Parse(text), code => code.Text, ref cell, record),
    };

    static string? TakeText<T>(Parsed<T> parsed, Func<T, string> text, ref Cell cell, SectorRecord record)
        where T : struct
    {
        cell.HasValue = parsed.IsValue;
        if (parsed.IsValue)
        {
            cell.Range = record.Add(Encoding.ASCII.GetBytes(text(parsed.Value)));
        }

        return parsed.Fault;
    }

    string? ReadName(ReadOnlySpan<byte> text, ref Cell cell, SectorRecord record)
    {
        string? flag = null;
        if (LegacyEvidence.MayBeBroken(text)
            && LegacyEvidence.Repair(Encoding.UTF8.GetString(text), out _) is { } mended)
        {
            text = Encoding.UTF8.GetBytes(mended);
            flag = "name-encoding";
        }

        var length = PersonName.Normalise(
            text, record.Room((3 * text.Length) + 16), out var full, out var folded, out var fault);
        if (fault is not null || length == 0)
        {
            return fault;
        }

        cell.Range = record.Commit(length);
        cell.HasValue = true;
        if (column is { IsCitizenField: true, Name: "name" })
        {
            (record.Name, record.NameFull, record.NameFolded) = (cell.Range, full, folded);
        }

        return flag;
    }

    string? ReadBirthDate(ReadOnlySpan<byte> text, ref Cell cell, SectorRecord record)
    {
        var parsed = BirthDate.Parse(text, asOf);
        if (!parsed.IsValue)
        {
            return parsed.Fault;
        }

        cell.HasValue = true;
        cell.Number = parsed.Value.From;
        cell.Second = parsed.Value.To;
        if (column is { IsCitizenField: true, Name: "birthDate" })
        {
            (record.BirthFrom, record.BirthTo) = (parsed.Value.From, parsed.Value.To);
        }

        return null;
    }

    string? ReadSex(ReadOnlySpan<byte> text, ref Cell cell, SectorRecord record)
    {
        var known = codes.Find(text) is var code and >= 0
            ? SexWords.TryParse(codes.Bytes(code), out var sex)
            : SexWords.TryParse(text, out sex);
        cell.HasValue = known;
        cell.Number = (long)sex;
        if (known && column is { IsCitizenField: true, Name: "sex" })
        {
            record.Sex = sex;
        }

        return known ? null : "sex-unknown";
    }

    string? ReadPhone(ReadOnlySpan<byte> text, ref Cell cell, SectorRecord record)
    {
        var parsed = PhoneNumber.Parse(text);
        cell.HasValue = parsed.IsValue;
        cell.Number = parsed.Value.National;
        if (parsed.IsValue && column is { IsCitizenField: true, Name: "phone" })
        {
            record.Phone = parsed.Value.National;
        }

        return parsed.Fault;
    }

    string? ReadUnit(ReadOnlySpan<byte> text, ref Cell cell, SectorRecord record)
    {
        var parsed = AdminUnitCode.Parse(text);
        if (!parsed.IsValue)
        {
            return parsed.Fault;
        }

        cell.HasValue = true;
        cell.Number = parsed.Value.Number;
        cell.Second = parsed.Value.Length;
        if (column is { IsCitizenField: true, Name: "homeUnit" })
        {
            (record.HomeUnit, record.HomeUnitLength) = (parsed.Value.Number, parsed.Value.Length);
        }

        return null;
    }

    static string? Take(Parsed<int> parsed, ref Cell cell)
    {
        cell.HasValue = parsed.IsValue;
        cell.Number = parsed.Value;
        return parsed.Fault;
    }

    static string DescribeTimestamp(long microseconds) =>
        TimeZoneInfo.ConvertTimeFromUtc(Epoch.AddTicks(microseconds * 10), Local)
            .ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>Without spaces, line breaks and no-break spaces (U+00A0) around it.</summary>
    static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text) =>
        // Most cells begin and end with what can be no space.
        text.Length == 0 || (text[0] is > (byte)' ' and not 0xC2 && text[^1] is > (byte)' ' and not 0xA0)
            ? text
            : TrimSpaces(text);

    static ReadOnlySpan<byte> TrimSpaces(ReadOnlySpan<byte> text)
    {
        int start = 0, end = text.Length;
        while (start < end && SpaceAt(text[start..end]) is var skip and > 0)
        {
            start += skip;
        }

        while (start < end && SpaceBefore(text[start..end]) is var skip and > 0)
        {
            end -= skip;
        }

        return text[start..end];
    }

    static int SpaceAt(ReadOnlySpan<byte> text) =>
        text[0] <= (byte)' ' ? 1 : text[0] == 0xC2 && text.Length > 1 && text[1] == 0xA0 ? 2 : 0;

    static int SpaceBefore(ReadOnlySpan<byte> text) =>
        text[^1] <= (byte)' ' ? 1 : text[^1] == 0xA0 && text.Length > 1 && text[^2] == 0xC2 ? 2 : 0;
}

/// <summary>A contract's code list: the source's words, compared without case, Unicode form and outer space, and our
/// codes.</summary>
sealed class CodeWords
{
    static readonly ConditionalWeakTable<ColumnSpec, CodeWords> Known = [];

    readonly byte[][] words;
    readonly int[] targets;
    readonly List<string> codes;
    readonly byte[][] codeBytes;
    readonly Dictionary<string, int> folded;

    /// <summary>The words of this column; the numbering of the codes is the order of the contract.</summary>
    public static CodeWords Of(ColumnSpec column) => Known.GetValue(column, static c => new CodeWords(c.Codes));

    CodeWords(IReadOnlyDictionary<string, string> map)
    {
        codes = [.. map.Values.Distinct()];
        codeBytes = [.. codes.Select(c => Encoding.UTF8.GetBytes(c))];
        words = [.. map.Keys.Select(k => Encoding.UTF8.GetBytes(k.Trim().Normalize()))];
        targets = [.. map.Values.Select(code => codes.IndexOf(code))];
        folded = [];
        foreach (var (word, code) in map)
        {
            folded[Fold(word)] = codes.IndexOf(code);
        }

        // The code itself is always understood, so that an extract of ours reads back.
        foreach (var code in codes)
        {
            folded.TryAdd(Fold(code), codes.IndexOf(code));
        }
    }

    public bool IsEmpty => codes.Count == 0;

    /// <summary>Number of the code that this word stands for, or -1.</summary>
    public int Find(ReadOnlySpan<byte> text)
    {
        for (var i = 0; i < words.Length; i++)
        {
            if (text.SequenceEqual(words[i]))
            {
                return targets[i];
            }
        }

        return folded.Count > 0 && folded.TryGetValue(Fold(Encoding.UTF8.GetString(text)), out var code) ? code : -1;
    }

    public string Text(int code) => codes[code];

    public ReadOnlySpan<byte> Bytes(int code) => codeBytes[code];

    static string Fold(string word) => word.Trim().Normalize().ToLowerInvariant();
}
