using System.Text;
using System.Text.RegularExpressions;
using De06Ingest.Feeds;

namespace De06Ingest.Publishing;

/// <summary>A column of a view: a column of the table as it is, or masked.</summary>
readonly record struct ViewColumn(string Name, string Expression, string Note);

/// <summary>What readers see of a clean table: a view that is masked, one that is not, and the rows after any earlier
/// publish. They follow the pointer of the feed.</summary>
sealed class CleanViews(FeedContract contract)
{
    readonly CleanTable table = new(contract);
    readonly string feed = CleanTable.Quote(contract.Feed);

    /// <param name="sql">Statements so far.</param>
    /// <param name="shown">Columns that the views have already: they keep their place, and one that the contract no
    /// longer has stays as null, because columns are only ever added.</param>
    /// <param name="all">Columns of the table, in its own order.</param>
    public void Append(StringBuilder sql, List<(string Name, string Type)> shown, string all)
    {
        var current = $"generation = (select c.generation from core.feed_current c where c.feed = {feed})";
        AppendView(sql, "api", InOrder(ViewColumns(masked: true), shown), current);
        AppendView(sql, "api_full", InOrder(ViewColumns(masked: false), shown), current);
        sql.AppendLine($"""
            create or replace function api_full.clean_{contract.TableName}_at(publish uuid)
            returns setof {table.Name} language sql stable security definer set search_path = pg_catalog as $$
              {AsOfQuery(all)}
            $$;
            revoke all on function api_full.clean_{contract.TableName}_at(uuid) from public;
            grant execute on function api_full.clean_{contract.TableName}_at(uuid) to de06_reader_full;
            comment on function api_full.clean_{contract.TableName}_at(uuid) is
              'The rows that readers saw after this publish, until retention ends.';
            """);
    }

    void AppendView(StringBuilder sql, string schema, List<ViewColumn> columns, string where)
    {
        var view = $"{schema}.clean_{contract.TableName}";
        var selected = string.Join(", ", columns.Select(c => $"{c.Expression} as {c.Name}"));
        sql.AppendLine($"create or replace view {view} as select {selected}");
        sql.AppendLine($"  from {table.Name} t where {where};");
        sql.AppendLine($"grant select on {view} to de06_reader_full{(schema == "api" ? ", de06_reader" : "")};");
        sql.AppendLine($"comment on view {view} is {CleanTable.Quote(contract.Title)};");
        foreach (var (name, _, note) in columns)
        {
            sql.AppendLine($"comment on column {view}.{name} is {CleanTable.Quote(note)};");
        }
    }

    static List<ViewColumn> InOrder(IEnumerable<ViewColumn> columns, List<(string Name, string Type)> shown)
    {
        var wanted = columns.ToList();
        var ordered = shown.Select(old => wanted.Find(c => c.Name == old.Name) is { Name: not null } column
            ? column
            : new ViewColumn(old.Name, $"null::{old.Type}", "No longer in the contract.")).ToList();
        ordered.AddRange(wanted.Where(c => !shown.Exists(old => old.Name == c.Name)));
        return ordered;
    }

    /// <summary>A row was seen after publish P when it was written by then and not ended by then, in the generation of
    /// then.</summary>
    string AsOfQuery(string all) =>
        $"""
        with p as (select r.run_id from core.run r where r.publish_id = publish and r.feed = {feed}),
             g as (select g.generation from core.generation g, p
                   where g.feed = {feed} and g.first_run <= p.run_id
                     and (g.ended_run is null or g.ended_run > p.run_id))
        select {all} from {table.Name} t where t.generation = (select generation from g)
          and t.run_id <= (select run_id from p)
        union all
        select {all} from {table.History} t where t.generation = (select generation from g)
          and t.run_id <= (select run_id from p) and t.ended_run > (select run_id from p)
        """;

    /// <summary>Whether the masked view, by its definition, masks what the contract says.</summary>
    public bool MasksAs(string definition) =>
        Masked(definition).SetEquals(ViewColumns(masked: true).SelectMany(c => Masked(c.Expression)));

    static HashSet<string> Masked(string sql) =>
        [.. Regex.Matches(sql, @"\bapi\.mask_\w+\(t\.(\w+)").Select(m => m.Groups[1].Value)];

    /// <summary>What readers would see before the first run has made the views: the columns, and no row.</summary>
    public string Empty()
    {
        var types = CleanColumns.Of(contract).ToDictionary(c => c.Name, c => c.Type.Replace(" not null", ""));
        types["is_duplicate"] = "boolean";
        types["unit_map"] = "text";
        return $"(select {string.Join(", ", ViewColumns(masked: false).Select(c => Null(c.Name)))} where false)";

        string Null(string name) => types[name].Split(" collate ") is [var type, var order]
            ? $"null::{type} collate {order} as {name}"
            : $"null::{types[name]} as {name}";
    }

    IEnumerable<ViewColumn> ViewColumns(bool masked)
    {
        yield return new("citizen_ref", "t.citizen_ref", "Keyed pseudonym of the citizen; joins across feeds.");
        var masksRecords = masked && contract.MasksRecords;
        yield return new("record_id", masksRecords ? "api.mask_key(t.record_id)" : "t.record_id", "Key of the record.");
        if (contract.Extent.IsSliced)
        {
            yield return new("slice", "t.slice", "Period and unit of the extract that the row belongs to.");
        }

        if (!contract.SubjectIsKey)
        {
            var subject = masksRecords ? "api.mask_key(t.subject_id)" : "t.subject_id";
            yield return new("subject_id", subject, "Who the record is about.");
        }

        yield return new("unmatched", "t.unmatched", "Why no citizen was found; null for a matched row.");
        yield return new("is_duplicate", "(t.duplicate_of is not null)",
            "A later record of the same subject; not compared.");
        yield return new("run_id", "t.run_id", "Run that wrote this version of the row.");
        yield return new("line_no", "t.line_no", "Line of that run's extract.");
        if (contract.HasUnits)
        {
            yield return new("unit_map", "(select m.map from core.unit_map m where m.map_no = t.unit_map)",
                "Map that the row's unit codes are on.");
        }

        foreach (var column in contract.Columns)
        {
            foreach (var shown in OfColumn(column, masked && contract.Masks(column)))
            {
                yield return shown;
            }
        }
    }

    static IEnumerable<ViewColumn> OfColumn(ColumnSpec column, bool masked)
    {
        var name = column.SqlName;
        if (column.Kind == ColumnKind.BirthDate)
        {
            var from = masked ? $"api.mask_day(t.{name}_from, false)" : $"t.{name}_from";
            var to = masked ? $"api.mask_day(t.{name}_to, true)" : $"t.{name}_to";
            yield return new(name + "_from", from, CleanColumns.Note(column) + " First day that fits.");
            yield return new(name + "_to", to, CleanColumns.Note(column) + " Last day that fits.");
            yield break;
        }

        var mask = column.Kind switch
        {
            ColumnKind.PersonalId or ColumnKind.LegacyId => "api.mask_id",
            ColumnKind.SocialInsurance or ColumnKind.HealthCard or ColumnKind.TaxCode => "api.mask_id",
            ColumnKind.PersonName => "api.mask_name",
            ColumnKind.Phone => "api.mask_phone",
            ColumnKind.Key or ColumnKind.DossierCode => "api.mask_key",
            ColumnKind.Text => "api.mask_text",
            _ => "",
        };
        var shown = masked && mask.Length > 0 ? $"{mask}(t.{name})" : $"t.{name}";
        yield return new(name, shown, CleanColumns.Note(column));
    }
}
