using System.Buffers;

namespace De06Ingest.Values;

/// <summary>Mã đơn vị hành chính (QĐ 124/2004/QĐ-TTg): 2 digits for a province, 3 for a district, 5 for a
/// commune.</summary>
/// <remarks>Only its form is read here. The same code can mean a larger unit after a merger, so what it names
/// depends on a date.</remarks>
readonly record struct AdminUnitCode
{
    const int CommuneLength = 5;

    static readonly SearchValues<char> DigitsAndO = SearchValues.Create("0123456789o");

    AdminUnitCode(int number, byte length)
    {
        Number = number;
        Length = length;
    }

    public int Number { get; }

    /// <summary>2, 3 or 5 digits.</summary>
    public byte Length { get; }

    /// <summary>The digits with their leading zeros.</summary>
    public string Code => Digits.Text(Number, Length);

    /// <summary>Reads a cell; 4 digits are a commune that lost its zero.</summary>
    /// <returns>Faults <c>unit-…</c>: length, placeholder, lossy, masked, characters.</returns>
    public static Parsed<AdminUnitCode> Parse(ReadOnlySpan<byte> utf8)
    {
        var cell = DigitCell.Read(utf8);
        return cell.Kind switch
        {
            DigitCellKind.Digits => OfDigits(cell),
            DigitCellKind.Nothing => Parsed<AdminUnitCode>.Empty,
            DigitCellKind.TooLong => Parsed<AdminUnitCode>.Bad("unit-length"),
            DigitCellKind.Masked => Parsed<AdminUnitCode>.Bad("unit-masked"),
            DigitCellKind.Lossy => Parsed<AdminUnitCode>.Bad("unit-lossy"),
            _ => Parsed<AdminUnitCode>.Bad("unit-characters"),
        };
    }

    public override string ToString() => Code;

    static Parsed<AdminUnitCode> OfDigits(in DigitCell cell)
    {
        // 51-522 is a province and a district, not the commune 51522.
        if (cell.Text?.AsSpan().ContainsAnyExcept(DigitsAndO) == true)
        {
            return Parsed<AdminUnitCode>.Bad("unit-characters");
        }

        if (cell.Number == 0)
        {
            return Parsed<AdminUnitCode>.Bad("unit-placeholder");
        }

        return cell.Count switch
        {
            2 or 3 or CommuneLength => Of(cell, cell.Count, cell.Repairs),
            4 when !cell.LeadingZero => Of(cell, CommuneLength, cell.Repairs | Repairs.LostZero),
            _ => Parsed<AdminUnitCode>.Bad("unit-length"),
        };
    }

    static Parsed<AdminUnitCode> Of(in DigitCell cell, int length, Repairs repairs) =>
        Parsed<AdminUnitCode>.Of(new((int)cell.Number, (byte)length), repairs);
}
