namespace De06Ingest.Mismatches.Across.Rules;

/// <summary>One person stands under two personal ids: same name, birth date and sex, and the same phone or home. Told
/// of the ids that the reference does not know; of two that it knows, only where the phone is the same.</summary>
sealed class SeveralIds : ISetRule
{
    public MismatchKind Kind { get; } =
        new("several-ids", "Một người có hai số định danh", "One person with two ids", 2, Side.Sector);

    public SetKey Key => SetKey.Person;

    public string Having => "min(personal_id) <> max(personal_id)";

    public IEnumerable<SetFinding> Check(SetGroup group)
    {
        foreach (var row in group.Own.Where(row => row.PersonalId is not null))
        {
            var other = group.Rows.Where(one => IsSamePerson(row, one))
                .OrderByDescending(one => one.IsMatched).ThenBy(one => one.PersonalId, StringComparer.Ordinal)
                .FirstOrDefault();
            if (other is not null)
            {
                yield return new SetFinding(row, row.PersonalId, other.PersonalId);
            }
        }
    }

    static bool IsSamePerson(SetRow row, SetRow other)
    {
        // Of one subject an earlier record may still bear a slip that a later one no longer has.
        if (other.PersonalId is null || other.PersonalId == row.PersonalId
            || (other.Feed == row.Feed && other.SubjectId == row.SubjectId)
            || (row.Sex is not null && other.Sex is not null && row.Sex != other.Sex))
        {
            return false;
        }

        var samePhone = row.Phone is not null && row.Phone == other.Phone;
        var sameHome = row.HomeUnit is not null && row.HomeUnit == other.HomeUnit;
        return row.IsMatched ? other.IsMatched && samePhone : samePhone || sameHome;
    }
}
