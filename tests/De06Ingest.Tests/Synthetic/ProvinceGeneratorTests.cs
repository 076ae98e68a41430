using System.Security.Cryptography;
using De06Ingest.Publishing.Figures;
using De06Ingest.Synthetic;
using De06Ingest.Synthetic.Answers;
using De06Ingest.Synthetic.Planted;
using De06Ingest.Synthetic.Systems;
using De06Ingest.Tests.Support;

namespace De06Ingest.Tests.Synthetic;

public sealed class ProvinceGeneratorTests(SmallProvince province) : IClassFixture<SmallProvince>
{
    [Fact]
    public void The_same_seed_gives_the_same_bytes() => Assert.Equal(Hashes(seed: 7), Hashes(seed: 7));

    [Fact]
    public void Another_seed_gives_other_bytes_in_every_file_but_the_catalogue()
    {
        var one = Hashes(seed: 7);
        var other = Hashes(seed: 8);
        Assert.Equal(one.Keys, other.Keys);
        Assert.All(
            one.Keys.Where(file => !file.Contains("service-catalogue", StringComparison.Ordinal)),
            file => Assert.NotEqual(one[file], other[file]));
    }

    [Fact]
    public void Rows_are_accepted_or_refused_or_duplicate()
    {
        var files = province.Answers.Days.SelectMany(d => d.Deliveries).ToList();
        var systems = SectorSystems.Citizens.Cast<SectorSystem>().Concat(SectorSystems.Registers);
        Assert.Equal(13 + systems.Sum(s => s.Deliveries.Count), files.Count);
        Assert.All(files, f => Assert.Equal(f.Rows, f.Accepted + f.Refused.Values.Sum() + f.Duplicates));
        Assert.All(files, f => Assert.True(f.Accepted > 0, f.File));
    }

    [Theory]
    [InlineData("population", 1)]
    [InlineData("eid-accounts", 1)]

    // Four lines of letterhead, the header, the total, an empty line and the signatures.
    [InlineData("pension-payments", 8)]
    [InlineData("portal-dossiers", 0)]
    public void A_file_has_the_stated_number_of_rows(string feed, int furniture)
    {
        var files = province.Answers.Days.SelectMany(d => d.Deliveries).Where(f => f.Feed == feed);
        Assert.All(files, f => Assert.Equal(f.Rows + furniture, File.ReadLines(PathOf(f)).LongCount()));
    }

    [Fact]
    public void The_json_document_has_the_stated_number_of_rows()
    {
        var file = province.Answers.Days[0].Deliveries.Single(f => f.Feed == "service-dossiers");
        using var document = System.Text.Json.JsonDocument.Parse(File.ReadAllBytes(PathOf(file)));
        Assert.Equal(file.Rows, document.RootElement.GetProperty("data").GetProperty("items").GetArrayLength());
    }

    [Fact]
    public void A_target_is_of_a_unit_that_its_figure_is_counted_for()
    {
        var counted = IndicatorFiles.Load(Repository.Folder("deploy/indicators")).ToDictionary(d => d.Code);
        var file = province.Answers.Days[0].Deliveries.Single(f => f.Feed == "targets");
        var targets = File.ReadLines(PathOf(file)).Skip(1).Select(line => line.Split(',')).ToList();

        Assert.Contains(targets, t => t[2] != "51");
        Assert.All(targets, t => Assert.True(t[2] == "51" || !counted[t[1]].OnlyProvince, t[0]));
    }

    [Fact]
    public void Register_of_day_one_has_every_citizen() =>
        Assert.Equal(20_000, province.Answers.Days[0].Deliveries.Single(f => f.Feed == "population").Accepted);

    [Fact]
    public void Counts_by_kind_are_the_counts_of_the_list()
    {
        foreach (var day in province.Answers.Days)
        {
            var listed = day.OpenMismatches.CountBy(m => (m.Feed, m.Kind)).ToDictionary(c => c.Key, c => (long)c.Value);
            var counted = day.Open.SelectMany(f => f.Value.Select(k => (Key: (f.Key, k.Key), k.Value)));
            Assert.Equal(
                listed.OrderBy(c => c.Key),
                counted.ToDictionary(c => c.Key, c => c.Value).OrderBy(c => c.Key));
        }
    }

