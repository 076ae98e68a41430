using De06Ingest.Feeds;

namespace De06Ingest.Tests.Feeds;

public sealed class QuartzSchemaTests
{
    [Fact]
    public void Creates_only_what_is_missing_and_only_in_its_schema()
    {
        var text = QuartzSchema.Statements();

        Assert.StartsWith("create schema if not exists quartz;", text, StringComparison.Ordinal);
        Assert.Contains("CREATE TABLE IF NOT EXISTS quartz.qrtz_triggers", text, StringComparison.Ordinal);
        Assert.Contains(
            "CREATE INDEX IF NOT EXISTS idx_qrtz_t_nft_st ON quartz.qrtz_triggers", text, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"\{\d\}", text);
        Assert.DoesNotMatch(@"(?im)^\s*drop ", text);
        Assert.DoesNotMatch(@"(?i)create (table|index) (?!if not exists)", text);
    }
}
