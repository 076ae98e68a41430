using De06Ingest.Tests.Support;
using static De06Ingest.Tests.Support.FlowContracts;

namespace De06Ingest.Tests.Intake;

/// <summary>What is known of the published rows before a pass: the file beside a publish and the table itself must
/// tell the same.</summary>
public sealed class PublishedRowsTests(PostgresServer server)
{
    const string Header = "card,id,name,level\n";

    /// <summary>One card per citizen; a card without a level is refused.</summary>
    const string Cards =
        """
        feed: cards
        title: Thẻ
        owner: Bảo hiểm xã hội tỉnh
        key: [cardNo]
        one-per: personalId
        fields:
          personalId: { from: [id] }
          name: { from: [name] }
        extra:
          cardNo: { from: [card], type: key }
          level: { from: [level], type: key, required: true }
        compare: [name, alive]
        limits: { refused-share: 100%, row-drop: 100%, mismatch-share: 100% }
        """;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task The_file_and_the_table_give_the_same_days_and_end_as_a_first_load_does(int seed)
    {
        var chance = new Random(seed);
        await using var byFile = await Ready();
        await using var byTable = await Ready();
        string last = "";
        for (var day = 1; day <= 9; day++)
        {
            last = Day(chance, mayRefuse: day < 9);
            if (Directory.Exists(byTable.State))
            {
                Directory.Delete(byTable.State, recursive: true);
            }

            var one = await byFile.Run("cards", last, $"2026-01-0{day}");
            var other = await byTable.Run("cards", last, $"2026-01-0{day}");

            Assert.True(File.Exists(StateOf(byFile)), "the run left no state");
            Assert.Equal((one.State, one.Changed, one.Vanished), (other.State, other.Changed, other.Vanished));
            Assert.Equal(await byFile.Outcome("cards"), await byTable.Outcome("cards"));
        }

        await using var fresh = await Ready();
        await fresh.Run("cards", last, "2026-01-09");
        Assert.Equal(await fresh.Rows("cards"), await byFile.Rows("cards"));
        Assert.Equal(await Open(fresh), await Open(byFile));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_kept_row_stands_for_whom_it_was_published_not_for_whom_its_refused_row_names(bool fromTable)
    {
        await using var flow = await Ready();
        string Card(string card, int n, string level = "1") => $"{card},{Id(n)},Trần Văn Nam,{level}\n";
        await flow.Run("cards", Header + Card("C1", 1) + Card("C2", 2), "2026-01-01");
        if (fromTable)
        {
            Directory.Delete(flow.State, recursive: true);
        }

        await flow.Run("cards", Header + Card("C1", 2, level: "") + Card("C2", 2) + Card("C3", 1), "2026-01-02");

        Assert.Equal(["C3 duplicate-subject open"], await flow.Ledger("cards"));
        Assert.Equal("C1", await flow.One<string>("select sector_value from core.mismatch"));
    }

    async Task<Flow> Ready()
    {
        var flow = await Flow.Start(server, Population, Cards);
        await flow.Run("population", Citizens(4), "2026-01-01");
        return flow;
    }

    static string StateOf(Flow flow) => Directory.GetFiles(Path.Combine(flow.State, "cards"), "*.rows").Single();

    /// <summary>Some of eight cards in some order; a card may change hands, come twice, or come without its
    /// level.</summary>
    static string Day(Random chance, bool mayRefuse)
    {
        var rows = new List<string>();
        for (var card = 1; card <= 8; card++)
        {
            for (var copies = chance.Next(6) switch { 0 => 0, 5 => 2, _ => 1 }; copies > 0; copies--)
            {
                var n = chance.Next(3) == 0 ? chance.Next(1, 6) : 1 + (card % 4);
                var level = mayRefuse && chance.Next(4) == 0 ? "" : $"{chance.Next(1, 3)}";
                rows.Add($"C{card},{Id(n)},{(chance.Next(4) == 0 ? "Khác Tên" : "Trần Văn Nam")},{level}\n");
            }
        }

        chance.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(rows));
        return Header + string.Concat(rows) + "C9,051090000099,Trần Văn Nam,1\n";
    }

    static Task<List<string>> Open(Flow flow) => flow.All<string>(
        """
        select concat_ws('|', subject_id, kind, sector_value, reference_value, record_count, newest_record)
        from core.mismatch where feed = 'cards' and state = 'open' order by 1
        """);
}