    [Fact]
    public void What_is_open_follows_from_what_moved()
    {
        long open = 0;
        foreach (var day in province.Answers.Days)
        {
            var moved = day.Movements.Values.SelectMany(f => f.Values).ToList();
            open += moved.Sum(m => m.Opened + m.Reopened - m.Resolved - m.Vanished);
            Assert.Equal(open, day.OpenMismatches.Count);
        }
    }

    [Fact]
    public void A_subject_only_ever_has_the_kinds_of_one_error()
    {
        var errors = PlantedErrors.All
            .Select((_, kind) => string.Join(' ', PlantedErrors.KindsOf((sbyte)kind).Order())).ToHashSet();
        var kinds = province.Answers.Days.SelectMany(d => d.OpenMismatches).Distinct();
        Assert.All(kinds.GroupBy(m => (m.Feed, m.Subject)),
            subject => Assert.Contains(string.Join(' ', subject.Select(m => m.Kind).Order()), errors));
    }

    [Fact]
    public void No_mismatch_is_listed_twice_on_a_day() =>
        Assert.All(province.Answers.Days, d => Assert.Distinct(d.OpenMismatches));

    [Fact]
    public void Every_kind_is_open_on_day_one_and_on_day_two()
    {
        var kinds = PlantedErrors.All.Select(e => e.Kind).Order();
        Assert.Equal(kinds, province.Answers.Days[0].OpenMismatches.Select(m => m.Kind).Distinct().Order());
        Assert.Equal(kinds, province.Answers.Days[1].OpenMismatches.Select(m => m.Kind).Distinct().Order());
    }

    [Fact]
    public void Every_movement_occurs()
    {
        var second = province.Answers.Days[1].Movements.Values.SelectMany(f => f.Values).ToList();
        Assert.True(second.Sum(m => m.Opened) > 0);
        Assert.True(second.Sum(m => m.ResolvedByReference) > 0);
        Assert.True(second.Sum(m => m.Resolved - m.ResolvedByReference) > 0);
        Assert.True(second.Sum(m => m.Vanished) > 0);
        Assert.True(province.Answers.Days[2].Movements["eid-accounts"].Values.Sum(m => m.Reopened) > 0);
    }

    [Fact]
    public void Every_way_of_being_refused_occurs()
    {
        var codes = province.Answers.Days.SelectMany(d => d.Deliveries)
            .SelectMany(f => f.Refused.Keys).Distinct().Order();
        Assert.Equal(
            ["json-syntax", "key-missing", "personal-id-length", "personal-id-masked", "row-fields", "row-utf8"],
            codes);
    }

    [Fact]
    public void Most_accounts_keep_their_bytes_from_day_to_day()
    {
        var first = File.ReadLines(PathOf(Accounts(0))).ToHashSet();
        var second = File.ReadLines(PathOf(Accounts(1))).ToList();
        Assert.InRange(second.Count(first.Contains), second.Count * 90 / 100, second.Count * 99 / 100);
    }

    [Fact]
    public void Figures_are_shares()
    {
        var figures = province.Answers.Days.SelectMany(d => d.Figures).ToList();
        Assert.All(figures, f => Assert.InRange(f.Numerator, 0, f.Denominator));
        Assert.All(figures, f => Assert.True(f.Denominator > 0, f.Code));
        Assert.Contains(figures, f => f is { Code: "pension-through-account", Period: "2026-08" });
    }

    [Theory]
    [InlineData(0, "2025-07", 3)]
    [InlineData(100, "2025-07", 4)]
    [InlineData(100, "1999-01", 3)]
    public void Refuses_a_province_that_cannot_be(int citizens, string map, int days) =>
        Assert.Throws<ArgumentException>(
        () => ProvinceGenerator.Generate(new ProvinceOptions(citizens, 1, map, days), province.Folder));

    DeliveryAnswer Accounts(int day) => province.Answers.Days[day].Deliveries.Single(f => f.Feed == "eid-accounts");

    string PathOf(DeliveryAnswer file) => Path.Combine(province.Folder, file.File);

    static SortedDictionary<string, string> Hashes(ulong seed)
    {
        var folder = Directory.CreateTempSubdirectory("de06-seed-").FullName;
        ProvinceGenerator.Generate(new ProvinceOptions(2_000, seed), folder);
        var hashes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            hashes[Path.GetRelativePath(folder, file)] = Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)));
        }

        Directory.Delete(folder, recursive: true);
        return hashes;
    }
}
