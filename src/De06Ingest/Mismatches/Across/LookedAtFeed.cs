using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using De06Ingest.Feeds;
using De06Ingest.Publishing;

namespace De06Ingest.Mismatches.Across;

/// <summary>A published feed whose rows the rules of another (or of itself) look at.</summary>
/// <param name="Contract">Its contract.</param>
/// <param name="Generation">Generation that readers see.</param>
/// <param name="RunId">Run that published what readers see.</param>
/// <param name="Since">Run up to which it was looked at; null when it must be looked at whole.</param>
/// <param name="AsOf">As-of of what readers see.</param>
/// <param name="Rows">Its rows.</param>
sealed record LookedAtFeed(
    FeedContract Contract, int Generation, long RunId, long? Since, DateTimeOffset AsOf, long Rows)
{
    public bool IsDue => Since != RunId;

    public bool IsReference => Contract.Role == FeedRole.Reference;

    /// <summary>The clean table; its history is called the same with _history.</summary>
    public string Table => new CleanTable(Contract).Name;

    /// <summary>These rows as they came, changed or went since the feed was looked at, keyed alone.</summary>
    /// <param name="key">What rows are put together by.</param>
    public string Changed(SetKey key) =>
        $"""
        select {Keys(key)} from {Table} t where t.generation = {Generation} and t.run_id > {Since ?? 0}
        union all
        select {Keys(key)} from {Table}_history t where t.ended_run > {Since ?? 0}
        """;

    /// <summary>Subjects of such rows.</summary>
    public string ChangedSubjects =>
        $"""
        select {Subject} as subject_id from {Table} t where t.generation = {Generation} and t.run_id > {Since ?? 0}
        union
        select {Subject} from {Table}_history t where t.ended_run > {Since ?? 0}
        """;

    /// <summary>The rows that readers see, as columns of <see cref="SetRow"/>, with their key as k0 and k1.</summary>
    public string Keyed(SetKey key) =>
        $"select {Keys(key)}, {Columns} from {Table} t {UnitJoin} where t.generation = {Generation}";

    /// <summary>The expressions that make the key.</summary>
    public IReadOnlyList<string> KeyParts(SetKey key) => key switch
    {
        SetKey.PersonalId when Contract.Key is ["personalId"] => ["t.record_id"],
        SetKey.PersonalId => [Column("personalId")],
        SetKey.Phone => [Column("phone")],
        SetKey.Person => Has("name") && Has("birthDate")
            ? [$"lower({Column("name")})", $"case when {Birth("from")} = {Birth("to")} then {Birth("from")} end"]
            : ["null::text", "null::date"],
        SetKey.Subject => [Subject],
        _ => ["t.citizen_ref"],
    };

    /// <summary>What an index needs so that rows are found by the key; null when the feed lacks it, or has
    /// it.</summary>
    public string? IndexOn(SetKey key)
    {
        var parts = KeyParts(key);
        var isIndexed = parts[0] is "t.record_id" or "t.subject_id";
        return isIndexed || parts[0].StartsWith("null", StringComparison.Ordinal) ? null
            : string.Join(", ", parts.Select(p => $"({p.Replace("t.", "", StringComparison.Ordinal)})"));
    }

    string Keys(SetKey key) => string.Join(", ", KeyParts(key).Select((part, i) => $"{part} as k{i}"));

    string Columns => string.Create(CultureInfo.InvariantCulture, $"""
        {CleanTable.Quote(Contract.Feed)} as feed, {(IsReference ? "true" : "false")} as is_reference, t.record_id,
        {Subject} as subject_id, t.line_no, t.citizen_ref, {Known} as is_matched,
        {Column("personalId")} as personal_id, {Column("name")} as name,
        {Birth("from")} - date '2000-01-01' as birth_from, {Birth("to")} - date '2000-01-01' as birth_to,
        {Column("sex")} as sex, {Column("phone")} as phone, {Column("homeUnit")} as home_unit,
        {Text.Holds(Contract, Contract.PhoneWrongWhen, "false")} as is_phone_wrong, {Dead} as is_dead,
        {Text.Holds(Contract, Contract.ActiveWhen, "true")} as is_active, {UnitState} as unit_state
        """);

    /// <summary>A row that is linked was found by something else than its own id.</summary>
    string Known => IsReference ? "true" : $"""
        (t.unmatched is null and not exists (select from core.link l
          where l.feed = {CleanTable.Quote(Contract.Feed)} and l.record_id = t.record_id and l.ended_run is null))
        """;

    string Subject => Contract.SubjectIsKey ? "t.record_id" : "t.subject_id";

    string Dead => IsReference
        ? Has("status") ? $"coalesce({Column("status")} = 'dead', false)" : "false"
        : Contract.DeadWhen is { } dead ? Text.Holds(Contract, dead.When, "true") : "false";

    bool AsksUnits => Contract.Check.Any(c => c.StartsWith("unit-", StringComparison.Ordinal)) && Has("homeUnit");

    string UnitJoin => AsksUnits ? $"left join unit_state us on us.code = {Column("homeUnit")}" : "";

    string UnitState => !AsksUnits ? "null::text" : $"""
        case when {Column("homeUnit")} is not null
          then coalesce(us.state, (select 'unknown' where exists (select from unit_state))) end
        """;

    bool Has(string column) => Contract.IndexOf(column) is var i and >= 0 && Contract.Columns[i].IsCitizenField;

    string Column(string column) =>
        Has(column) ? $"t.{Contract.Columns[Contract.IndexOf(column)].SqlName}" : "null::text";

    string Birth(string end) => Has("birthDate") ? $"{Column("birthDate")}_{end}" : "null::date";

    /// <summary>A witnessed field as text, the day since when it is known, and whether the source itself doubts
    /// it.</summary>
    /// <param name="field">Field that the contract witnesses.</param>
    public string Witnessed(string field)
    {
        var value = field == "birthDate"
            ? $"case when {Birth("from")} = {Birth("to")} then {Birth("from")}::text end"
            : Column(field);
        var since = Contract.Witness.GetValueOrDefault(field) is { } column
            ? $"t.{Contract.Columns[Contract.IndexOf(column)].SqlName}::date"
            : "null::date";
        var isWrong = field == "phone" ? Text.Holds(Contract, Contract.PhoneWrongWhen, "false") : "false";
        return $"""
            select {CleanTable.Quote(Contract.Feed)} as feed, {(IsReference ? "true" : "false")} as is_reference,
              t.citizen_ref, {Subject} as subject_id, {value} as value, {since} as since, {isWrong} as is_wrong,
              {(Contract.OneAccountPerPhone ? "true" : "false")} as is_account
            from {Table} t where t.generation = {Generation}
            """;
    }

    /// <summary>What the contracts ask for, as far as it decides what is found: after a change everything is looked at
    /// again.</summary>
    public static string RulesHash(FeedContract asking, FeedContract looked, string units)
    {
        string?[] parts =
        [
            "across-3", units, string.Join(',', asking.Check.Order(StringComparer.Ordinal)),
            string.Join(',', asking.Suggest.Order(StringComparer.Ordinal)),
            string.Join(',', asking.Compare.Order(StringComparer.Ordinal)),
            $"{asking.Limits.PeoplePerPhone}", $"{asking.OneAccountPerPhone}",
            string.Join(',', looked.Check.Order(StringComparer.Ordinal)),
            string.Join(',', looked.Witness.OrderBy(w => w.Key, StringComparer.Ordinal).Select(w => w.Key + w.Value)),
            $"{looked.OneAccountPerPhone}", Said(looked.ActiveWhen), Said(looked.PhoneWrongWhen),
            looked.DeadWhen is { } dead ? "dead " + Said(dead.When) : "",
        ];
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))))[..16];
    }

    static string Said(ColumnCondition? when) =>
        when is null ? "" : $"{when.Column} {string.Join(',', when.Codes.Order(StringComparer.Ordinal))}";

    /// <summary>Words of contracts as SQL.</summary>
    static class Text
    {
        public static string Holds(FeedContract contract, ColumnCondition? when, string otherwise) =>
            when is null ? otherwise
            : $"coalesce(t.{contract.Columns[contract.IndexOf(when.Column)].SqlName} in "
                + $"({string.Join(", ", when.Codes.Select(CleanTable.Quote))}), false)";
    }
}
