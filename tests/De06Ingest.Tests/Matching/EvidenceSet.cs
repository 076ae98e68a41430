using System.Text;
using De06Ingest.Commands.Linkage;
using De06Ingest.Feeds;
using De06Ingest.Intake;
using De06Ingest.Intake.Normalise;
using De06Ingest.Intake.Pull;
using De06Ingest.Intake.Read;
using De06Ingest.Matching;
using De06Ingest.Matching.Evidence;
using De06Ingest.Synthetic.Linkage;

namespace De06Ingest.Tests.Matching;

/// <summary>A truth set as a run sees it: the citizens in memory, the rows that no id leads to, and the
/// answer.</summary>
sealed class EvidenceSet
{
    static readonly DateOnly Today = new(2026, 1, 1);

    public required ReferenceIndex Reference { get; init; }

    public required EvidenceRows Rows { get; init; }

    /// <summary>Keys of <see cref="Rows"/>.</summary>
    public List<string> Keys { get; } = [];

    /// <summary>Rows that the personal id led to a citizen, by key.</summary>
    public Dictionary<string, int> ById { get; } = [];

    public Dictionary<string, (int Citizen, string[] Errors)> Truth { get; } = [];

    /// <summary>Makes a truth set in a folder and reads it.</summary>
    public static EvidenceSet Of(TruthSetOptions options, string folder)
    {
        TruthSet.Generate(options, folder);
        var feed = FeedCatalog.LoadFile(Path.Combine(folder, "feed.yaml"));
        var set = new EvidenceSet
        {
            Reference = ReadReference(folder),
            Rows = new EvidenceRows(feed),
        };
        foreach (var record in Records(feed, Path.Combine(folder, "feed.csv")))
        {
            set.Add(record);
        }

        foreach (var line in File.ReadLines(Path.Combine(folder, "truth.csv")).Skip(1))
        {
            var cells = line.Split(',');
            set.Truth[cells[0]] = (set.Reference.Find(long.Parse(cells[1])),
                cells[2].Split(';', StringSplitOptions.RemoveEmptyEntries));
        }

        return set;
    }

    void Add(SectorRecord record)
    {
        var key = Encoding.UTF8.GetString(record.Bytes(record.Key));
        var citizen = record.PersonalId == 0 ? -1 : Reference.Find(record.PersonalId);
        if (citizen >= 0)
        {
            ById[key] = citizen;
            return;
        }

        Keys.Add(key);
        Rows.Add(record);
    }

    static ReferenceIndex ReadReference(string folder)
    {
        var contract = FeedCatalog.LoadFile(Path.Combine(folder, "reference.yaml"));
        var builder = new ReferenceIndexBuilder(Guid.NewGuid(), 1000);
        var places = new PlaceText();
        var (legacy, hamlet) = (contract.IndexOf("legacyId"), contract.IndexOf("hamlet"));
        foreach (var record in Records(contract, Path.Combine(folder, "reference.csv")))
        {
            builder.Add(
                new Citizen
                {
                    PersonalId = record.PersonalId,
                    NameFull = record.NameFull,
                    NameFolded = (uint)record.NameFolded,
                    BirthFrom = record.BirthFrom,
                    BirthSpan = (ushort)(record.BirthTo - record.BirthFrom),
                    Sex = record.Sex,
                    Phone = record.Phone,
                    HomeUnit = record.HomeUnit,
                    Legacy = (int)record.Cells[legacy].Number,
                    Hamlet = places.Number(record.Bytes(record.Cells[hamlet].Range)),
                },
                (UInt128)record.PersonalId, record.Bytes(record.Name));
        }

        return builder.Build();
    }

    static IEnumerable<SectorRecord> Records(FeedContract contract, string path)
    {
        using var rows = RowReaders.Open(
            contract, new ExtractFile(path, Path.GetFileName(path), new FileInfo(path).Length, ""));
        var builder = new RecordBuilder(contract, Today);
        var record = new SectorRecord(contract.Columns.Count);
        var batch = new RowBatch(contract.Columns.Count);
        while (rows.Read())
        {
            batch.Clear(0);
            builder.Build(batch.Stage(rows), default, record);
            yield return record;
        }
    }
}
