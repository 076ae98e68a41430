using System.Text;
using Dapper;
using De06Ingest.Database;
using De06Ingest.Feeds;
using De06Ingest.Intake.Normalise;
using De06Ingest.Matching;
using De06Ingest.Publishing;
using De06Ingest.Reporting;

namespace De06Ingest;

/// <summary>Weighs the published rows whose personal id leads to nobody by another model, and compares with the links
/// that readers see.</summary>
sealed class ModelPreview(FlowParts parts) : IModelPreview
{
    public async Task<(long Rows, IReadOnlyList<ChangedLink> Changes)> Preview(
        FeedContract contract, MatchModelFile model, bool clear, CancellationToken stop)
    {
        await using var connection = await parts.Database.OpenConnectionAsync(stop);
        if (await RunTable.Current(connection, contract.Feed) is not { } current
            || await parts.References.Load(stop) is not { } reference
            || await (parts with { MatchModel = model }).Evidence(connection, contract, reference, null)
                is not { } evidence)
        {
            return (0, []);
        }

        var before = (await connection.QueryAsync<(string Record, string Id, float Probability, bool IsAuto)>(
            """
            select record_id, personal_id, probability, true from core.link where feed = @Feed and ended_run is null
            union all
            select record_id, personal_id, probability, false from core.link_review
            where feed = @Feed and state = 'pending'
            """, new { contract.Feed })).ToDictionary(
                l => l.Record, l => new JudgedLink(l.Id, l.Probability, l.IsAuto ? Band.Auto : Band.Review));
        var changes = new SortedDictionary<string, ChangedLink>(StringComparer.Ordinal);
        long weighed = 0;
        var waiting = new WaitingRows<RowOrigin>(contract, evidence, Compare);
        var units = await parts.UnitsInForce(connection);
        var pair = new PairCheck(contract, reference, await parts.Pseudonym(stop), units, evidence);
        var (row, record) = (new CleanRow(contract), new SectorRecord(contract.Columns.Count));
        using (var rows = new CopyRow(connection, new CleanTable(contract).SelectRows(current.Generation)))
        {
            while (rows.Read())
            {
                var origin = row.Read(rows, record);
                if (pair.ById(record) is { IsToBeSought: true } found)
                {
                    waiting.Add(record, origin, found, stop);
                }
            }
        }

        waiting.Release(stop);
        return (weighed, clear ? [.. changes.Values] : await Masked(connection, [.. changes.Values]));

        void Compare(SectorRecord waited, in RowOrigin origin, in FoundCitizen found)
        {
            weighed++;
            var key = Encoding.UTF8.GetString(waited.Bytes(waited.Key));
            JudgedLink? after = found.Link is { } link
                ? new(reference.IdOf(link.Citizen), link.Probability, link.Band)
                : null;
            if (ChangedLink.Between(key, before.TryGetValue(key, out var old) ? old : null, after) is { } change)
            {
                changes[key] = change;
            }
        }
    }

    static async Task<List<ChangedLink>> Masked(Npgsql.NpgsqlConnection connection, List<ChangedLink> changes)
    {
        var masks = (await connection.QueryAsync<(string Row, string Record)>(
            """
            select api.mask_key(v.one), api.mask_id(v.two)
            from unnest(@rows, @records) with ordinality as v(one, two, place) order by v.place
            """, new
            {
                rows = changes.ConvertAll(c => c.Row).ToArray(),
                records = changes.ConvertAll(c => c.Record).ToArray(),
            })).AsList();
        return [.. changes.Select((c, i) => c with { Row = masks[i].Row, Record = masks[i].Record })];
    }
}
