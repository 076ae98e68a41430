namespace De06Ingest.Feeds;

/// <summary>The one thing that comparing asks of contracts.</summary>
static class ContractWords
{
    public static string KebabCase(string name) => string.Concat(name.Select((c, i) =>
        char.IsUpper(c) ? (i > 0 ? "-" : "") + char.ToLowerInvariant(c) : c.ToString()));
}
