using System.Text.RegularExpressions;
using De06Ingest.Reporting;

namespace De06Ingest.Feeds;

/// <summary>Reads one YAML text into a contract, or into everything that is wrong with it.</summary>
sealed partial class ContractReader
{
    readonly ContractProblems problems;
    readonly ContractYaml root;
    readonly IReadOnlyList<ColumnSpec> columns;

    ContractReader(YamlPart part, ContractProblems problems)
    {
        this.problems = problems;
        root = new ContractYaml(part, "", problems);
        columns = new ContractColumns(root, problems).Read();
    }

    /// <summary>The contract, or null when <paramref name="problems"/> has gained something.</summary>
    public static FeedContract? Read(string yaml, ContractProblems problems)
    {
        if (YamlTree.Parse(yaml, problems) is not { } part)
        {
            return null;
        }

        if (part is not YamlTable)
        {
            problems.Add(part.Line, ContractText.NotContract(part.Shape));
            return null;
        }

        var contract = new ContractReader(part, problems).Contract();
        return problems.Any ? null : contract with { Hash = ContractHash.Of(contract) };
    }

    FeedContract Contract()
    {
        var extent = new ContractExtent(root, columns, problems);
        var extentSpec = extent.Read();
        var rules = new ContractRules(root, columns, extentSpec, problems);
        var key = rules.Key();
        var subject = rules.Subject(key);
        var contract = new FeedContract
        {
            Feed = FeedName(),
            Title = root.Needed("title", ContractText.NeedTitle()),
            TitleEn = root.Text("title-en")?.Text ?? "",
            Owner = root.Needed("owner", ContractText.NeedOwner()),
            Role = root.Choice("role", ContractWords.Roles, FeedRole.Sector),
            Schedule = Schedule(),
            FreshWithin = root.Duration("fresh-within", TimeSpan.FromHours(36)),
            Pull = Pull(),
            Decode = Decode(),
            Read = ReadSpec(),
            Extent = extentSpec,
            SourceTime = extent.SourceTime(),
            Key = key,
            Subject = subject,
            OnePer = rules.OnePer(subject),
            Purpose = root.Text("purpose")?.Text ?? "",
            LegalBasis = root.Text("legal-basis")?.Text ?? "",
            Retain = root.Duration("retain", TimeSpan.FromDays(90)),
            Forbid = [.. root.Texts("forbid").Select(t => t.Text)],
            Ignore = [.. root.Texts("ignore").Select(t => t.Text)],
            Columns = rules.WithKeyRequired(key),
            Compare = rules.Compare(),
            ActiveWhen = rules.Condition("active-when"),
            PhoneWrongWhen = rules.Condition("phone-wrong-when"),
            Check = rules.Check(),
            AdultsOnlyWhen = rules.Condition("adults-only-when"),
            PaidOn = rules.PaidOn(),
            DeadWhen = rules.DeadWhen(),
            Witness = rules.Witness(),
            Suggest = rules.Suggest(),
            OneAccountPerPhone = root.Flag("one-account-per-phone"),
            Link = rules.Link(),
            OneToOne = root.Flag("one-to-one"),
            UnitMap = rules.UnitMap(),
            UnitName = rules.UnitName(),
            Match = root.Choice("match", ContractWords.MatchWays, MatchBy.Evidence),
            Limits = Limits(),
            OnNewColumn = root.Choice("on-new-column", ContractWords.NewColumnWays, OnNewColumn.Warn),
            Hash = "",
            File = problems.File,
        };
        rules.CheckRole(contract);
        rules.CheckAcross(contract);
        return contract with { Examples = new ContractExampleReader(root, contract, problems).Read() };
    }

    /// <summary>Lower-case words joined by hyphens: the name is also part of tables and views.</summary>
    internal static bool IsFeedName(string name) => LowerCaseWords().IsMatch(name);

    string FeedName()
    {
        var name = root.Needed("feed", ContractText.NeedFeed());
        if (name.Length > 0 && !IsFeedName(name))
        {
            problems.Add(root.LineOf("feed"), ContractText.FeedName(name));
        }

        return name;
    }

    string? Schedule()
    {
        var text = root.Text("schedule");
        if (text is null)
        {
            return null;
        }

        if (CronText.Fault(text.Text) is { } fault)
        {
            problems.Add(text.Line, ContractText.Schedule(text.Text, fault));
        }

        return text.Text;
    }

    PullSpec Pull()
    {
        var pull = root.Table("pull", "pull");
        var kind = pull.Choice("kind", ContractWords.PullKinds, PullKind.Folder);
        if (kind == PullKind.Folder)
        {
            pull.Refuse(ContractText.BecauseWhen("kind", "folder"), "url", "secret", "timeout", "page");
        }
        else
        {
            pull.Refuse(
                ContractText.BecauseWhen("kind", "https"), "path", "glob", "ready", "stable-for", "parts");
        }

        var fallback = new PullSpec();
        var page = pull.Table("page", "pull.page");
        return new PullSpec
        {
            Kind = kind,
            Path = pull.Text("path")?.Text ?? "",
            Glob = pull.Text("glob")?.Text ?? fallback.Glob,
            Ready = pull.Choice("ready", ContractWords.ReadyWays, fallback.Ready),
            StableFor = pull.Duration("stable-for", fallback.StableFor),
            Parts = Parts(pull),
            Url = Url(pull, kind),
            Secret = Secret(pull),
            Timeout = pull.Duration("timeout", fallback.Timeout),
            PageParameter = pull.Has("page")
                ? page.Needed("parameter", ContractText.NeedPageParameter())
                : null,
            PageSize = page.Whole("size", fallback.PageSize, least: 1, most: 1_000_000),
            PageSizeParameter = page.Text("size-parameter")?.Text ?? fallback.PageSizeParameter,
            Proof = pull.Choice("proof", ContractWords.Proofs, fallback.Proof),
        };
    }

