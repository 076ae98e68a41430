using System.Text;

namespace De06Ingest.Feeds;

/// <summary>The contracts of one folder: every <c>*.yaml</c> in it, read and checked as a whole.</summary>
static class FeedCatalog
{
    /// <summary>What a folder holds: the contracts that can be used, and everything that is wrong with the
    /// others.</summary>
    /// <param name="Feeds">Reference feeds first, then by name.</param>
    /// <param name="Problems">By file and line.</param>
    public sealed record Reading(IReadOnlyList<FeedContract> Feeds, IReadOnlyList<ContractException> Problems);

    /// <summary>The contracts of the folder, reference feeds first, then by name.</summary>
    /// <exception cref="AggregateException">Holds one <see cref="ContractException"/> for each problem in any
    /// file.</exception>
    public static IReadOnlyList<FeedContract> Load(string folder)
    {
        var reading = Read(folder);
        return reading.Problems.Count == 0 ? reading.Feeds : throw ContractProblems.FailureOf(reading.Problems);
    }

    /// <summary>One contract file.</summary>
    /// <exception cref="AggregateException">Holds one <see cref="ContractException"/> for each problem.</exception>
    public static FeedContract LoadFile(string file)
    {
        var problems = new ContractProblems(file);
        return ReadFile(file, problems) ?? throw problems.Failure();
    }

    /// <summary>A contract from YAML text.</summary>
    /// <param name="file">What messages call it.</param>
    /// <param name="yaml">The text.</param>
    /// <exception cref="AggregateException">Holds one <see cref="ContractException"/> for each problem.</exception>
    public static FeedContract Parse(string file, string yaml)
    {
        var problems = new ContractProblems(file);
        return ContractReader.Read(yaml, problems) ?? throw problems.Failure();
    }

    /// <summary>Like <see cref="Load"/>, with the problems as a list: good contracts are returned beside bad
    /// ones.</summary>
    public static Reading Read(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return new([], [new(folder, 0, ContractText.FolderMissing())]);
        }

        var problems = new List<ContractException>();
        var feeds = new Dictionary<string, FeedContract>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal))
        {
            problems.AddRange(Add(file, feeds));
        }

        return new(
            [.. feeds.Values.OrderByDescending(f => f.Role == FeedRole.Reference)
                .ThenBy(f => f.Feed, StringComparer.Ordinal)],
            problems);
    }

    static IReadOnlyList<ContractException> Add(string file, Dictionary<string, FeedContract> feeds)
    {
        var problems = new ContractProblems(file);
        switch (Path.GetExtension(file))
        {
            case ".yaml":
                if (ReadFile(file, problems) is { } contract && !feeds.TryAdd(contract.Feed, contract))
                {
                    problems.Add(1, ContractText.FeedTwice(contract.Feed, feeds[contract.Feed].File));
                }

                break;
            case ".yml" or ".YAML" or ".YML":
                problems.Add(0, ContractText.FileExtension());
                break;
        }

        return problems.All;
    }

    static FeedContract? ReadFile(string file, ContractProblems problems)
    {
        try
        {
            var strict = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
            return ContractReader.Read(File.ReadAllText(file, strict), problems);
        }
        catch (DecoderFallbackException)
        {
            problems.Add(1, ContractText.FileNotUtf8());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problems.Add(0, ContractText.FileUnreadable(e.Message));
        }

        return null;
    }
}
