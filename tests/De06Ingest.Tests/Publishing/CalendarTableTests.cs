using De06Ingest.Feeds;
using De06Ingest.Publishing;
using De06Ingest.Tests.Support;

namespace De06Ingest.Tests.Publishing;

/// <summary>The calendar in the database, and the file by which a person extends it.</summary>
public sealed class CalendarTableTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>, IDisposable
{
    readonly string file = Path.GetTempFileName();

    public void Dispose() => File.Delete(file);

    [Fact]
    public async Task A_decision_moves_its_days_and_nothing_else_and_again_changes_nothing()
    {
        await using var connection = await database.Open();
        var table = new CalendarTable(connection);
        await table.Load(null);
        Assert.Equal(0, await table.Load(null));
        await File.WriteAllTextAsync(
            file, "day,kind,name,source\n2031-06-09,off,Ngày thử,QĐ 1\n2031-06-14,work,Làm bù,QĐ 1\n");

        // Monday to Friday of that week have one working day less, and the Saturday gives it back; a term that ends on
        // the Saturday, or on the Monday or the weekend before it, ends otherwise.
        Assert.Equal(8, await table.Load(file));
        Assert.Equal(0, await table.Load(file));
        Assert.Equal(new DateOnly(2031, 6, 10), await database.Scalar(
            "select due_day from api.calendar_day where day = '2031-06-07'"));
    }

    [Fact]
    public void Rows_that_cannot_be_used_are_named_with_their_line()
    {
        File.WriteAllText(file,
            "day,kind,name,source\n01/05/2026,off,a,b\n2026-05-04,free,a,b\n2026-05-05,off,a,b\n2026-05-05,work,a,b\n");

        var problems = Assert.Throws<AggregateException>(() => CalendarTable.Read(file)).InnerExceptions
            .Cast<ContractException>().Select(p => $"{p.Line} {p.Problem.Code}");

        Assert.Equal(
            ["2 unit-day", "3 holiday-kind", "5 holiday-twice"], problems);
    }
}
