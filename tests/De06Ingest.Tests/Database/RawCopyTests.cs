using System.Globalization;
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

    [Theory]
    [InlineData("0")]
    [InlineData("0.00")]
    [InlineData("67.2")]
    [InlineData("67.20")]
    [InlineData("-67.2145")]
    [InlineData("100")]
    [InlineData("9999")]
    [InlineData("10000")]
    [InlineData("20000.00010")]
    [InlineData("0.0001")]
    [InlineData("0.00001")]
    [InlineData("-0.0000000000000000000000000001")]
    [InlineData("123456789012345678.9")]
    [InlineData("79228162514264337593543950335")]
    [InlineData("-7.9228162514264337593543950335")]
    public async Task A_numeric_arrives_with_all_its_digits(string number)
    {
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);
        await using var connection = await source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand("create temporary table sent (n numeric)", connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        using var copy = new RawCopy(null);
        copy.Row(1, 64);
        copy.Numeric(decimal.Parse(number, CultureInfo.InvariantCulture));
        await copy.SendTo(connection, "copy sent from stdin (format binary)");

        command.CommandText = "select n::text || (n = @number::numeric) from sent";
        command.Parameters.AddWithValue("number", number);
        Assert.Equal(number + "true", await command.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }
}
