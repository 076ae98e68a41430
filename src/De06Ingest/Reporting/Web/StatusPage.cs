namespace De06Ingest.Reporting.Web;

/// <summary>What the page shows: one reading of the published state.</summary>
/// <param name="Now">When it was read.</param>
/// <param name="IsDemo">The data are made up, which the page says.</param>
/// <param name="Feeds">How the feeds stand.</param>
/// <param name="Mismatches">Open mismatches.</param>
/// <param name="Figures">Figures of the province.</param>
/// <param name="Runs">Latest runs.</param>
sealed record StatusData(
    DateTimeOffset Now,
    bool IsDemo,
    IReadOnlyList<FeedHealthRow> Feeds,
    IReadOnlyList<MismatchCountRow> Mismatches,
    IReadOnlyList<IndicatorRow> Figures,
    IReadOnlyList<RunRow> Runs);

/// <summary>
/// The one page, in Vietnamese and read-only: how the feeds stand, mismatches by kind and by unit, figures, latest
/// runs.
/// </summary>
static class StatusPage
{
    /// <summary>More units than this would make the page hard to read; the command line lists them all.</summary>
    const int MostUnits = 30;

    static readonly Messages Texts = Messages.For(Language.Vi);

    public static string Render(StatusData data)
    {
        var html = Begin(Texts.Text("page.read-at", Texts.Forms.Time(data.Now)));
        if (data.IsDemo)
        {
            html.Element("p", Texts.Text("page.demo", Texts.Forms.Date(data.Now)), "class", "demo");
        }

        Section(html, "page.feeds", data.Feeds, FeedColumns());
        Section(html, "page.kinds", ByKind(data.Mismatches), KindColumns());
        var units = ByUnit(data.Mismatches);
        Section(html, "page.units", [.. units.Take(MostUnits)], UnitColumns());
        if (units.Count > MostUnits)
        {
            html.Element("p", Texts.Text("page.more-units", units.Count - MostUnits), "class", "note");
        }

        Section(html, "page.figures", data.Figures, FigureColumns());
        Section(html, "page.runs", data.Runs, RunColumns());
        return End(html);
    }

    /// <summary>The page when the database does not answer.</summary>
    public static string RenderAway()
    {
        var html = Begin(Texts["page.away-title"]);
        html.Element("p", Texts["page.away"], "class", "note");
        return End(html);
    }

