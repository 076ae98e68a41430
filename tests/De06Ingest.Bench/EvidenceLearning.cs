using System.Globalization;
using System.Text;
using De06Ingest.Commands.Linkage;
using De06Ingest.Feeds;
using De06Ingest.Matching;
using De06Ingest.Matching.Comparing;
using De06Ingest.Matching.Evidence;
using De06Ingest.Synthetic.Linkage;

namespace De06Ingest.Bench;

/// <summary>m and u of the citizen's attributes, counted on truth sets where it is known who is who: the levels of
/// true pairs, of random pairs, and of all pairs that share a phone. Written as the model file's
/// <c>attributes</c>.</summary>
/// <remarks>Where two attributes go together one leans on the other: whoever lives in another commune lives in another
/// hamlet, who shares a phone shares a home, and a name tells the sex.</remarks>
sealed class EvidenceLearning
{
    const int RandomPairsPerRow = 200;

    /// <summary>Pairs that the model's own shares count for: people err in ways that no truth set has.</summary>
    const double SmoothingOfMatches = 300;
    const double Smoothing = 5;
    const double Least = 1e-9;

    static readonly Dictionary<EvidenceAttribute, EvidenceAttribute> Parents = new()
    {
        [EvidenceAttribute.Hamlet] = EvidenceAttribute.HomeUnit,
        [EvidenceAttribute.HomeUnit] = EvidenceAttribute.Phone,
        [EvidenceAttribute.PersonalId] = EvidenceAttribute.BirthDate,
        [EvidenceAttribute.Sex] = EvidenceAttribute.Name,
    };

    readonly Dictionary<PairLevels, long> matches = [];
    readonly Dictionary<PairLevels, long> others = [];
    readonly Dictionary<PairLevels, long> housemates = [];

    /// <summary>The part of the model file, learnt from sets of these seeds with and without ids.</summary>
    public static string Yaml(IReadOnlyList<int> seeds, int citizens, int rows, MatchModel towards)
    {
        var learning = new EvidenceLearning();
        foreach (var seed in seeds)
        {
            var folder = Directory.CreateTempSubdirectory("de06-learning-").FullName;
            try
            {
                TruthSet.Generate(new TruthSetOptions(citizens, rows, (ulong)seed, 0.9), folder);
                learning.Add(folder);
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }

        return learning.Yaml(towards);
    }

    void Add(string folder)
    {
        string File(string name) => Path.Combine(folder, name);
        var sides = RunSides.Read(FeedCatalog.LoadFile(File("reference.yaml")), File("reference.csv"),
            FeedCatalog.LoadFile(File("feed.yaml")), File("feed.csv"), new DateOnly(2026, 1, 1), holdAll: true);
        var numbers = Enumerable.Range(0, sides.Reference.Count).ToDictionary(i => sides.ReferenceKeys[i]);
        var own = LinkageFiles.Truth(File("truth.csv")).All.ToDictionary(t => t.Feed, t => numbers[t.Reference]);
        var byPhone = Enumerable.Range(0, sides.Reference.Count).Where(c => sides.Reference[c].Phone != 0)
            .ToLookup(c => sides.Reference[c].Phone);
        var random = new Random(1);
        for (var row = 0; row < sides.Held.Count; row++)
        {
            var partner = own.GetValueOrDefault(sides.HeldKeys[row], -1);
            if (partner >= 0)
            {
                Count(matches, sides, row, partner);
            }

            foreach (var other in byPhone[sides.Held[row].Phone].Where(c => c != partner))
            {
                Count(housemates, sides, row, other);
            }

            for (var i = 0; i < RandomPairsPerRow; i++)
            {
                if (random.Next(sides.Reference.Count) is var other && other != partner)
                {
                    Count(others, sides, row, other);
                }
            }
        }
    }

    static void Count(Dictionary<PairLevels, long> counts, RunSides sides, int row, int citizen)
    {
        var levels = EvidenceLevels.Of(sides.Held, row, sides.Reference, citizen);
        counts[levels] = counts.GetValueOrDefault(levels) + 1;
    }

    string Yaml(MatchModel towards)
    {
        var yaml = new StringBuilder("attributes:\n");
        for (var i = 0; i < EvidenceAttributes.Count; i++)
        {
            var known = towards.Kinds[EvidenceAttributes.Kind(i)];
            var names = EvidenceAttributes.Levels(i);
            var m = Shares(matches, i, -1, 0, known.M, SmoothingOfMatches);
            var u = Shares(others, i, -1, 0, known.U, Smoothing);
            yaml.Append(CultureInfo.InvariantCulture, $"  {EvidenceAttributes.Name(i)}:\n");
            yaml.Append(CultureInfo.InvariantCulture,
                $"    term-frequency: {(known.TermFrequency ? "true" : "false")}\n    levels:\n");
            for (var level = 0; level < names.Count; level++)
            {
                yaml.Append(CultureInfo.InvariantCulture,
                    $"      {names[level]}: {{ m: {Text(m[level])}, u: {Text(u[level])} }}\n");
            }

            if (Parents.TryGetValue((EvidenceAttribute)i, out var parent))
            {
                AppendGiven(yaml, i, (int)parent, m, u);
            }
        }

        return yaml.ToString();
    }

    void AppendGiven(StringBuilder yaml, int attribute, int parent, double[] m, double[] u)
    {
        yaml.Append(CultureInfo.InvariantCulture, $"    given: {EvidenceAttributes.Name(parent)}\n");
        foreach (var (word, counts, towards) in new[] { ("given-m", matches, m), ("given-u", others, u) })
        {
            yaml.Append(CultureInfo.InvariantCulture, $"    {word}:\n");
            for (var level = 0; level < EvidenceAttributes.Levels(parent).Count; level++)
            {
                // Random pairs hardly ever share a phone; all that do are counted.
                var of = parent == (int)EvidenceAttribute.Phone && level == 0 && counts == others ? housemates : counts;
                var row = Shares(of, attribute, parent, level, towards, Smoothing).Select(Text);
                yaml.Append(CultureInfo.InvariantCulture, $"      - [{string.Join(", ", row)}]\n");
            }
        }
    }

    /// <summary>Shares of the attribute's levels among pairs with this level of the parent, or among all.</summary>
    static double[] Shares(
        Dictionary<PairLevels, long> counts, int attribute, int parent, int parentLevel, double[] towards,
        double smoothing)
    {
        var sums = towards.Select(t => t * smoothing).ToArray();
        foreach (var (levels, count) in counts)
        {
            if (levels[attribute] != Comparison.Missing && (parent < 0 || levels[parent] == parentLevel))
            {
                sums[levels[attribute]] += count;
            }
        }

        var all = sums.Sum();
        return [.. sums.Select(s => s / all)];
    }

    static string Text(double share) => Math.Max(share, Least).ToString("0.####E+0", CultureInfo.InvariantCulture);
}
