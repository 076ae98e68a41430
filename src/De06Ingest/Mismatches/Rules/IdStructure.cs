using De06Ingest.Intake.Normalise;
using De06Ingest.Matching;
using De06Ingest.Values;

namespace De06Ingest.Mismatches.Rules;

/// <summary>The personal id itself says another sex or birth year than the row.</summary>
/// <remarks>Silent where the row disagrees with the citizen of that id in the same matter: then sex-differs or
/// birth-date-differs says it better. The province in an id is that of registration, and proves nothing.</remarks>
sealed class IdStructure : IMismatchRule
{
    public MismatchKind Kind { get; } =
        new("id-structure", "Số định danh không khớp giới tính, năm sinh", "Id against sex and birth year", 2,
            Side.Undecided);

    public string? Compares => null;

    public bool IsOnRequest => true;

    public Mismatch? Check(in MatchedPair pair)
    {
        var row = pair.Sector;
        if (row.PersonalId == 0)
        {
            return null;
        }

        var id = PersonalId.FromNumber(row.PersonalId);
        var (from, to) = (YearOf(row.BirthFrom), YearOf(row.BirthTo));
        var isOtherSex = row.Sex is Sex.Male or Sex.Female && row.Sex != id.Sex && !IsToldOfSex(pair);
        var isOtherYear = row.BirthFrom != SectorRecord.Unknown && (id.BirthYear < from || id.BirthYear > to)
            && !IsToldOfBirth(pair);
        return isOtherSex || isOtherYear ? new Mismatch(Said(row.Sex, from), Said(id.Sex, id.BirthYear)) : null;
    }

    static bool IsToldOfSex(in MatchedPair pair) =>
        pair.HasCitizen && pair.Contract.Compare.Contains("sex") && pair.Citizen.Sex != Sex.Unknown
        && pair.Citizen.Sex != pair.Sector.Sex;

    static bool IsToldOfBirth(in MatchedPair pair) =>
        pair.HasCitizen && pair.Contract.Compare.Contains("birthDate") && pair.Citizen.HasBirthDate
        && (pair.Citizen.BirthFrom > pair.Sector.BirthTo || pair.Citizen.BirthTo < pair.Sector.BirthFrom);

    static string Said(Sex sex, int? year) => string.Join(' ', SexWord(sex), year).Trim();

    static string? SexWord(Sex sex) => sex is Sex.Male or Sex.Female ? sex.ToString().ToLowerInvariant() : null;

    static int? YearOf(int day) => day == SectorRecord.Unknown ? null : CalendarDay.ToDate(day).Year;
}
