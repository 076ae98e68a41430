using De06Ingest.Matching.Comparing;

namespace De06Ingest.Matching.Evidence;

/// <summary>What a row and a citizen are compared by. The number is the place of the level in
/// <see cref="PairLevels"/>.</summary>
enum EvidenceAttribute
{
    Name,
    BirthDate,
    Sex,
    Phone,
    HomeUnit,
    Hamlet,
    LegacyId,
    PersonalId,
}

/// <summary>The attributes as model files and explanations name them.</summary>
static class EvidenceAttributes
{
    public const int Count = 8;

    static readonly (string Name, LinkKind Kind, string[] Levels)[] Known =
    [
        Of("name", LinkKind.PersonName),
        Of("birthDate", LinkKind.BirthDate),
        Of("sex", LinkKind.Sex),
        Of("phone", LinkKind.Phone),
        Of("homeUnit", LinkKind.Unit),
        // Only a fingerprint of the hamlet is held, so it is the same or it is not.
        ("hamlet", LinkKind.Unit, [.. LinkKinds.Levels(LinkKind.Unit)]),
        Of("legacyId", LinkKind.LegacyId),
        Of("personalId", LinkKind.PersonalId),
    ];

    /// <summary>Name in contracts and in the model's attributes.</summary>
    public static string Name(int attribute) => Known[attribute].Name;

    public static LinkKind Kind(int attribute) => Known[attribute].Kind;

    public static IReadOnlyList<string> Levels(int attribute) => Known[attribute].Levels;

    public static int IndexOf(string name) => Array.FindIndex(Known, k => k.Name == name);

    static (string, LinkKind, string[]) Of(string name, LinkKind kind) => (name, kind, [.. LinkKinds.Levels(kind)]);
}

/// <summary>The levels of a pair, a byte for each attribute; 255 where one side says nothing.</summary>
readonly record struct PairLevels(ulong Packed)
{
    /// <summary>Nothing is known of any attribute.</summary>
    public static readonly PairLevels Unknown = new(ulong.MaxValue);

    public byte this[int attribute] => (byte)(Packed >> (attribute * 8));

    public byte this[EvidenceAttribute attribute] => this[(int)attribute];

    public PairLevels With(EvidenceAttribute attribute, byte level)
    {
        var shift = (int)attribute * 8;
        return new((Packed & ~(0xFFUL << shift)) | ((ulong)level << shift));
    }

    /// <summary><c>name=same birth-date=year unit=same</c>: what is known, the attributes in their order.</summary>
    public string Profile()
    {
        var parts = new List<string>(EvidenceAttributes.Count);
        for (var i = 0; i < EvidenceAttributes.Count; i++)
        {
            if (this[i] != Comparison.Missing)
            {
                parts.Add($"{Word(i)}={EvidenceAttributes.Levels(i)[this[i]]}");
            }
        }

        return string.Join(' ', parts);
    }

    static string Word(int attribute) => attribute == (int)EvidenceAttribute.HomeUnit
        ? "unit"
        : Feeds.ContractWords.KebabCase(EvidenceAttributes.Name(attribute));
}
