using System.Globalization;
using System.Text;
using De06Ingest.Feeds;
using De06Ingest.Intake.Normalise;
using De06Ingest.Intake.Pull;
using De06Ingest.Intake.Read;
using De06Ingest.Values;

namespace De06Ingest.Intake;

/// <summary>Which slice of the feed a row belongs to, and the slices that one extract shows, numbered as they
/// appear.</summary>
/// <remarks>One thread; consecutive rows of one slice cost a comparison of bytes.</remarks>
sealed class SliceReader
{
    readonly FeedContract contract;
    readonly bool isSliced;
    readonly int periodColumn;
    readonly int unitColumn;
    readonly Dictionary<Slice, int> numbers = [];
    readonly List<Slice> slices = [];
    readonly byte[] last = new byte[256];
    string? fixedPeriod;
    string? fixedUnit;
    int lastLength = -1;
    int lastNumber;

    public SliceReader(FeedContract contract)
    {
        this.contract = contract;
        isSliced = contract.Extent.IsSliced;
        if (!isSliced)
        {
            Number(default);
        }

        periodColumn = ColumnOf(contract.Extent.Period);
        unitColumn = ColumnOf(contract.Extent.Unit);
    }

    /// <summary>Every slice that has a number: those known before the pass, then those of the extract.</summary>
    public IReadOnlyList<Slice> Slices => slices;

    /// <summary>Takes what the file name, or a line above the header, says of period and unit.</summary>
    /// <exception cref="ExtractRefused">The contract says that they stand there, and they do not.</exception>
    public void Open(Extract extract, ExtractShape shape)
    {
        lastLength = -1;
        fixedPeriod = Fixed(contract.Extent.Period, extract.Period, shape, "period-missing");
        fixedUnit = Fixed(contract.Extent.Unit, extract.Unit, shape, "unit-missing");
    }

    /// <summary>Number of the slice of this row; -1 when its column is empty or unreadable.</summary>
    public int Of(RowCells cells)
    {
        if (!isSliced)
        {
            return 0;
        }

        var period = periodColumn < 0 ? [] : cells[periodColumn];
        var unit = unitColumn < 0 ? [] : cells[unitColumn];
        if (IsLast(period, unit))
        {
            return lastNumber;
        }

        var slice = new Slice(
            periodColumn < 0 ? fixedPeriod : PeriodText.Parse(period),
            unitColumn < 0 ? fixedUnit : UnitText(unit));
        lastNumber = (contract.Extent.ByPeriod && slice.Period is null)
            || (contract.Extent.ByUnit && slice.Unit is null)
                ? -1
                : Number(slice);
        Remember(period, unit);
        return lastNumber;
    }

    /// <summary>Number of the slice that the file as a whole stands for; -1 when that stands in its rows.</summary>
    public int OfFile => contract.Extent.IsNamedByFile ? Number(new Slice(fixedPeriod, fixedUnit)) : -1;

    /// <summary>Fault codes of a row whose slice cannot be told.</summary>
    public static List<string> Missing(FeedContract contract, RowCells cells)
    {
        var codes = new List<string>();
        if (contract.Extent.Period?.Column is { } period && PeriodText.Parse(cells[contract.IndexOf(period)]) is null)
        {
            codes.Add("period-missing");
        }

        if (contract.Extent.Unit?.Column is { } unit && UnitText(cells[contract.IndexOf(unit)]) is null)
        {
            codes.Add("unit-missing");
        }

        return codes;
    }

    /// <summary>Number of a slice that is known from the database.</summary>
    public int Number(Slice slice)
    {
        if (!numbers.TryGetValue(slice, out var number))
        {
            numbers[slice] = number = slices.Count;
            slices.Add(slice);
        }

        return number;
    }

    int ColumnOf(SliceSource? source) => source?.Column is { } column ? contract.IndexOf(column) : -1;

    static string? Fixed(SliceSource? source, string? fromName, ExtractShape shape, string missing)
    {
        if (source is null || source.Column is not null)
        {
            return null;
        }

        var value = source.Above is { } pattern
            ? shape.Above.Select(new SliceNames(pattern).Match).Select(m => m?.Period ?? m?.Unit)
                .FirstOrDefault(said => said is not null)
            : fromName;
        return value ?? throw new ExtractRefused(missing, source.Above ?? source.FileName ?? "");
    }

    bool IsLast(ReadOnlySpan<byte> period, ReadOnlySpan<byte> unit) =>
        lastLength == period.Length + unit.Length
        && last.AsSpan(0, period.Length).SequenceEqual(period)
        && last.AsSpan(period.Length, unit.Length).SequenceEqual(unit);

    void Remember(ReadOnlySpan<byte> period, ReadOnlySpan<byte> unit)
    {
        lastLength = period.Length + unit.Length;
        if (lastLength > last.Length)
        {
            lastLength = -1;
            return;
        }

        period.CopyTo(last);
        unit.CopyTo(last.AsSpan(period.Length));
    }

    static string? UnitText(ReadOnlySpan<byte> cell)
    {
        var parsed = AdminUnitCode.Parse(cell);
        return parsed.IsValue ? parsed.Value.Code : null;
    }
}

/// <summary>A reporting period as text: <c>yyyy-MM</c> or <c>yyyy</c>.</summary>
static class PeriodText
{
    static readonly string[] Months =
    [
        "yyyy-MM", "MM/yyyy", "M/yyyy", "yyyyMM", "yyyy/MM", "MM-yyyy",
        "dd/MM/yyyy", "d/M/yyyy", "yyyy-MM-dd", "yyyyMMdd",
    ];

    /// <summary>The period that the cell names, or null.</summary>
    public static string? Parse(ReadOnlySpan<byte> cell)
    {
        var text = Encoding.UTF8.GetString(cell).Trim();
        if (DateTime.TryParseExact(text, Months, CultureInfo.InvariantCulture, DateTimeStyles.None, out var month))
        {
            return month.ToString("yyyy-MM", CultureInfo.InvariantCulture);
        }

        return text.Length == 4 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _)
            ? text : null;
    }
}
