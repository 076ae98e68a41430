using System.Text;
using De06Ingest.Feeds;
using De06Ingest.Intake.Normalise;

namespace De06Ingest.Matching;

/// <summary>One side of a linkage: the keys of its records and the cells of each attribute, row by row, as
/// texts.</summary>
/// <remarks>A cell that the contract's type refuses keeps its signs: 31/04 is no date, but it is close to
/// one.</remarks>
sealed class LinkTable
{
    readonly FeedContract contract;
    readonly List<(LinkSpec Spec, int Column, List<string> Cells)> attributes = [];

    public LinkTable(FeedContract contract)
    {
        this.contract = contract;
        foreach (var spec in Specs(contract))
        {
            attributes.Add((spec, contract.IndexOf(spec.Column), []));
        }
    }

    /// <summary>Key of each record, in the order of the file.</summary>
    public List<string> Keys { get; } = [];

    /// <summary>What the contract says of the attributes, or would if it were asked.</summary>
    public IReadOnlyList<LinkSpec> Attributes => [.. attributes.Select(a => a.Spec)];

    public IReadOnlyList<string> Cells(string attribute) => Find(attribute).Cells;

    public ColumnSpec Column(string attribute) => contract.Columns[Find(attribute).Column];

    /// <summary>Adds a row that was built under the contract.</summary>
    public void Add(RowCells cells, SectorRecord record, RecordBuilder builder)
    {
        Keys.Add(Encoding.UTF8.GetString(record.Bytes(record.Key)));
        foreach (var (_, column, texts) in attributes)
        {
            texts.Add(Text(contract.Columns[column], column, cells, record, builder));
        }
    }

    (LinkSpec Spec, int Column, List<string> Cells) Find(string attribute) =>
        attributes.First(a => a.Spec.Attribute == attribute);

    /// <summary>What is linked: what <c>link</c> names, and the citizen's fields; without <c>link</c> also every extra
    /// column that is no key.</summary>
    static IEnumerable<LinkSpec> Specs(FeedContract contract)
    {
        var named = contract.Link ?? [];
        var others =
            from column in contract.Columns
            where named.All(l => l.Column != column.Name) && IsComparable(contract, column)
            select new LinkSpec(column.Name, column.Name, "auto");
        return named.Where(l => l.Kind != "none").Concat(others);
    }

    static bool IsComparable(FeedContract contract, ColumnSpec column) => column.IsCitizenField
        ? column.Name is not ("recordNo" or "status")
        : contract.Link is null && column.Kind != ColumnKind.Key
            && !contract.Key.Contains(column.Name) && !contract.Subject.Contains(column.Name);

    static string Text(
        ColumnSpec column, int index, RowCells cells, SectorRecord record, RecordBuilder builder)
    {
        var raw = Encoding.UTF8.GetString(cells[index]);
        ref var cell = ref record.Cells[index];
        return column.Kind switch
        {
            ColumnKind.BirthDate or ColumnKind.Date => cell.HasValue ? builder.Text(index, record)! : raw,
            ColumnKind.PersonalId or ColumnKind.LegacyId or ColumnKind.Phone =>
                cell.HasValue ? builder.Text(index, record)! : Digits(raw),
            ColumnKind.PersonName or ColumnKind.Unit or ColumnKind.Sex or ColumnKind.Code or ColumnKind.Boolean =>
                cell.HasValue ? builder.Text(index, record)! : column.IsCitizenField ? "" : raw,
            _ => raw,
        };
    }

    /// <summary>The digits of a number that could not be read, unless some are hidden or too few are left.</summary>
    static string Digits(string raw)
    {
        var digits = new string([.. raw.Where(char.IsAsciiDigit)]);
        return raw.AsSpan().ContainsAny('*', 'x', '#') || digits.Length < 7 || digits.Distinct().Count() < 3
            ? ""
            : digits;
    }
}
