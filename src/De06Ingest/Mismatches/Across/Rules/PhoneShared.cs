namespace De06Ingest.Mismatches.Across.Rules;

/// <summary>More people have the number than <c>people-per-phone</c> allows: a cadre's, an agent's, a made-up one. No
/// message reaches the citizen by it.</summary>
sealed class PhoneShared : ISetRule
{
    public MismatchKind Kind { get; } =
        new("phone-shared", "Nhiều người dùng chung một số điện thoại", "Phone shared by many", 2, Side.Commune)
        {
            Field = "phone",
            IsCertain = true,
        };

    public SetKey Key => SetKey.Phone;

    public string Having => "count(*) > :people";

    public IEnumerable<SetFinding> Check(SetGroup group) =>
        group.OfSectors.Select(row => row.Person).Distinct().Count() > group.Contract.Limits.PeoplePerPhone
            ? group.Own.Select(row => new SetFinding(row, row.Phone, null))
            : [];
}
