using System.Globalization;
using De06Ingest.Commands.Linkage;
using De06Ingest.Feeds;
using De06Ingest.Matching;

namespace De06Ingest.Tests.Matching;

/// <summary>Two files are linked without labels, as <c>de06 linkage evaluate</c> does; labels serve for scoring
/// only.</summary>
public sealed class LinkageTests : IDisposable
{
    static readonly string[] OfFamilies = ["first_name", "surname", "dob", "house", "street", "town", "phone"];

    readonly string folder = Directory.CreateTempSubdirectory("linkage-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Links_the_halves_of_a_public_benchmark(int number)
    {
        var lines = Benchmark($"dataset{number}.csv");
        var originals = lines.Skip(1).Where(l => l.Contains("-org", StringComparison.Ordinal)).ToList();
        var duplicates = lines.Skip(1).Except(originals).ToList();
        string[] columns = [.. lines[0].Split(',').Skip(1).Select(c => c.Trim())];
        var truth = duplicates.Select(l => l.Split(',')[0].Trim())
            .Select(key => (key, $"rec-{key.Split('-')[1]}-org"));

        var score = Evaluate([lines[0], .. originals], [lines[0], .. duplicates], "rec_id", columns, truth).Auto;

        Assert.InRange(score.Precision, 0.999, 1);
        Assert.InRange(score.F1, 0.995, 1);
    }

    /// <summary>Few attributes, another country, dates in two forms, and half of the rows have no record.</summary>
    [Fact]
    public void Leaves_rows_alone_that_have_no_record()
    {
        var (reference, feed, truth) = Shops(records: 600, strangers: 300);

        var evaluation = Evaluate(reference, feed, "id", ["shop", "opened", "town", "phone"], truth);

        Assert.InRange(evaluation.Auto.Precision, 0.998, 1);
        Assert.InRange(evaluation.Auto.Recall, 0.97, 1);
        Assert.InRange(evaluation.BlockingRecall, 0.999, 1);
        Assert.InRange(evaluation.Linkage.Model.MatchedShare, 0.45, 0.55);
    }

    [Fact]
    public void Does_not_take_kin_for_the_person()
    {
        var (reference, feed, truth) = Families();

        var evaluation = Evaluate(reference, feed, "id", OfFamilies, truth);

        Assert.NotNull(evaluation.Linkage.Model.Kin);
        Assert.InRange(evaluation.Auto.Precision, 0.995, 1);
        Assert.InRange(evaluation.Auto.Recall, 0.98, 1);
        Assert.All(evaluation.Linkage.Links.Take(20), link =>
            Assert.Equal(
                link.Weight + PairExplanation.Of(evaluation.Linkage, link.Feed)!.Prior,
                PairExplanation.Of(evaluation.Linkage, link.Feed)!.Sum, 1e-3));
    }

    /// <summary>As <c>de06 model train</c> writes it and <c>--as-is</c> reads it.</summary>
    [Fact]
    public void A_model_that_was_written_does_not_take_kin_for_the_person_either()
    {
        var (reference, feed, truth) = Families();
        var learnt = Evaluate(reference, feed, "id", OfFamilies, truth);
        var written = MatchModelWriter.Write(MatchModelWriter.Learnt(learnt.Linkage.Model));

        var given = Evaluate(reference, feed, "id", OfFamilies, truth, MatchModelReader.Read("m.yaml", written));

        Assert.Equal(learnt.Linkage.Links.Select(l => (l.Feed, l.Reference, l.Band)),
            given.Linkage.Links.Select(l => (l.Feed, l.Reference, l.Band)));
        Assert.Equal(learnt.Auto, given.Auto);
    }

    [Fact]
    public void Of_two_equal_records_neither_is_taken_without_a_person()
    {
        var (reference, feed, truth) = Shops(records: 300, strangers: 0);
        var twin = reference[5].Split(',');
        twin[0] = "twin";

        var evaluation = Evaluate([.. reference, string.Join(',', twin)], feed, "id",
            ["shop", "opened", "town", "phone"], truth);

        var row = evaluation.Linkage.Links.Where(l => l.Reference is 4 or 300).ToList();
        Assert.All(row, link => Assert.NotEqual(Band.Auto, link.Band));
        Assert.All(row, link => Assert.InRange(link.Probability, 0, 0.51));
    }

    [Fact]
    public void The_steps_of_an_explanation_add_up()
    {
        var (reference, feed, truth) = Shops(records: 300, strangers: 0);
        var linkage = Evaluate(reference, feed, "id", ["shop", "opened", "town", "phone"], truth).Linkage;

        Assert.All(linkage.Links, link =>
        {
            var explained = PairExplanation.Of(linkage, link.Feed)!;
            Assert.Equal(link.Reference, explained.Reference);
            Assert.Equal(link.Weight + explained.Prior, explained.Sum, 1e-3);
            Assert.Equal(link.Probability, explained.Probability, 1e-9);
            Assert.All(explained.RunnersUp, next => Assert.True(next.Sum <= explained.Sum + 1e-3));
        });
    }

    [Fact]
    public void Says_the_same_twice()
    {
        var (reference, feed, truth) = Shops(records: 300, strangers: 100);
        Link[] Once() =>
            [.. Evaluate(reference, feed, "id", ["shop", "opened", "town", "phone"], truth).Linkage.Links];

        Assert.Equal(Once(), Once());
    }

    /// <param name="given">Used as it stands; without it the model that the program carries learns.</param>
    LinkEvaluation Evaluate(
        IEnumerable<string> reference, IEnumerable<string> feed, string key, IReadOnlyList<string> columns,
        IEnumerable<(string, string)> truth, MatchModel? given = null)
    {
        var extra = string.Join("\n", columns.Select((c, i) => $"  a{i}{Letters(c)}: {{ from: [{c}], type: text }}"));
        var contract = FeedCatalog.Parse("c.yaml", $$"""
            feed: side
            title: side
            owner: side
            key: [recordNo]
            fields: { recordNo: { from: [{{key}}] } }
            extra:
            {{extra}}
            """);
        var known = new LinkTruth();
        foreach (var (row, record) in truth)
        {
            known.Add(row, record, []);
        }

        var (left, right) = (Table(contract, "f.csv", feed), Table(contract, "r.csv", reference));
        var linkage = De06Ingest.Matching.Linkage.Run(new LinkAttributes(left, right, 2026).Data(),
            given ?? LinkageFiles.ModelFile(null).Model, learn: given is null, oneToOne: false);
        return new(linkage, left, right, known);
    }

    LinkTable Table(FeedContract contract, string name, IEnumerable<string> lines)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllLines(path, lines);
        var table = LinkTableFile.Read(contract, path, new DateOnly(2026, 1, 1), out var refused);
        Assert.Equal(0, refused);
        return table;
    }

