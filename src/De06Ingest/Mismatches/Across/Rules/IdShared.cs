using System.Text;
using De06Ingest.Matching;

namespace De06Ingest.Mismatches.Across.Rules;

/// <summary>Two persons stand under one personal id. Told of those whom the reference does not bear out.</summary>
sealed class IdShared : ISetRule
{
    public MismatchKind Kind { get; } =
        new("id-shared", "Hai người cùng một số định danh", "Two persons with one id", 1, Side.Sector);

    public SetKey Key => SetKey.PersonalId;

    public string Having => "count(*) > 1 and min(lower(name)) <> max(lower(name))";

    public bool TakesReference => true;

    public IEnumerable<SetFinding> Check(SetGroup group)
    {
        foreach (var row in group.Own.Where(row => group.Reference is null || IsOther(row, group.Reference)))
        {
            var other = group.OfSectors.Where(one => IsOther(row, one) || IsCitizen(one, row, group.Reference))
                .OrderByDescending(one => one.IsMatched).ThenBy(one => one.Name, StringComparer.Ordinal)
                .FirstOrDefault();
            if (other is not null)
            {
                yield return new SetFinding(row, row.Name, other.Name);
            }
        }
    }

    /// <summary>Another name alone may be a slip of the pen; another person has another birth date, sex or phone
    /// too.</summary>
    static bool IsOther(SetRow a, SetRow b) => AreNamedApart(a, b)
        && (a.BirthFrom > b.BirthTo || a.BirthTo < b.BirthFrom
            || (a.Sex is "male" or "female" && b.Sex is "male" or "female" && a.Sex != b.Sex)
            || (a.Phone is not null && b.Phone is not null && a.Phone != b.Phone));

    /// <summary>True when one row is named as the reference's citizen, whom the other row is known not to be: the two
    /// rows alone may have nothing but the name in common to compare, an account without a phone and a dossier.
    /// </summary>
    static bool IsCitizen(SetRow one, SetRow row, SetRow? reference) =>
        reference is not null && AreNamedApart(one, row) && !AreNamedApart(one, reference);

    static bool AreNamedApart(SetRow a, SetRow b) => a.Name is not null && b.Name is not null
        && NameComparison.Compare(Encoding.UTF8.GetBytes(a.Name), Encoding.UTF8.GetBytes(b.Name))
            == NameLevel.Different;
}
