using System.Text.RegularExpressions;
using De06Ingest.Reporting;

namespace De06Ingest.Tests.Reporting;

public sealed partial class MessagesTests
{
    static readonly Messages Vietnamese = Messages.For(Language.Vi);
    static readonly Messages English = Messages.For(Language.En);

    [Fact]
    public void Has_the_same_keys_in_both_languages() =>
        Assert.Equal(Vietnamese.Keys.Order(StringComparer.Ordinal), English.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void Has_the_same_slots_in_both_languages() => Assert.All(
        Vietnamese.Keys, key => Assert.Equal(Slots(Vietnamese[key]), Slots(English[key])));

    [Fact]
    public void Leaves_no_text_empty() => Assert.All(
        Vietnamese.Keys, key => Assert.False(string.IsNullOrWhiteSpace(Vietnamese[key] + English[key])));

    [Theory]
    [InlineData("nonesuch", null, "nonesuch")]
    [InlineData("nonesuch", "12 %", "nonesuch 12 %")]
    [InlineData("column-missing", "Số ĐDCN", "Thiếu cột bắt buộc: Số ĐDCN. Cột có thể đã đổi tên.")]
    [InlineData("database-away", null, "Không kết nối được PostgreSQL. Kiểm tra")]
    [InlineData("http-500", null, "Hệ thống nguồn trả về lỗi (500).")]
    [InlineData("database-23505", null, "Cơ sở dữ liệu báo lỗi 23505")]
    [InlineData("extract-truncated", "byte 900 {0}", "Tệp bị cắt giữa chừng (byte 900 {0}), do")]
    public void Explains_a_cause_or_prints_its_code(string code, string? detail, string begins) =>
        Assert.StartsWith(begins, Vietnamese.Cause(code, detail), StringComparison.Ordinal);

    [Theory]
    [InlineData("column-missing", "Thiếu cột bắt buộc")]
    [InlineData("row-drop", "Số dòng giảm bất thường so với lần trước")]
    [InlineData("file-changed", "Tệp thay đổi trong lúc đang đọc, nên chưa có gì được công bố")]
    [InlineData("http-503", "Hệ thống nguồn trả về lỗi (503)")]
    [InlineData("new-cause", "new-cause")]
    public void Says_a_cause_in_one_sentence(string code, string brief) => Assert.Equal(brief, Vietnamese.Brief(code));

    [Fact]
    public void Prints_unknown_codes_of_every_family()
    {
        Assert.Equal("new-fault", Vietnamese.Fault("new-fault"));
        Assert.Equal("new-kind", Vietnamese.Kind("new-kind"));
        Assert.Equal("new-side", Vietnamese.Side("new-side"));
        Assert.Equal("new-state", Vietnamese.State("new-state"));
        Assert.Equal("new-step", Vietnamese.Step("new-step"));
        Assert.Equal("new.key", Vietnamese["new.key"]);
        Assert.Equal("new.key 5", Vietnamese.Text("new.key", 5));
    }

    [Theory]
    [InlineData("extract-empty")]
    [InlineData("header-only")]
    [InlineData("is-excel")]
    [InlineData("is-encrypted")]
    [InlineData("is-pdf")]
    [InlineData("is-picture")]
    [InlineData("is-html")]
    [InlineData("is-archive")]
    [InlineData("extract-truncated")]
    [InlineData("extract-bomb")]
    [InlineData("extract-too-large")]
    [InlineData("encoding-wrong")]
    [InlineData("column-missing")]
    [InlineData("header-duplicate")]
    [InlineData("json-broken")]
    [InlineData("spool-full")]
    [InlineData("source-unavailable")]
    [InlineData("source-html")]
    [InlineData("refused-share")]
    [InlineData("row-drop")]
    [InlineData("mismatch-share")]
    [InlineData("new-column")]
    [InlineData("promised-rows")]
    [InlineData("feed-leased")]
    [InlineData("database-away")]
    [InlineData("fence-lost")]
    [InlineData("superseded")]
    [InlineData("contract-changed-type")]
    public void Says_what_why_and_what_to_do_for_every_cause(string code)
    {
        foreach (var messages in new[] { Vietnamese, English })
        {
            var text = messages.Cause(code, "x");
            Assert.NotEqual(code + " x", text);
            Assert.True(SentenceEnd().Count(text) >= 2, text);
        }
    }

    [Theory]
    [InlineData("phone-invalid")]
    [InlineData("phone-differs")]
    [InlineData("phone-reported-wrong")]
    [InlineData("name-differs")]
    [InlineData("name-diacritics")]
    [InlineData("birth-date-differs")]
    [InlineData("sex-differs")]
    [InlineData("home-unit-differs")]
    [InlineData("id-malformed")]
    [InlineData("not-in-reference")]
    [InlineData("deceased-active")]
    [InlineData("duplicate-subject")]
    public void Has_a_title_for_every_kind(string kind) => Assert.NotEqual(kind, Vietnamese.Kind(kind));

    static IEnumerable<string> Slots(string text) => Slot().Matches(text).Select(m => m.Value).Distinct().Order();

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Slot();

    [GeneratedRegex(@"[.;](\s|$)")]
    private static partial Regex SentenceEnd();
}
