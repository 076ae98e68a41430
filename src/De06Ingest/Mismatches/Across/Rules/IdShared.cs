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
            var other = group.OfSectors.Where(one => IsOther(row, one))
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
    static bool IsOther(SetRow a, SetRow b) =>
        a.Name is not null && b.Name is not null
        && NameComparison.Compare(Encoding.UTF8.GetBytes(a.Name), Encoding.UTF8.GetBytes(b.Name))
            == NameLevel.Different
        && (a.BirthFrom > b.BirthTo || a.BirthTo < b.BirthFrom
            || (a.Sex is "male" or "female" && b.Sex is "male" or "female" && a.Sex != b.Sex)
            || (a.Phone is not null && b.Phone is not null && a.Phone != b.Phone));
}
