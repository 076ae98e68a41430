using De06Ingest.Tests.Support;
using static De06Ingest.Tests.Support.FlowContracts;

namespace De06Ingest.Tests;

/// <summary>Row states and the reference on disk are copies of tables: whatever becomes of them, runs come to the same
/// end.</summary>
public sealed class CachesTests(PostgresServer server)
{
    static readonly string First = Many(AccountsHeader, 40, n => Account(n, n % 5 == 0 ? "0912999999" : null));
    static readonly string Second = Many(
        AccountsHeader, 41, n => n == 7 ? "" : Account(n, n % 5 == 0 ? "0912999999" : null, level: n == 9 ? "1" : "2"));

    [Theory]
    [InlineData("gone")]
    [InlineData("empty")]
    [InlineData("cut")]
    [InlineData("flipped")]
    [InlineData("of-another-kind")]
    [InlineData("a-folder")]
    public async Task A_damaged_cache_changes_nothing_that_is_published(string damage)
    {
        await using var sound = await Published();
        await using var damaged = await Published();
        foreach (var cache in Caches(damaged))
        {
            Damage(cache, damage);
        }

        // A process that has just started holds no reference in memory.
        damaged.Use(Population, Accounts());
        var expected = await sound.Run("accounts", Second, "2026-01-02");
        var report = await damaged.Run("accounts", Second, "2026-01-02");

        Assert.Equal(
            (expected.State, expected.RowsIn, expected.Changed, expected.Vanished, expected.Matched),
            (report.State, report.RowsIn, report.Changed, report.Vanished, report.Matched));
        Assert.Equal(("published", 2L, 1L), (report.State, report.Changed, report.Vanished));
        Assert.Equal(await sound.Outcome("accounts"), await damaged.Outcome("accounts"));
    }

    [Fact]
    public async Task A_cache_that_cannot_be_written_does_not_fail_what_is_published()
    {
        await using var flow = await Flow.Start(server, Population, Accounts());
        Directory.CreateDirectory(flow.Spool);
        File.WriteAllText(flow.State, "");
        File.WriteAllText(Path.Combine(flow.Spool, "reference"), "");

        var reference = await flow.Run("population", Citizens(40), "2026-01-01");
        var first = await flow.Run("accounts", First, "2026-01-01");
        var second = await flow.Run("accounts", Second, "2026-01-02");

        Assert.Equal(("published", "published", "published"), (reference.State, first.State, second.State));
        Assert.Equal((2L, 1L), (second.Changed, second.Vanished));
    }

    [Fact]
    public async Task Rows_that_come_twice_or_in_another_form_are_told_the_same_with_and_without_a_cache()
    {
        string[] texts =
        [
            First + Account(3) + "\n" + Account(4, "0912777777") + "\n",
            First.Replace("\n", "\r\n"),
            First.Replace("Trần Văn Nam", "\"Trần Văn Nam\""),
            Second + Account(1) + ",one too many\n",
        ];
        foreach (var text in texts)
        {
            await using var with = await Published();
            await using var without = await Published();
            Directory.Delete(without.State, recursive: true);

            var expected = await without.Run("accounts", text, "2026-01-02");
            var report = await with.Run("accounts", text, "2026-01-02");

            Assert.Equal(
                (expected.State, expected.RowsIn, expected.Accepted, expected.Duplicate, expected.Refused,
                    expected.Changed, expected.Matched),
                (report.State, report.RowsIn, report.Accepted, report.Duplicate, report.Refused, report.Changed,
                    report.Matched));
            Assert.Equal(await without.Outcome("accounts"), await with.Outcome("accounts"));
        }
    }

    async Task<Flow> Published()
    {
        var flow = await Flow.Start(server, Population, Accounts());
        await flow.Run("population", Citizens(40), "2026-01-01");
        await flow.Run("accounts", First, "2026-01-01");
        return flow;
    }

    static string[] Caches(Flow flow)
    {
        string[] caches =
        [
            .. Directory.GetFiles(Path.Combine(flow.State, "accounts")),
            .. Directory.GetFiles(Path.Combine(flow.Spool, "reference")),
        ];
        Assert.Equal(2, caches.Length);
        return caches;
    }

    static void Damage(string cache, string damage)
    {
        var bytes = File.ReadAllBytes(cache);
        File.Delete(cache);
        switch (damage)
        {
            case "gone":
                break;
            case "empty":
                File.WriteAllBytes(cache, []);
                break;
            case "cut":
                File.WriteAllBytes(cache, bytes[..(bytes.Length / 2)]);
                break;
            case "flipped":
                bytes[^9] ^= 1;
                bytes[bytes.Length / 2] ^= 1;
                bytes[100] ^= 1;
                File.WriteAllBytes(cache, bytes);
                break;
            case "of-another-kind":
                bytes[0] ^= 1;
                File.WriteAllBytes(cache, bytes);
                break;
            default:
                Directory.CreateDirectory(cache);
                break;
        }
    }
}
