using Dapper;
using De06Ingest.Database;
using De06Ingest.Feeds;
using De06Ingest.Mismatches.Across;
using De06Ingest.Values;
using Npgsql;

namespace De06Ingest.Mismatches.Suggestions;

/// <summary>Owns core.suggestion: brings the suggestions for a feed's open mismatches up to date with what its
/// witnesses have published; equal ones are not written.</summary>
/// <remarks>Looks again at the citizens whose rows or mismatches moved, at those who share a number with them, and at
/// nobody else, unless a witness is new.</remarks>
sealed class SuggestionTable(
    NpgsqlConnection connection, FeedContract contract, IReadOnlyList<LookedAtFeed> looked, long runId)
{
    static readonly HashSet<string> Certain =
        [.. MismatchRules.Kinds.Where(kind => kind.IsCertain).Select(kind => kind.Code)];

    readonly LookedAtFeed own = looked.First(feed => feed.Contract.Feed == contract.Feed);

    /// <summary>True when any suggestion came, changed or went.</summary>
    public async Task<bool> Refresh()
    {
        await connection.ExecuteAsync(SqlFile.Text("mismatches/wanted"), new { feed = contract.Feed });
        await NoteDue();
        var asOf = VietnamTime.DayOf(own.AsOf);
        var found = new List<(string Field, Suggestion Suggestion)>();
        foreach (var field in contract.Suggest)
        {
            var claims = await Claims(field);
            var wanted = await ReadWanted(field, dueOnly: true);
            var suggesting = new Suggesting(contract, field, asOf);
            if (field == "phone")
            {
                suggesting = new Suggesting(contract, field, asOf)
                {
                    Holders = (await Holders()).ToLookup(c => c.Value, StringComparer.Ordinal),
                    AllWanted = (await ReadWanted(field, dueOnly: false))
                        .ToLookup(w => w.CitizenRef.ToString(), StringComparer.Ordinal),
                };
            }

            found.AddRange(wanted.SelectMany(w => suggesting.For(w, [.. claims[w.CitizenRef]]))
                .Select(suggestion => (field, suggestion)));
        }

        return await Save(found);
    }

    /// <summary>Citizens to look at again.</summary>
    async Task NoteDue()
    {
        var whole = looked.Any(feed => feed.IsDue && feed.Since is null);
        if (whole || own.Since is null)
        {
            await connection.ExecuteAsync(
                """
                create temporary table due on commit drop as select distinct citizen_ref from wanted;
                insert into due select distinct s.citizen_ref from core.suggestion s where s.feed = @Feed
                  and not exists (select from due d where d.citizen_ref = s.citizen_ref);
                analyze due
                """, new { contract.Feed });
            return;
        }

        var moved = looked.Where(feed => feed.IsDue).ToList();
        await connection.ExecuteAsync(
            $"""
            create temporary table due on commit drop as
            select k0 as citizen_ref from ({Union(moved, feed => feed.Changed(SetKey.Citizen))}) c where k0 is not null
            union
            select m.citizen_ref from core.mismatch m
            where m.feed = @Feed and greatest(m.opened_run, m.closed_run) > @Since and m.citizen_ref is not null
            """, new { contract.Feed, own.Since }, commandTimeout: 0);
        if (contract.Suggest.Contains("phone"))
        {
            await NoteSharers(moved);
        }

        await connection.ExecuteAsync("analyze due");
    }

    /// <summary>A number that came or went decides about everybody who has it, and a citizen who now lacks one about
    /// those who could be suggested the same.</summary>
    Task NoteSharers(List<LookedAtFeed> moved)
    {
        var phones = WithPhone().ToList();
        var byCitizen = Union(phones, feed => $"select r.phone from ({feed.Keyed(SetKey.Citizen)}) r "
            + "join due d on d.citizen_ref = r.k0");
        return connection.ExecuteAsync(
            $"""
            analyze due;
            create temporary table due_phone on commit drop as
            select k0 as phone from ({Union(moved, feed => feed.Changed(SetKey.Phone))}) c where k0 is not null
            union select phone from ({byCitizen}) p where phone is not null;
            analyze due_phone;
            insert into due
            select distinct r.citizen_ref from (
            {Union(phones, feed => $"select r.citizen_ref from ({feed.Keyed(SetKey.Phone)}) r "
                + "join due_phone p on p.phone = r.k0")}
            ) r where r.citizen_ref is not null
            """, commandTimeout: 0);
    }

    /// <summary>What the witnesses of a field have of the citizens who are due.</summary>
    async Task<ILookup<Guid, Claim>> Claims(string field)
    {
        var witnesses = looked.Where(feed => feed.Contract.Witness.ContainsKey(field)).ToList();
        if (witnesses.Count == 0)
        {
            return Array.Empty<Claim>().ToLookup(_ => Guid.Empty);
        }

        // Joined feed by feed: few citizens are looked up by index, many are met on one way through the feed.
        var rows = await connection.QueryAsync<Claim>(
            $"""
            create temporary table asked on commit drop as
            select distinct w.citizen_ref from wanted w join due d using (citizen_ref) where w.field = @field;
            analyze asked;
            create temporary table claimed on commit drop as
            select c.* from (
            {Union(witnesses, feed => $"select r.* from ({feed.Witnessed(field)}) r "
                + "join asked a on a.citizen_ref = r.citizen_ref")}
            ) c where c.value is not null;
            drop table asked;
            select * from claimed
            """, new { field }, commandTimeout: 0);
        var claims = rows.ToLookup(row => row.CitizenRef!.Value);
        if (field != "phone")
        {
            await connection.ExecuteAsync("drop table claimed");
        }

        return claims;
    }

    /// <summary>Everybody of whom a feed has one of the numbers at hand.</summary>
    async Task<IEnumerable<Claim>> Holders()
    {
        await connection.ExecuteAsync(
            """
            create temporary table candidate on commit drop as select distinct value from claimed;
            analyze candidate;
            drop table claimed
            """);
        return await connection.QueryAsync<Claim>(
            $"""
            {Union(WithPhone(), feed => $"select h.* from ({feed.Witnessed("phone")}) h "
                + "join candidate c on c.value = h.value")}
            """, commandTimeout: 0);
    }

    IEnumerable<LookedAtFeed> WithPhone() => looked.Where(feed =>
        feed.Contract.Witness.ContainsKey("phone") || feed.Contract.OneAccountPerPhone);

    async Task<IEnumerable<Wanted>> ReadWanted(string field, bool dueOnly)
    {
        var rows = await connection.QueryAsync<(string SubjectId, Guid CitizenRef, string[] Wrong, string[] Kinds)>(
            $"""
            select w.subject_id, w.citizen_ref, w.wrong, w.kinds from wanted w
            where w.field = @field {(dueOnly ? "and w.citizen_ref in (select d.citizen_ref from due d)" : "")}
            order by w.subject_id
            """, new { field }, commandTimeout: 0);
        return rows.Select(row =>
            new Wanted(row.SubjectId, row.CitizenRef, row.Wrong, row.Kinds.Any(Certain.Contains)));
    }

    async Task<bool> Save(List<(string Field, Suggestion Suggestion)> found)
    {
        await connection.ExecuteAsync(
            """
            create temporary table suggested (subject_id text collate "C", field text collate "C", rank integer,
              citizen_ref uuid, value text, confidence numeric(4, 3), feeds text[], since date, others integer,
              holders integer) on commit drop
            """);
        using (var copy = await connection.BeginBinaryImportAsync("copy suggested from stdin (format binary)"))
        {
            foreach (var (field, one) in found)
            {
                await copy.WriteRowAsync(default, one.SubjectId, field, one.Rank, one.CitizenRef, one.Value,
                    one.Confidence, one.Feeds.ToArray(), (object?)one.Since ?? DBNull.Value, one.Others, one.Holders);
            }

            await copy.CompleteAsync();
        }

        await connection.ExecuteAsync("analyze suggested");
        return await connection.ExecuteScalarAsync<long>(
            SqlFile.Text("mismatches/suggest"), new { feed = contract.Feed, run_id = runId }, commandTimeout: 0) > 0;
    }

    static string Union(IEnumerable<LookedAtFeed> feeds, Func<LookedAtFeed, string> select) =>
        string.Join("\nunion all\n", feeds.Select(select));
}
