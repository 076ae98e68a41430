using System.Globalization;
using System.Text;
using De06Ingest.Feeds;
using De06Ingest.Intake.Normalise;
using De06Ingest.Matching;
using De06Ingest.Matching.Comparing;
using De06Ingest.Matching.Evidence;
using De06Ingest.Values;

namespace De06Ingest.Tests.Matching.Evidence;

/// <summary>A made-up person, as a row or as a citizen; what is null is not known.</summary>
/// <param name="Id">Personal id; in a row also what stands in its place.</param>
/// <param name="Birth">yyyy-MM-dd, yyyy-MM or yyyy.</param>
/// <param name="Unit">Number of the commune.</param>
sealed record Person(string? Name = null, string? Birth = null, Sex Sex = Sex.Unknown, string? Id = null)
{
    public uint Phone { get; init; }
    public int Unit { get; init; } = SectorRecord.Unknown;
    public int Legacy { get; init; }
    public string? Hamlet { get; init; }
}

/// <summary>Rows and citizens in memory, and a model whose weights are whole bits.</summary>
static class SomeEvidence
{
    /// <summary>A contract with the columns that evidence looks for.</summary>
    public static readonly FeedContract Contract = Of(null,
        ("legacyId", ColumnKind.LegacyId), ("hamlet", ColumnKind.Text));

    /// <summary>Bits of the levels, best first, by attribute in the order of
    /// <see cref="EvidenceAttribute"/>.</summary>
    public static readonly int[][] Bits =
    [
        [10, 8, 6, 2, -6], [8, 5, 4, 3, 2, 1, -5], [1, -4], [9, 6, -1], [3, -2], [2, -1], [12, 7, -3], [14, 9, 1, -4],
    ];

    public static FeedContract Of(
        IReadOnlyList<LinkSpec>? link, params (string Name, ColumnKind Kind)[] columns) => new()
    {
        Feed = "some-feed",
        Title = "Nguồn thử",
        Owner = "Đơn vị thử",
        Key = ["recordNo"],
        Subject = ["recordNo"],
        Hash = "",
        Link = link,
        Columns = [.. columns.Select(c => new ColumnSpec(c.Name, c.Kind, [c.Name]))],
    };

    /// <summary>The model of <see cref="Bits"/>; every u is 1/16.</summary>
    public static MatchModel Model(bool frequency = false) => SomeLink.Model() with
    {
        Bands = new(0.9, 0.3),
        Attributes = Enumerable.Range(0, EvidenceAttributes.Count)
            .ToDictionary(EvidenceAttributes.Name, i => Weights(Bits[i], frequency)),
        LevelNames = Enumerable.Range(0, EvidenceAttributes.Count)
            .ToDictionary(EvidenceAttributes.Name, EvidenceAttributes.Levels),
    };

    public static LevelWeights Weights(int[] bits, bool frequency) =>
        new([.. bits.Select(b => double.Exp2(b) / 16)], [.. bits.Select(_ => 1.0 / 16)], frequency);

    public static ReferenceIndex Index(params IReadOnlyList<Person> people)
    {
        var builder = new ReferenceIndexBuilder(Guid.Empty, people.Count);
        var (places, record) = (new PlaceText(), new SectorRecord(Contract.Columns.Count));
        foreach (var person in people)
        {
            Fill(record, person);
            builder.Add(EvidenceCitizen.Of(Contract, record, places), (UInt128)record.PersonalId,
                EvidenceCitizen.Name(record));
        }

        return builder.Build();
    }

    public static EvidenceRows Rows(params IReadOnlyList<Person> people)
    {
        var (rows, record) = (new EvidenceRows(Contract), new SectorRecord(Contract.Columns.Count));
        foreach (var person in people)
        {
            Fill(record, person);
            rows.Add(record);
        }

        return rows;
    }

    public static EvidenceProbe[] Probes(params IReadOnlyList<Person> people)
    {
        var rows = Rows(people);
        return [.. Enumerable.Range(0, people.Count).Select(row => EvidenceProbe.Of(rows, row))];
    }

    public static SectorRecord Record(Person person)
    {
        var record = new SectorRecord(Contract.Columns.Count);
        Fill(record, person);
        return record;
    }

    /// <summary>Days since 2000-01-01 between which the person was born.</summary>
    public static (int From, int To) Days(string birth)
    {
        int[] parts = [.. birth.Split('-').Select(p => int.Parse(p, CultureInfo.InvariantCulture))];
        return parts switch
        {
            [var year] => (CalendarDay.Of(year, 1, 1), CalendarDay.Of(year, 12, 31)),
            [var year, var month] => (CalendarDay.Of(year, month, 1),
                CalendarDay.Of(year, month, DateTime.DaysInMonth(year, month))),
            _ => (CalendarDay.Of(parts[0], parts[1], parts[2]), CalendarDay.Of(parts[0], parts[1], parts[2])),
        };
    }

    static void Fill(SectorRecord record, Person person)
    {
        record.Clear();
        if (person.Name is not null)
        {
            Span<byte> display = stackalloc byte[1024];
            var length = PersonName.Normalise(
                Encoding.UTF8.GetBytes(person.Name), display, out var full, out var folded, out _);
            record.Name = record.Add(display[..length]);
            (record.NameFull, record.NameFolded) = (full, folded);
        }

        if (person.Birth is not null)
        {
            (record.BirthFrom, record.BirthTo) = Days(person.Birth);
        }

        if (person.Id is { Length: PersonalId.Length } id && id.All(char.IsAsciiDigit))
        {
            record.PersonalId = long.Parse(id, CultureInfo.InvariantCulture);
        }
        else if (person.Id is not null)
        {
            record.Faults.Add(new("personalId", "personal-id-length", person.Id));
        }

        (record.Sex, record.Phone, record.HomeUnit) = (person.Sex, person.Phone, person.Unit);
        record.Cells[0] = new() { HasValue = person.Legacy != 0, Number = person.Legacy };
        if (person.Hamlet is not null)
        {
            record.Cells[1] = new() { HasValue = true, Range = record.Add(Encoding.UTF8.GetBytes(person.Hamlet)) };
        }
    }
}
