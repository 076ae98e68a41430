using System.Buffers;
using System.Globalization;
using System.Numerics;
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
            ColumnKind.Integer => Take(WholeNumber.Parse(text), ref cell),
            ColumnKind.MoneyVnd => Take(WholeNumber.ParseDong(text), ref cell),
            ColumnKind.Date => Take(DateForms.ParseDay(text, formats), ref cell),
            ColumnKind.Timestamp => Take(DateForms.ParseTimestamp(text, formats), ref cell),
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

    static string? Take<T>(Parsed<T> parsed, ref Cell cell)
        where T : struct, IBinaryInteger<T>
    {
        cell.HasValue = parsed.IsValue;
        cell.Number = long.CreateChecked(parsed.Value);
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
