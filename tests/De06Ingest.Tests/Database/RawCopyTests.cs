using De06Ingest.Database;
using De06Ingest.Tests.Support;
using Npgsql;

namespace De06Ingest.Tests.Database;

public sealed class RawCopyTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>
{
    [Theory]
    [InlineData(0, false)]
    [InlineData(3, false)]
    [InlineData(100_000, false)]
    [InlineData(0, true)]
    [InlineData(3, true)]
    public async Task A_copy_that_is_not_ended_leaves_no_row_and_complains_of_nothing(int rows, bool ended)
    {
        var table = $"copied_{rows}_{ended}";
        await database.Scalar($"create table {table} (n bigint)");
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);

        using (var copy = RawCopy.Open(source, $"copy {table} from stdin (format binary)"))
        {
            for (var n = 0; n < rows; n++)
            {
                copy.Row(1, 8);
                copy.Int64(n);
            }

            if (ended)
            {
                copy.End();
            }
        }

        Assert.Equal((long)(ended ? rows : 0), await database.Scalar($"select count(*) from {table}"));
    }
}
