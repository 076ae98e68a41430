using Dapper;
using Npgsql;

namespace De06Ingest.Tests.Support;

/// <summary>The tally of mismatches is moved from publish to publish: after each it must be what counting anew
/// gives.</summary>
static class TallyCheck
{
    public static async Task Check(NpgsqlConnection connection) => Assert.Empty(await connection.QueryAsync<string>(
        """
        select concat_ws(' ', t.feed, t.unit, t.mismatched, '≠', n.number)
        from core.tally t
        full join (select m.feed, coalesce(m.unit, '') as unit, count(distinct m.subject_id) as number
                   from core.mismatch m
                   where m.state = 'open' and m.feed in (select t.feed from core.tally t)
                   group by 1, 2) n using (feed, unit)
        where coalesce(t.mismatched, 0) <> coalesce(n.number, 0)
        """));
}
