using System.Reflection;
using System.Text.RegularExpressions;
using De06Ingest.Feeds;
using De06Ingest.Reporting;

namespace De06Ingest.Tests.Feeds;

/// <summary>Holds the methods of <see cref="ContractText"/> and the texts of the messages to each other.</summary>
public sealed partial class ContractTextTests
{
    static readonly MethodInfo[] Makers = typeof(ContractText).GetMethods(BindingFlags.Public | BindingFlags.Static);

    public static TheoryData<string> Names => [.. Makers.Select(m => m.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_text_has_a_slot_for_every_parameter_in_both_languages(string name)
    {
        var maker = Array.Find(Makers, m => m.Name == name)!;
        var given = maker.GetParameters().Select((p, i) => Argument(p, i)).ToArray();
        var text = (CodedText)maker.Invoke(null, given)!;

        foreach (var messages in new[] { Messages.For(Language.Vi), Messages.For(Language.En) })
        {
            Assert.Contains(text.Key, messages.Keys);
            Assert.Equal(
                Enumerable.Range(0, given.Length).Select(i => $"{{{i}}}"),
                Slot().Matches(messages[text.Key]).Select(m => m.Value).Distinct().Order());
            var parts = given.Select(part => part is CodedText nested ? nested.In(messages) : $"{part}");
            Assert.All(parts, part => Assert.Contains(part, text.In(messages), StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Every_text_about_contracts_is_made_by_one_method()
    {
        var keys = Messages.For(Language.Vi).Keys.Where(k => k.StartsWith("contract.", StringComparison.Ordinal));

        Assert.Equal(keys.Order(StringComparer.Ordinal), Makers.Select(Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Parts_are_written_in_the_language_of_the_whole()
    {
        var text = ContractText.NotText(
            ContractText.PlaceWord("title", ContractText.PlaceContract()), ContractText.ShapeList());

        Assert.Equal(
            "Giá trị của \"title\" trong hợp đồng phải là chữ, không phải là danh sách",
            text.In(Messages.For(Language.Vi)));
        Assert.Equal("'title' in the contract must be a text, not a list", text.ToString());
        Assert.Equal("not-text", text.Code);
    }

    [Fact]
    public void Braces_in_what_an_author_wrote_are_quoted_as_they_are() =>
        Assert.Contains("'{0} {'", ContractText.Separator("{0} {").ToString(), StringComparison.Ordinal);

    static string Key(MethodInfo maker) =>
        ((CodedText)maker.Invoke(null, [.. maker.GetParameters().Select(Argument)])!).Key;

    static object Argument(ParameterInfo parameter, int index) => parameter.ParameterType == typeof(CodedText)
        ? ContractText.PlaceField($"x{index}")
        : parameter.ParameterType == typeof(long) ? 7100L + index : $"word-{index}";

    [GeneratedRegex(@"(?<!\{)\{\d\}(?!\})")]
    private static partial Regex Slot();
}
