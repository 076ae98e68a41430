namespace De06Ingest.Matching.Evidence;

/// <summary>How a row came to its citizen, the surest way first.</summary>
enum MatchMethod : byte
{
    PersonalId,

    /// <summary>The id has one wrong digit or two swapped ones; name and birth year say so.</summary>
    RepairedId,

    /// <summary>The number of the old identity card, backed by name and birth year.</summary>
    LegacyId,
    Evidence,

    /// <summary>A person said so.</summary>
    Decision,
}

/// <summary>The words of <see cref="MatchMethod"/> in tables and reports.</summary>
static class MatchMethods
{
    static readonly string[] Words = ["personal-id", "repaired-id", "legacy-id", "evidence", "decision"];

    public static string Word(this MatchMethod method) => Words[(int)method];
}