    static Html Begin(string subtitle)
    {
        var html = new Html();
        html.Open("html", "lang", "vi").Open("head");
        html.Void("meta", "charset", "utf-8");
        html.Void("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        html.Element("title", Texts["page.title"]);
        html.Void("link", "rel", "stylesheet", "href", "/style.css");
        html.Close().Open("body").Open("header");
        html.Element("h1", Texts["page.title"]).Element("p", subtitle);
        return html.Close().Open("main");
    }

    static string End(Html html)
    {
        html.Close();
        html.Open("footer").Element("p", Texts["page.footer"]).Close();
        return html.Close().Close().ToString();
    }

    static void Section<T>(Html html, string title, IReadOnlyList<T> rows, IReadOnlyList<PageColumn<T>> columns)
    {
        html.Open("section").Element("h2", Texts[title]);
        if (rows.Count == 0)
        {
            html.Element("p", Texts["page.none"], "class", "note").Close();
            return;
        }

        html.Open("table").Open("thead").Open("tr");
        foreach (var column in columns)
        {
            html.Element("th", Texts[column.Title], "scope", "col", "class", column.Class ?? "");
        }

        html.Close().Close().Open("tbody");
        foreach (var row in rows)
        {
            Row(html, row, columns);
        }

        html.Close().Close().Close();
    }

    static void Row<T>(Html html, T row, IReadOnlyList<PageColumn<T>> columns)
    {
        html.Open("tr");
        foreach (var column in columns)
        {
            var mark = column.Mark?.Invoke(row);
            html.Open("td", "class", column.Class ?? "", "data-label", Texts[column.Title]);
            html.Element("span", column.Text(row), "class", mark ?? "");
            html.Close();
        }

        html.Close();
    }

    static PageColumn<FeedHealthRow>[] FeedColumns() =>
    [
        new("label.feed", f => f.Title.Length > 0 ? Texts.In(f.Title, f.TitleEn)! : f.Feed),
        new("label.owner", f => Texts.Owner(f.Owner)),
        new("label.as_of", f => Time(f.AsOf)),
        new("label.state", StateOf) { Mark = f => f.IsStale || f.State != "fresh" ? "warn" : "good" },
        new("label.last_run", f => f.LastState is { } state ? $"{Texts.State(state)}, {Time(f.LastEndedAt)}" : "–"),
        new("label.open_mismatches", f => Texts.Forms.Number(f.OpenMismatches)) { Class = "number" },
    ];

    static string StateOf(FeedHealthRow feed) => feed is { IsStale: true, State: "fresh" }
        ? Texts.State("stale")
        : Texts.State(feed.State);

    static PageColumn<(string Kind, long Open)>[] KindColumns() =>
    [
        new("label.kind_title", k => Texts.Kind(k.Kind)),
        new("label.open", k => Texts.Forms.Number(k.Open)) { Class = "number" },
    ];

    static PageColumn<(string Unit, long Open, string Most)>[] UnitColumns() =>
    [
        new("label.unit_name", u => u.Unit),
        new("label.open", u => Texts.Forms.Number(u.Open)) { Class = "number" },
        new("label.most_kind", u => u.Most),
    ];

    static PageColumn<IndicatorRow>[] FigureColumns() =>
    [
        new("label.title", i => i.Title),
        new("label.unit_name", i => i.UnitName ?? i.Unit),
        new("label.period", i => Texts.Period(i.Period)),
        new("label.value", ValueOf) { Class = "number" },
        new("label.basis", BasisOf) { Class = "number" },
        new("label.as_of", i => i.AsOf is { } at ? Texts.Forms.Date(at) : ""),
    ];

    static PageColumn<RunRow>[] RunColumns() =>
    [
        new("label.run_id", r => Texts.Forms.Number(r.RunId)) { Class = "number" },
        new("label.feed", r => r.Feed),
        new("label.ended_at", r => Time(r.EndedAt)),
        new("label.state", r => Texts.State(r.State)) { Mark = MarkOf },
        new("label.rows_in", r => Count(r.RowsIn)) { Class = "number" },
        new("label.refused", r => Count(r.Refused)) { Class = "number" },
        new("label.changed", r => Count(r.Changed)) { Class = "number" },
        new("label.cause", r => r.Cause is { } cause ? Texts.Cause(cause) : ""),
    ];

    static string MarkOf(RunRow run) => run.State switch
    {
        "published" or "unchanged" => "good",
        "held" or "refused" or "failed" => "warn",
        _ => "",
    };

    static (string Kind, long Open)[] ByKind(IReadOnlyList<MismatchCountRow> mismatches) =>
    [
        .. mismatches.GroupBy(m => m.Kind)
            .Select(g => (Kind: g.Key, Open: g.Sum(m => m.Open)))
            .OrderByDescending(k => k.Open),
    ];

    static List<(string Unit, long Open, string Most)> ByUnit(IReadOnlyList<MismatchCountRow> mismatches) =>
    [
        .. mismatches.GroupBy(m => m.UnitName ?? m.Unit ?? Texts["page.no-unit"])
            .Select(g => (Unit: g.Key, Open: g.Sum(m => m.Open), Most: MostOf(g)))
            .OrderByDescending(u => u.Open),
    ];

    static string MostOf(IEnumerable<MismatchCountRow> mismatches)
    {
        var most = ByKind([.. mismatches])[0];
        return $"{Texts.Kind(most.Kind)} ({Texts.Forms.Number(most.Open)})";
    }

    static string ValueOf(IndicatorRow figure) => figure.Value switch
    {
        null => figure.State is not null ? Texts.FigureState(figure) : "–",
        _ => Texts.FigureValue(figure),
    };

    static string BasisOf(IndicatorRow figure) => figure is
    { IsShare: true, Numerator: { } numerator, Denominator: { } denominator }
        ? $"{Texts.Forms.Number(numerator)} / {Texts.Forms.Number(denominator)}"
        : "";

    static string Time(DateTimeOffset? time) => time is { } at ? Texts.Forms.Time(at) : "–";

    static string Count(long? number) => number is { } count ? Texts.Forms.Number(count) : "";

    /// <summary>One column: its heading's message, its text, its class, and a mark of good or bad.</summary>
    sealed record PageColumn<T>(string Title, Func<T, string?> Text)
    {
        public string? Class { get; init; }
        public Func<T, string>? Mark { get; init; }
    }
}
