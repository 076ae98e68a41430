using De06Ingest.Intake.Normalise;
using De06Ingest.Matching.Comparing;
using De06Ingest.Values;

namespace De06Ingest.Matching.Evidence;

/// <summary>How far a row and a citizen agree, attribute by attribute; the levels are those of the model's
/// kinds.</summary>
static class EvidenceLevels
{
    public const byte PossibleName = 3;
    public const byte DifferentName = 4;
    public const int PhoneDigits = 9;
    const long Serials = 1_000_000;

    /// <summary>All levels of a row and a citizen.</summary>
    public static PairLevels Of(EvidenceRows rows, int row, ReferenceIndex reference, int citizen)
    {
        ref readonly var person = ref reference[citizen];
        var birth = EvidenceProbe.BirthOf(person);
        var probe = EvidenceProbe.Of(rows, row);
        var levels = WithoutName(probe, person, birth);
        return probe.NameFull == 0 || person.NameFull == 0 ? levels
            : probe.NameFull == person.NameFull ? levels.With(EvidenceAttribute.Name, 0)
            : levels.With(EvidenceAttribute.Name, Name(rows.Name(row), reference.Name(citizen)));
    }

    /// <summary>All levels but the name's.</summary>
    public static PairLevels WithoutName(in EvidenceProbe probe, in Citizen citizen, int birth)
    {
        var levels = PairLevels.Unknown;
        if (probe.Birth != 0 && birth != 0)
        {
            levels = levels.With(EvidenceAttribute.BirthDate, BirthLikeness.Of(probe.Birth, birth));
        }

        if (probe.Sex != Sex.Unknown && citizen.Sex != Sex.Unknown)
        {
            levels = levels.With(EvidenceAttribute.Sex, Equal(probe.Sex == citizen.Sex));
        }

        if (probe.HomeUnit != SectorRecord.Unknown && citizen.HomeUnit != SectorRecord.Unknown)
        {
            levels = levels.With(EvidenceAttribute.HomeUnit, Equal(probe.HomeUnit == citizen.HomeUnit));
        }

        if (probe.Hamlet != 0 && citizen.Hamlet != 0)
        {
            levels = levels.With(EvidenceAttribute.Hamlet, Equal(probe.Hamlet == citizen.Hamlet));
        }

        if (probe.Phone != 0 && citizen.Phone != 0)
        {
            levels = levels.With(EvidenceAttribute.Phone, Number(probe.Phone, citizen.Phone, PhoneDigits));
        }

        if (probe.Legacy != 0 && citizen.Legacy != 0)
        {
            levels = levels.With(EvidenceAttribute.LegacyId, Number(probe.Legacy, citizen.Legacy, LegacyId.Length));
        }

        return probe.IdDigits == 0 || citizen.PersonalId == 0
            ? levels
            : levels.With(EvidenceAttribute.PersonalId, Id(probe.Id, probe.IdDigits, citizen.PersonalId));
    }

    /// <summary>Level of two names in display form.</summary>
    public static byte Name(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other)
    {
        Span<NameSyllable> left = stackalloc NameSyllable[PreparedName.MostSyllables];
        Span<NameSyllable> right = stackalloc NameSyllable[PreparedName.MostSyllables];
        return NameLikeness.Of(PreparedName.Of(one, left), PreparedName.Of(other, right));
    }

    static byte Equal(bool equal) => equal ? (byte)0 : (byte)1;

    /// <summary>Level of two numbers of so many digits.</summary>
    public static byte Number(long one, long other, int digits) =>
        one == other ? (byte)0 : IdLikeness.IsOneOff(one, digits, other, digits) ? (byte)1 : (byte)2;

    static byte Id(long id, int digits, long other)
    {
        if (digits == PersonalId.Length && id == other)
        {
            return 0;
        }

        return IdLikeness.IsOneOff(id, digits, other, PersonalId.Length) ? (byte)1
            : digits == PersonalId.Length && id / Serials == other / Serials ? (byte)2
            : (byte)3;
    }
}
