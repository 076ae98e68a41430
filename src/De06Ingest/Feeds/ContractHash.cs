using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace De06Ingest.Feeds;

/// <summary>
/// Hash of the parts of a contract that decide what a row becomes. A changed hash makes every row of the feed new;
/// title,
/// schedule, limits, notes and examples may be edited without that.
/// </summary>
/// <remarks>Every value is written with its length, so that no two contracts share one canonical text. How rows are cut
/// from the bytes (read, encoding) is in it too: after a repaired separator or stop word the same file must be read
/// again.</remarks>
sealed class ContractHash
{
    readonly StringBuilder text = new("de06-contract-1\n");

    ContractHash()
    {
    }

    /// <summary>SHA-256, lower-case hex.</summary>
    public static string Of(FeedContract contract)
    {
        var hash = new ContractHash();
        hash.Add("role", contract.Role.ToString());
        hash.AddReading(contract);
        hash.AddExtent(contract.Extent);
        hash.Add("key", contract.Key);
        hash.Add("subject", contract.Subject);
        hash.Add("one-per", contract.OnePer);
        hash.Add("compare", contract.Compare.Order(StringComparer.Ordinal));
        hash.Add("active-when", contract.ActiveWhen);
        hash.Add("phone-wrong-when", contract.PhoneWrongWhen);
        hash.AddChecks(contract);
        foreach (var column in contract.Columns)
        {
            hash.AddColumn(column);
        }

        hash.AddLink(contract);
        if (contract.UnitMap is { } map)
        {
            hash.Add("unit-map", map.Text);
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(hash.text.ToString())));
    }

    void AddReading(FeedContract contract)
    {
        var read = contract.Read;
        Add("encoding", contract.Decode.Encoding.ToString());
        Add("format", read.Format.ToString());
        Add("separator", read.Separator.ToString());
        Add("multiline", read.Multiline.ToString());
        Add("header", read.HeaderFind);
        Add("header-rows", read.HeaderRows.ToString(CultureInfo.InvariantCulture));
        Add("stop", read.Stop);
        Add("rows", read.Rows);
        Add("explode", read.Explode);
    }

    // What is settled across the set is no matter of a row: only rules of the pass make rows be read anew.
    void AddChecks(FeedContract contract)
    {
        var checks = contract.Check.Where(Mismatches.MismatchRules.IsOfThePass).Order(StringComparer.Ordinal).ToList();
        if (checks.Count > 0)
        {
            Add("check", checks);
            Add("adults-only-when", contract.AdultsOnlyWhen);
            Add("paid-on", contract.PaidOn);
        }
    }

    // Silent contracts keep the hash that they had before there was such a word.
    void AddLink(FeedContract contract)
    {
        if (contract.Link is not null || contract.OneToOne)
        {
            Add("link", (contract.Link ?? []).SelectMany(l => new[] { l.Attribute, l.Column, l.Kind }));
            Add("one-to-one", contract.OneToOne.ToString());
        }

        if (contract.Match != MatchBy.Evidence)
        {
            Add("match", contract.Match.ToString());
        }
    }

    void AddExtent(ExtentSpec extent)
    {
        Add("extent", [extent.IsDelta ? "delta" : "full", extent.ByPeriod.ToString(), extent.ByUnit.ToString()]);
        Add("period", [extent.Period?.Column, extent.Period?.FileName, extent.Period?.Above]);
        Add("unit", [extent.Unit?.Column, extent.Unit?.FileName, extent.Unit?.Above]);
        Add("sequence", extent.Sequence);
        Add("deleted", extent.Deleted);
    }

    void AddColumn(ColumnSpec column)
    {
        Add("column", [column.Name, column.Kind.ToString(), column.IsCitizenField ? "field" : "extra"]);
        Add("from", column.From);
        Add("formats", column.Formats);
        Add("codes", column.Codes
            .OrderBy(c => c.Key, StringComparer.Ordinal).SelectMany(c => new[] { c.Key, c.Value }));
        Add("required", [column.Required.ToString(), column.Optional.ToString()]);
    }

    void Add(string word, ColumnCondition? condition) =>
        Add(word, condition is null ? [null] : [condition.Column, .. condition.Codes.Order(StringComparer.Ordinal)]);

    void Add(string word, string? value) => Add(word, [value]);

    void Add(string word, IEnumerable<string?> values)
    {
        text.Append(word);
        foreach (var value in values)
        {
            text.Append(' ').Append(value?.Length ?? -1).Append(':').Append(value);
        }

        text.Append('\n');
    }
}
