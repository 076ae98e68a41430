using De06Ingest.Reporting;
using De06Ingest.Reporting.Web;

namespace De06Ingest.Tests.Reporting.Web;

public sealed class StatusPageTests
{
    const string Evil = "<script>alert('x')</script>\"&";

    static readonly DateTimeOffset Now = new(2026, 11, 22, 1, 30, 0, TimeSpan.Zero);

    static StatusData Data(
        FeedHealthRow[]? feeds = null, MismatchCountRow[]? open = null, IndicatorRow[]? figures = null,
        RunRow[]? runs = null, bool isDemo = false) =>
        new(Now, isDemo, feeds ?? [], open ?? [], figures ?? [], runs ?? []);

    [Fact]
    public void Encodes_everything_that_comes_from_outside()
    {
        var page = StatusPage.Render(Data(
            [new FeedHealthRow { Feed = Evil, Title = Evil, Owner = Evil, State = Evil, LastState = Evil }],
            [new MismatchCountRow { Feed = Evil, Kind = Evil, KindTitle = Evil, UnitName = Evil, Open = 1 }],
            [new IndicatorRow { Code = Evil, Title = Evil, UnitName = Evil, Period = Evil, State = Evil }],
            [new RunRow { RunId = 1, Feed = Evil, State = Evil, Cause = Evil }]));

        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("alert('", page, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert(&#x27;x&#x27;)&lt;/script&gt;&quot;&amp;", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Encodes_attribute_values() =>
        Assert.Equal(
            "<!doctype html>\n<p title=\"&quot;&gt;&lt;x\">ý</p>\n",
            new Html().Element("p", "ý", "title", "\"><x").ToString());

    [Fact]
    public void Writes_figures_as_people_in_vietnam_do()
    {
        var page = StatusPage.Render(Data(figures:
        [
            new IndicatorRow
            {
                Code = "a", Title = "Chi trả qua tài khoản", UnitName = "Quảng Ngãi", Period = "2024-06",
                Value = 67.21m, Numerator = 14_800, Denominator = 22_021, AsOf = Now,
            },
            new IndicatorRow
            {
                Code = "b", Title = "Số hồ sơ", Period = "all", Value = 177_800m, Numerator = 177_800,
                Denominator = 13, Shows = "number",
            },
            new IndicatorRow
            {
                Code = "c", Title = "Tiền", Period = "all", Value = 24_700_000_000m, Numerator = 24_700_000_000,
                Denominator = 1, Shows = "money",
            },
            new IndicatorRow
            {
                Code = "d", Title = "Hạng", Period = "all", Value = 26, Numerator = 26, Denominator = 1, Shows = "rank",
            },
        ]));

        Assert.Contains(">67,21%<", page, StringComparison.Ordinal);
        Assert.Contains(">14.800 / 22.021<", page, StringComparison.Ordinal);
        Assert.Contains(">06/2024<", page, StringComparison.Ordinal);
        Assert.Contains(">đến nay<", page, StringComparison.Ordinal);
        Assert.Contains(">14.800 / 22.021<", page, StringComparison.Ordinal);
        Assert.Contains(">177.800<", page, StringComparison.Ordinal);
        Assert.Contains(">24.700.000.000 đồng<", page, StringComparison.Ordinal);
        Assert.Contains(">26<", page, StringComparison.Ordinal);
        Assert.DoesNotContain(" / 1<", page, StringComparison.Ordinal);
        Assert.Contains("Số liệu đọc lúc 22/11/2026 08:30", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Says_of_what_day_the_made_up_data_of_a_demo_are()
    {
        const string note = "Dữ liệu mẫu của bản chạy thử";

        Assert.Contains(note, StatusPage.Render(Data(isDemo: true)), StringComparison.Ordinal);
        Assert.Contains("của sáng ngày 22/11/2026.", StatusPage.Render(Data(isDemo: true)), StringComparison.Ordinal);
        Assert.DoesNotContain(note, StatusPage.Render(Data()), StringComparison.Ordinal);
    }

    [Fact]
    public void Adds_up_mismatches_by_kind_and_by_unit()
    {
        var page = StatusPage.Render(Data(open:
        [
            new MismatchCountRow { Feed = "a", Kind = "sex-differs", Unit = "21034", UnitName = "Xã Một", Open = 1000 },
            new MismatchCountRow { Feed = "b", Kind = "sex-differs", Unit = "21035", UnitName = "Xã Hai", Open = 234 },
            new MismatchCountRow { Feed = "b", Kind = "phone-invalid", UnitName = "Xã Hai", Open = 300 },
            new MismatchCountRow { Feed = "b", Kind = "phone-invalid", Open = 2 },
        ]));

        Assert.Contains(">1.234<", page, StringComparison.Ordinal);
        Assert.Contains(">534<", page, StringComparison.Ordinal);
        Assert.Contains("Số điện thoại không hợp lệ (300)", page, StringComparison.Ordinal);
        Assert.Contains("Chưa xác định đơn vị", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Says_how_many_units_it_leaves_out()
    {
        var open = Enumerable.Range(1, 96)
            .Select(i => new MismatchCountRow { Feed = "a", Kind = "sex-differs", UnitName = $"Xã {i}", Open = i });

        var page = StatusPage.Render(Data(open: [.. open]));

        Assert.Contains("Còn 66 đơn vị khác", page, StringComparison.Ordinal);
        Assert.Contains(">Xã 67<", page, StringComparison.Ordinal);
        Assert.DoesNotContain(">Xã 66<", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Marks_a_stale_feed_and_a_held_run_with_its_cause()
    {
        var page = StatusPage.Render(Data(
            [new FeedHealthRow { Feed = "a", Title = "Nguồn A", State = "fresh", IsStale = true }],
            runs: [new RunRow { RunId = 5, Feed = "a", State = "held", Cause = "row-drop" }]));

        Assert.Contains("<span class=\"warn\">quá hạn", page, StringComparison.Ordinal);
        Assert.Contains("<span class=\"warn\">tạm giữ", page, StringComparison.Ordinal);
        Assert.Contains("Số dòng giảm bất thường", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Has_no_script_and_nothing_from_elsewhere()
    {
        var page = StatusPage.Render(Data()) + StatusPage.RenderAway();

        Assert.DoesNotMatch(@"(?i)<script|<iframe|<form|style=| on[a-z]+=|https?://", page);
        Assert.Contains("lang=\"vi\"", page, StringComparison.Ordinal);
        Assert.Contains("width=device-width", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_to_give_a_page_with_an_open_element() =>
        Assert.Throws<InvalidOperationException>(() => new Html().Open("p").ToString());
}
