namespace De06Ingest.Values;

/// <summary>The form in which codes leave the program: <c>MoneyVnd</c> is <c>money-vnd</c>.</summary>
static class LowerCaseWords
{
    public static string Of(string name) => string.Concat(name.Select((c, i) =>
        char.IsUpper(c) ? (i > 0 ? "-" : "") + char.ToLowerInvariant(c) : c.ToString()));
}