    static string Letters(string column) => column.Replace("_", "", StringComparison.Ordinal);

    /// <summary>Families share name, street, town and phone; half of the rows are kin of people of the reference,
    /// and not there themselves.</summary>
    static (List<string> Reference, List<string> Feed, List<(string, string)> Truth) Families()
    {
        string[] first = ["anna", "bert", "carla", "dirk", "elsa", "frank", "greta", "hans", "ida", "jonas", "karla"];
        string[] streets = ["mill lane", "high street", "oak road", "church row", "park avenue", "station street"];
        var random = new Random(11);
        List<string> reference = ["id,first_name,surname,dob,house,street,town,phone"], feed = [reference[0]];
        var truth = new List<(string, string)>();
        for (var home = 0; home < 500; home++)
        {
            var shared = $"{random.Next(1, 200)},{streets[random.Next(streets.Length)]},town{random.Next(20)},"
                + $"0{random.Next(200_000_000, 900_000_000)}";
            var surname = $"{(char)('a' + random.Next(26))}el{(char)('a' + random.Next(26))}er";
            for (var member = 0; member < 3; member++)
            {
                var day = new DateOnly(1940, 1, 1).AddDays(random.Next(25_000));
                var person = $"{first[random.Next(first.Length)]},{surname},{day:yyyy-MM-dd},{shared}";
                if (member < 2)
                {
                    reference.Add($"r{home}-{member},{person}");
                }

                if (member > 0)
                {
                    feed.Add($"f{home}-{member},{person}");
                }
            }

            truth.Add(($"f{home}-1", $"r{home}-1"));
        }

        return (reference, feed, truth);
    }

    /// <summary>Made-up shops; the other side has slips, another form of date, and now and then no phone.</summary>
    static (List<string> Reference, List<string> Feed, List<(string, string)> Truth) Shops(int records, int strangers)
    {
        string[] words = ["golden", "lucky", "old", "blue", "harbour", "corner", "royal", "little", "green", "river"];
        string[] things = ["bakery", "kitchen", "garden", "tavern", "books", "hardware", "florist", "dairy", "cycles"];
        string[] towns = ["leiden", "delft", "gouda", "breda", "zwolle"];
        var random = new Random(7);
        List<string> reference = ["id,shop,opened,town,phone"];
        List<string> feed = ["id,shop,opened,town,phone"];
        var truth = new List<(string, string)>();
        for (var i = 0; i < records + strangers; i++)
        {
            var shop = $"{Of(words)} {Of(things)} {Of(words)}";
            var day = new DateOnly(1950, 1, 1).AddDays(random.Next(25_000));
            var (town, phone) = (Of(towns), random.NextInt64(100_000_000, 999_999_999));
            if (i < records)
            {
                var opened = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
                reference.Add($"r{i},{shop},{opened},{town},{phone}");
            }

            // Every second record has a row; strangers have no record.
            if (i >= records || strangers == 0 || i % 2 == 0)
            {
                var slip = random.Next(4) == 0 ? shop.Remove(random.Next(shop.Length - 1), 1) : shop;
                var seen = random.Next(5) == 0 ? "" : (phone + (random.Next(10) == 0 ? 1 : 0)).ToString(
                    CultureInfo.InvariantCulture);
                var opened = day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);
                feed.Add($"f{i},{slip.ToUpperInvariant()},{opened},{town},{seen}");
            }

            if (i < records && (strangers == 0 || i % 2 == 0))
            {
                truth.Add(($"f{i}", $"r{i}"));
            }
        }

        return (reference, feed, truth);

        string Of(string[] list) => list[random.Next(list.Length)];
    }

    static string[] Benchmark(string file)
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var path = Path.Combine(at.FullName, "shared", "data", "linkage", file);
            if (File.Exists(path))
            {
                return [.. File.ReadAllLines(path).Where(l => l.Length > 0)];
            }
        }

        Assert.Skip("The public benchmark is not beside this repository.");
        return [];
    }
}
