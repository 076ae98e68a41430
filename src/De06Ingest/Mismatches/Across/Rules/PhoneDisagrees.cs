using De06Ingest.Feeds;

namespace De06Ingest.Mismatches.Across.Rules;

/// <summary>Other sectors have another phone of the citizen, none of them this one, and the reference has none that
/// could settle it.</summary>
sealed class PhoneDisagrees : ISetRule
{
    public MismatchKind Kind { get; } =
        new("phone-disagrees", "Số điện thoại không thống nhất giữa các ngành", "Phone disagrees between sectors", 2,
            Side.Undecided)
        {
            Field = "phone",
        };

    public SetKey Key => SetKey.Citizen;

    public string Having => "min(phone) <> max(phone)";

    public bool TakesReference => true;

    public bool Takes(FeedContract feed) =>
        feed.Check.Contains(Kind.Code) || feed.Witness.ContainsKey("phone");

    public IEnumerable<SetFinding> Check(SetGroup group)
    {
        if (group.Reference?.Phone is not null)
        {
            yield break;
        }

        foreach (var row in group.Own.Where(row => row.Phone is not null))
        {
            var others = group.OfSectors
                .Where(one => one.Feed != row.Feed && one.Phone is not null && !one.IsPhoneWrong).ToList();
            if (others.Count > 0 && others.TrueForAll(one => one.Phone != row.Phone))
            {
                yield return new SetFinding(row, row.Phone, MostSaid(others));
            }
        }
    }

    /// <summary>The number that most feeds have; of equals the smallest, so that it stays the same.</summary>
    static string? MostSaid(List<SetRow> rows) => rows.GroupBy(row => row.Phone, StringComparer.Ordinal)
        .OrderByDescending(phone => phone.Select(row => row.Feed).Distinct().Count())
        .ThenBy(phone => phone.Key, StringComparer.Ordinal).First().Key;
}
