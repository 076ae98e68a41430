namespace De06Ingest.Matching.Comparing;

/// <summary>How values of an attribute are compared. The first seven are the citizen's own; the others serve data of
/// any country.</summary>
enum LinkKind
{
    PersonalId,
    LegacyId,
    Phone,
    PersonName,
    BirthDate,
    Sex,
    Unit,
    GivenName,
    FamilyName,
    Text,
    Code,
    Number,
    Date,
}

/// <summary>The ordered levels of each kind, best first; a model file must name just these.</summary>
static class LinkKinds
{
    static readonly Dictionary<LinkKind, string[]> Known = new()
    {
        [LinkKind.PersonalId] = ["same", "one-off", "same-stem", "different"],
        [LinkKind.LegacyId] = ["same", "one-off", "different"],
        [LinkKind.Phone] = ["same", "one-off", "different"],
        [LinkKind.PersonName] = ["same", "equivalent", "diacritics-lost", "possible", "different"],
        [LinkKind.BirthDate] = ["same", "coarser", "swapped", "one-off", "lunar", "year", "different"],
        [LinkKind.Sex] = ["same", "different"],
        [LinkKind.Unit] = ["same", "different"],
        [LinkKind.GivenName] = ["same", "typo", "swapped", "close", "similar", "different"],
        [LinkKind.FamilyName] = ["same", "typo", "swapped", "close", "similar", "different"],
        [LinkKind.Text] = ["same", "typo", "close", "similar", "related", "different"],
        [LinkKind.Code] = ["same", "typo", "close", "different"],
        [LinkKind.Number] = ["same", "typo", "close", "different"],
        [LinkKind.Date] = ["same", "typo", "swapped", "coarser", "parts", "close", "year", "different"],
    };

    /// <summary>The words of the kinds that a contract may give its columns.</summary>
    public static IReadOnlyDictionary<string, LinkKind> Words { get; } = Enum.GetValues<LinkKind>()
        .Where(k => k >= LinkKind.GivenName).ToDictionary(Word, k => k);

    public static IReadOnlyList<string> Levels(LinkKind kind) => Known[kind];

    /// <summary>The word of the kind in contracts and model files.</summary>
    public static string Word(LinkKind kind) => Values.LowerCaseWords.Of(kind.ToString());
}
