using System.Globalization;
using Dapper;
using De06Ingest.Database;
using De06Ingest.Feeds;
using De06Ingest.Intake.Normalise;
using De06Ingest.Matching;
using De06Ingest.Matching.Evidence;
using De06Ingest.Publishing;
using De06Ingest.Reporting;
using De06Ingest.Values;
using Npgsql;

namespace De06Ingest;

/// <summary>Weighs a published row against the population as a run does, and tells the sum.</summary>
sealed class RowExplanations(FlowParts parts) : IRowExplanations
{
    const int Pairs = 3;

    public async Task<RowExplanation?> Explain(
        FeedContract contract, string record, string? citizen, bool clear, CancellationToken stop)
    {
        await using var connection = await parts.Database.OpenConnectionAsync(stop);
        if (!contract.IsMatched
            || await RunTable.Current(connection, contract.Feed) is not { } current)
        {
            return null;
        }

        var row = new SectorRecord(contract.Columns.Count);
        if (!TryRead(connection, contract, current.Generation, record, row, out var origin))
        {
            return null;
        }

        var linked = await connection.QueryFirstOrDefaultAsync<(string? Method, string? Citizen)>(
            """
            select method, personal_id from core.link
            where feed = @Feed and record_id = @record and ended_run is null
            """,
            new { contract.Feed, record });
        var method = origin.Unmatched is not null ? null : linked.Method ?? MatchMethod.PersonalId.Word();
        if (await parts.References.Load(stop) is not { } reference)
        {
            return new(method, origin.Unmatched, []);
        }

        // As the row was looked for: by its unit on the map of the reference, and whoever has its id is weighed too.
        var units = await parts.UnitsInForce(connection);
        var byId = new PairCheck(contract, reference, await parts.Pseudonym(stop), units).Sought(row);
        var asked = NumberOf(reference, citizen);
        var rows = new EvidenceRows(contract);
        rows.Add(row);
        var matcher = new EvidenceMatcher(reference, (parts.MatchModel ?? MatchModelFile.Carried()).Model);
        var pairs = matcher.Explain(rows, 0, Pairs, new[] { NumberOf(reference, linked.Citizen), byId.Citizen, asked }
                .Where(c => c >= 0))
            .Select(pair => Explained(contract, row, reference, pair)).ToList();
        return new(method, origin.Unmatched, clear ? pairs : await Masked(connection, pairs))
        {
            AskedIsUnknown = citizen is not null && asked < 0,
        };
    }

    static int NumberOf(ReferenceIndex reference, string? citizen) =>
        long.TryParse(citizen, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? reference.Find(id) : -1;

    static bool TryRead(
        NpgsqlConnection connection, FeedContract contract, int generation, string record, SectorRecord row,
        out RowOrigin origin)
    {
        using var rows = new CopyRow(connection,
            $"""
            {new CleanTable(contract).SelectRows(generation)} and record_id = {CleanTable.Quote(record)}
            """);
        var (isThere, found) = (false, default(RowOrigin));
        while (rows.Read())
        {
            (isThere, found) = (true, new CleanRow(contract).Read(rows, row));
        }

        origin = found;
        return isThere;
    }

    static ExplainedPair Explained(
        FeedContract contract, SectorRecord row, ReferenceIndex reference, EvidencePair pair)
    {
        var builder = new RecordBuilder(contract, DateOnly.MaxValue);
        var citizen = new CitizenTexts(reference, pair.Citizen);
        var steps = pair.Steps.Select(step => new ExplainedStep(
            step.Attribute, step.Level,
            contract.IndexOf(step.Attribute) is var column and >= 0 ? TextOf(builder, contract, column, row) : null,
            citizen[step.Attribute], step.Bits, step.Rarity));
        return new(citizen["personalId"]!, pair.Probability, pair.Sum,
            [new("prior", "", null, null, pair.Prior, 0), .. steps]);
    }

    /// <summary>The value of a cell; of one that could not be read, its signs.</summary>
    static string? TextOf(RecordBuilder builder, FeedContract contract, int column, SectorRecord row)
    {
        if (row.Cells[column].HasValue)
        {
            return builder.Text(column, row);
        }

        var fault = row.Faults.Find(f => f.Column == contract.Columns[column].Name);
        return fault.Column is null ? null : fault.Raw;
    }

    static async Task<List<ExplainedPair>> Masked(NpgsqlConnection connection, List<ExplainedPair> pairs)
    {
        var values = pairs.SelectMany(p => p.Steps.SelectMany(s => new[]
        {
            (s.Attribute, Value: s.SectorValue), (s.Attribute, Value: s.CitizenValue),
        }).Append((Attribute: "personalId", Value: p.PersonalId))).Where(v => v.Value is not null).Distinct().ToList();
        var masks = (await connection.QueryAsync<string>(
            """
            select case v.attribute
                     when 'personalId' then api.mask_id(v.value) when 'legacyId' then api.mask_id(v.value)
                     when 'phone' then api.mask_phone(v.value) when 'name' then api.mask_name(v.value)
                     when 'birthDate' then api.mask_value('birth-date-differs', v.value)
                     when 'sex' then v.value when 'homeUnit' then v.value
                     else api.mask_text(v.value) end
            from unnest(@attributes, @texts) with ordinality as v(attribute, value, place) order by v.place
            """, new
            {
                attributes = values.ConvertAll(v => v.Attribute).ToArray(),
                texts = values.ConvertAll(v => v.Value).ToArray(),
            })).AsList();
        var mask = values.Select((value, i) => (value, masks[i])).ToDictionary(v => v.value, v => v.Item2);
        string? Of(string attribute, string? value) => value is null ? null : mask[(attribute, value)];
        return pairs.ConvertAll(p => p with
        {
            PersonalId = Of("personalId", p.PersonalId)!,
            Steps = [.. p.Steps.Select(s => s with
            {
                SectorValue = Of(s.Attribute, s.SectorValue),
                CitizenValue = Of(s.Attribute, s.CitizenValue),
            })],
        });
    }
}

/// <summary>What the reference says of a citizen, as texts by attribute.</summary>
readonly struct CitizenTexts(ReferenceIndex reference, int citizen)
{
    public string? this[string attribute] => attribute switch
    {
        "personalId" => reference.IdOf(citizen),
        "name" => System.Text.Encoding.UTF8.GetString(reference.Name(citizen)),
        "birthDate" => reference[citizen].HasBirthDate
            ? BirthDate.FromRange(reference[citizen].BirthFrom, reference[citizen].BirthTo).Iso : null,
        "sex" => reference[citizen].Sex == Sex.Unknown ? null : CellReader.SexCode(reference[citizen].Sex),
        "phone" => reference[citizen].Phone == 0 ? null : PhoneNumber.FromNational(reference[citizen].Phone).E164,
        "homeUnit" => reference[citizen].HomeUnit == SectorRecord.Unknown ? null : $"{reference[citizen].HomeUnit:D5}",
        _ => null,
    };
}