    string? Parts(ContractYaml pull)
    {
        var parts = pull.Text("parts");
        if (parts is not null
            && !(parts.Text.Contains("{part}", StringComparison.Ordinal)
                && parts.Text.Contains("{parts}", StringComparison.Ordinal)))
        {
            problems.Add(parts.Line, ContractText.Parts(parts.Text));
        }

        return parts?.Text;
    }

    string? Url(ContractYaml pull, PullKind kind)
    {
        if (kind != PullKind.Https)
        {
            return null;
        }

        var url = pull.Needed("url", ContractText.NeedUrl());
        if (url.Length > 0 && UrlFault(url) is { } fault)
        {
            problems.Add(pull.LineOf("url"), fault);
        }

        return url;
    }

    static CodedText? UrlFault(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("https" or "http"))
        {
            return ContractText.UrlNotAbsolute();
        }

        if (uri.UserInfo.Length > 0)
        {
            return ContractText.UrlWithUser();
        }

        // Plain http is for a stand-in server on the same machine, in tests and demos.
        return uri.Scheme == "https" || uri.IsLoopback ? null : ContractText.UrlNotHttps();
    }

    string? Secret(ContractYaml pull)
    {
        var secret = pull.Text("secret");
        if (secret is not null && !SecretName().IsMatch(secret.Text))
        {
            problems.Add(secret.Line, ContractText.SecretName());
        }

        return secret?.Text;
    }

    DecodeSpec Decode()
    {
        var decode = root.Table("decode", "decode");
        return new DecodeSpec
        {
            Packing = decode.Choice("packing", ContractWords.Packings, Packing.Auto),
            Encoding = decode.Choice("encoding", ContractWords.Encodings, TextEncoding.Auto),
        };
    }

    ReadSpec ReadSpec()
    {
        var read = root.Table("read", "read");
        var format = read.Choice("format", ContractWords.Formats, ReadFormat.Csv);
        if (format == ReadFormat.Csv)
        {
            read.Refuse(ContractText.BecauseWhen("format", "csv"), "rows", "explode");
        }
        else
        {
            var named = ContractWords.KebabCase(format.ToString());
            read.Refuse(ContractText.BecauseWhen("format", named), "separator", "multiline", "header", "stop");
        }

        if (format == ReadFormat.Ndjson)
        {
            read.Refuse(ContractText.BecauseWhen("format", "ndjson"), "rows");
        }

        var header = read.Table("header", "read.header");
        return new ReadSpec
        {
            Format = format,
            Separator = Separator(read),
            Multiline = read.Flag("multiline"),
            HeaderFind = [.. header.Texts("find").Select(t => t.Text)],
            HeaderRows = header.Whole("rows", 1, least: 1, most: 5),
            Stop = [.. read.Texts("stop").Select(t => t.Text)],
            Rows = read.Text("rows")?.Text ?? "",
            Explode = read.Text("explode")?.Text ?? "",
        };
    }

    char Separator(ContractYaml read)
    {
        var text = read.Text("separator");
        switch (text?.Text)
        {
            case null:
                return ',';
            case "tab":
                return '\t';
            case [var c] when c is not ('"' or '\r' or '\n') && !char.IsLetterOrDigit(c) && c < 128:
                return c;
            default:
                problems.Add(text.Line, ContractText.Separator(text.Text));
                return ',';
        }
    }

    LimitSpec Limits()
    {
        var limits = root.Table("limits", "limits");
        var fallback = new LimitSpec();
        return new LimitSpec
        {
            RefusedShare = limits.Share("refused-share", fallback.RefusedShare),
            RefusedLeast = limits.Whole("refused-least", fallback.RefusedLeast, least: 1, most: 1_000_000_000),
            RowDrop = limits.Share("row-drop", fallback.RowDrop),
            MismatchShare = limits.Share("mismatch-share", fallback.MismatchShare),
            PeoplePerPhone = limits.Whole("people-per-phone", fallback.PeoplePerPhone, least: 1, most: 1_000_000),
            RecordBytes = (int)limits.Bytes("record-bytes", fallback.RecordBytes, most: 1 << 30),
            ExtractBytes = limits.Bytes("extract-bytes", fallback.ExtractBytes),
            PackRatio = limits.Whole("pack-ratio", fallback.PackRatio, least: 1, most: 100_000),
        };
    }

    [GeneratedRegex(@"^(?=.{1,40}\z)[a-z][a-z0-9]*(?:-[a-z0-9]+)*\z")]
    private static partial Regex LowerCaseWords();

    [GeneratedRegex(@"^[A-Z][A-Z0-9_]{0,99}\z")]
    private static partial Regex SecretName();
}
