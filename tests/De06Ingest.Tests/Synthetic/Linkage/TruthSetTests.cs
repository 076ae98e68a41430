using System.Security.Cryptography;
using De06Ingest.Feeds;
using De06Ingest.Synthetic.Linkage;

namespace De06Ingest.Tests.Synthetic.Linkage;

public sealed class TruthSetTests(SmallTruthSet set) : IClassFixture<SmallTruthSet>
{
    [Fact]
    public void The_same_options_give_the_same_bytes() => Assert.Equal(Hashes(seed: 7), Hashes(seed: 7));

    [Fact]
    public void Another_seed_gives_other_bytes_in_every_table()
    {
        var one = Hashes(seed: 7);
        var other = Hashes(seed: 8);
        Assert.Equal(one.Keys, other.Keys);
        Assert.All(one.Keys.Where(file => file.EndsWith(".csv", StringComparison.Ordinal)), file =>
            Assert.NotEqual(one[file], other[file]));
    }

    [Fact]
    public void Has_so_many_citizens_rows_and_strangers_as_asked()
    {
        Assert.Equal(20_000, set.Reference.Count);
        Assert.Equal(10_000, set.Feed.Count);
        Assert.Equal(9_500, set.Truth.Count);
        Assert.Equal(500, set.Strangers.Count);
        Assert.Equal((9_500, 500), (set.Tally.Pairs, set.Tally.Strangers));
    }

    [Fact]
    public void Every_row_is_answered_once_and_no_citizen_has_two_rows()
    {
        var answered = set.Truth.Keys.Concat(set.Strangers.Keys).Order(StringComparer.Ordinal);
        Assert.Equal(set.Feed.Select(row => row["Mã hồ sơ"]), answered);
        Assert.Distinct(set.Truth.Values.Select(row => row["reference_key"]));
    }

    [Fact]
    public void Every_pair_leads_to_a_citizen() =>
        Assert.All(set.Truth.Values, row => Assert.True(set.Reference.ContainsKey(row["reference_key"])));

    [Fact]
    public void An_id_that_a_stranger_gives_is_not_in_the_register()
    {
        var slips = set.Feed.Where(row => set.Strangers.TryGetValue(row["Mã hồ sơ"], out var stranger)
            && !stranger["errors"].Contains("id-", StringComparison.Ordinal));
        Assert.DoesNotContain(slips, row => set.Reference.ContainsKey(row["Số CCCD"]));
    }

    [Fact]
    public void Keys_and_order_of_the_rows_say_nothing_of_the_register()
    {
        var order = set.Reference.Keys.Select((key, i) => (key, i)).ToDictionary(c => c.key, c => c.i);
        var places = set.Truth.Values.Select(row => order[row["reference_key"]]).ToList();
        var rises = places.Zip(places.Skip(1)).Count(pair => pair.First < pair.Second);
        Assert.InRange(rises, 4_500, 5_000);
    }

    [Fact]
    public void Every_kind_of_error_occurs_and_no_other()
    {
        var known = ErrorProfile.Rates.Select(rate => rate.Error.Kind).Append("id-missing").Order();
        Assert.Equal(known, set.Tally.Planted.Keys.Order());
        Assert.Equal(set.Tally.Planted, Planted().ToDictionary());
    }

    [Fact]
    public void Most_erroneous_rows_have_one_error_some_two_and_few_three()
    {
        var rows = set.Tally.RowsByErrors;
        Assert.Equal(10_000, rows.Sum());
        Assert.InRange(rows[0], 4_000, 6_000);
        Assert.InRange(rows[1], 3_000, 4_500);
        Assert.InRange(rows[2], rows[1] / 6, rows[1] / 2);
        Assert.InRange(rows[3], 1, rows[2] / 2);
    }

    [Theory]
    [InlineData(0.9)]
    [InlineData(0.5)]
    public void Ids_are_given_in_the_share_of_rows_that_was_asked(double ids)
    {
        var rows = Rows(ids);
        var given = rows.Count(row => row["Số CCCD"].Length + row["Số CMND"].Length > 0);
        Assert.InRange(given, (ids * rows.Count) - 100, (ids * rows.Count) + 100);
    }

    [Fact]
    public void Without_ids_there_is_neither_a_personal_id_nor_a_CMND_and_nothing_else_changes()
    {
        string[] ids = ["Số CCCD", "Số CMND"];
        var rows = Rows(0);
        Assert.All(rows, row => Assert.All(ids, column => Assert.Empty(row[column])));
        Assert.Equal(
            Rows(0.9).Select(row => string.Join('|', row.ExceptBy(ids, cell => cell.Key))),
            rows.Select(row => string.Join('|', row.ExceptBy(ids, cell => cell.Key))));
    }

    [Fact]
    public void The_contracts_can_be_read_and_know_every_column()
    {
        foreach (var (file, rows) in new[] { ("reference", set.Reference.Values.First()), ("feed", set.Feed[0]) })
        {
            var contract = FeedCatalog.LoadFile(Path.Combine(set.Folder, file + ".yaml"));
            var known = contract.Columns.SelectMany(column => column.From).Concat(contract.Ignore).ToHashSet();
            Assert.All(rows.Keys, header => Assert.Contains(header.TrimStart('\uFEFF'), known));
        }
    }

    [Theory]
    [InlineData(50, 10, 0.9, 0.05)]
    [InlineData(1_000, 2_000, 0.9, 0.05)]
    [InlineData(1_000, 500, 1.5, 0.05)]
    [InlineData(1_000, 500, double.NaN, 0.05)]
    [InlineData(1_000, 500, 0.9, -0.1)]
    public void Refuses_what_cannot_be_made(int citizens, int rows, double ids, double strangers) =>
        Assert.Throws<ArgumentException>(() =>
            TruthSet.Generate(new TruthSetOptions(citizens, rows, 1, ids, strangers), set.Folder));

    IEnumerable<KeyValuePair<string, int>> Planted() => set.Truth.Values.Concat(set.Strangers.Values)
        .SelectMany(row => row["errors"].Split(';', StringSplitOptions.RemoveEmptyEntries)).CountBy(kind => kind);

    static List<Dictionary<string, string>> Rows(double ids) => InFolder(new(3_000, 2_000, 3, ids), folder =>
        SmallTruthSet.Read(folder, "feed.csv", ';').ToList());

    static SortedDictionary<string, string> Hashes(ulong seed) => InFolder(new(3_000, 1_500, seed), folder =>
        new SortedDictionary<string, string>(
            Directory.EnumerateFiles(folder).ToDictionary(
                file => Path.GetFileName(file),
                file => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)))),
            StringComparer.Ordinal));

    static T InFolder<T>(TruthSetOptions options, Func<string, T> read)
    {
        var folder = Directory.CreateTempSubdirectory("de06-truth-").FullName;
        TruthSet.Generate(options, folder);
        var result = read(folder);
        Directory.Delete(folder, recursive: true);
        return result;
    }
}
