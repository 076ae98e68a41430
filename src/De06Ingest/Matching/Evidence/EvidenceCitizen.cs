using De06Ingest.Feeds;
using De06Ingest.Intake.Normalise;

namespace De06Ingest.Matching.Evidence;

/// <summary>A record of a reference that was read from a file, as the index holds it.</summary>
static class EvidenceCitizen
{
    /// <summary>The citizen of the record; the life status takes no part in matching.</summary>
    public static Citizen Of(FeedContract contract, SectorRecord record, PlaceText places)
    {
        var (legacy, hamlet) = (contract.IndexOf("legacyId"), EvidenceRows.HamletColumn(contract));
        return new Citizen
        {
            PersonalId = record.PersonalId,
            NameFull = record.NameFull,
            NameFolded = (uint)record.NameFolded,
            BirthFrom = record.BirthFrom,
            BirthSpan = (ushort)Math.Min(ushort.MaxValue, record.BirthTo - record.BirthFrom),
            Sex = record.Sex,
            Phone = record.Phone,
            HomeUnit = record.HomeUnit,
            Legacy = legacy >= 0 ? (int)record.Cells[legacy].Number : 0,
            Hamlet = hamlet >= 0 ? places.Number(record.Bytes(record.Cells[hamlet].Range)) : 0,
        };
    }

    /// <summary>The name as far as the index keeps it.</summary>
    public static ReadOnlySpan<byte> Name(SectorRecord record)
    {
        var name = record.Bytes(record.Name);
        return name.Length > byte.MaxValue ? name[..byte.MaxValue] : name;
    }
}
