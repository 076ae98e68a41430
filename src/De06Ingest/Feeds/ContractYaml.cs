using System.Globalization;
using De06Ingest.Reporting;

namespace De06Ingest.Feeds;

/// <summary>One mapping of a contract, asked for its words one by one; what is wrong goes to the list of
/// problems.</summary>
/// <remarks>Unknown words are noted when the mapping is opened. A getter returns its fallback for an absent or wrong
/// value.</remarks>
sealed class ContractYaml
{
    readonly Dictionary<string, KeyValuePair<YamlText, YamlPart>> words = new(StringComparer.Ordinal);
    readonly ContractProblems problems;
    readonly CodedText place;

    /// <param name="part">The mapping; null for an absent one, which then has no words.</param>
    /// <param name="place">Its place in <see cref="ContractWords.At"/>.</param>
    /// <param name="called">What messages call it; <paramref name="place"/> when null.</param>
    /// <param name="problems">Where problems go.</param>
    public ContractYaml(YamlPart? part, string place, ContractProblems problems, CodedText? called = null)
        : this(part, ContractWords.At[place], problems, called ?? Named(place))
    {
    }

    /// <param name="part">The mapping; null for an absent one, which then has no words.</param>
    /// <param name="known">The words that it may hold.</param>
    /// <param name="called">What messages call it.</param>
    /// <param name="problems">Where problems go.</param>
    public ContractYaml(YamlPart? part, string[] known, ContractProblems problems, CodedText called)
    {
        this.problems = problems;
        place = called;
        Line = part?.Line ?? 0;
        if (part is YamlTable table)
        {
            Open(table, known);
        }
        else if (part is not null)
        {
            problems.Add(part.Line, ContractText.NotMapping(place, part.Shape));
        }
    }

    public int Line { get; }

    void Open(YamlTable table, string[] known)
    {
        foreach (var pair in table.Pairs)
        {
            if (known.Contains(pair.Key.Text, StringComparer.Ordinal))
            {
                words.Add(pair.Key.Text, pair);
                continue;
            }

            var hint = NearestWord.Hint(pair.Key.Text, known);
            problems.Add(pair.Key.Line, ContractText.UnknownWord(pair.Key.Text, place, hint));
        }
    }

    static CodedText Named(string place) =>
        place.Length == 0 ? ContractText.PlaceContract() : ContractText.PlaceSection(place);

    public bool Has(string word) => words.ContainsKey(word);

    /// <summary>The line of the word, or of the mapping when the word is absent.</summary>
    public int LineOf(string word) => words.TryGetValue(word, out var pair) ? pair.Key.Line : Line;

    public YamlPart? Part(string word) => words.TryGetValue(word, out var pair) ? pair.Value : null;

    public ContractYaml Table(string word, string at) => new(Part(word), at, problems);

    /// <summary>The text under the word; null when absent.</summary>
    public YamlText? Text(string word)
    {
        switch (Part(word))
        {
            case null:
                return null;
            case YamlText { IsNull: false, Text: not "" } text:
                return text;
            case var other:
                problems.Add(other.Line, ContractText.NotText(Called(word), Empty(other)));
                return null;
        }
    }

    /// <summary>The text under the word, which must be there.</summary>
    public string Needed(string word, CodedText need)
    {
        Need(word, need);
        return Text(word)?.Text ?? "";
    }

    /// <summary>Notes when the word is absent.</summary>
    public void Need(string word, CodedText need)
    {
        if (!Has(word))
        {
            problems.Add(Line, ContractText.WordMissing(place, word, need));
        }
    }

    /// <summary>The texts of the list under the word; empty when absent.</summary>
    public IReadOnlyList<YamlText> Texts(string word) => Texts(Part(word), Called(word));

    public IReadOnlyList<YamlText> Texts(YamlPart? part, CodedText called)
    {
        if (part is null)
        {
            return [];
        }

        if (part is not YamlList list)
        {
            problems.Add(part.Line, part is YamlText { IsNull: false } t
                ? ContractText.NotListButText(called, t.Text)
                : ContractText.NotList(called, part.Shape));
            return [];
        }

        foreach (var wrong in list.Items.Where(i => i is not YamlText { IsNull: false, Text: not "" }))
        {
            problems.Add(wrong.Line, ContractText.ItemNotText(called, Empty(wrong)));
        }

        return [.. list.Items.OfType<YamlText>().Where(t => t is { IsNull: false, Text: not "" })];
    }

    public bool Flag(string word)
    {
        var text = Text(word);
        if (text is { Text: not ("true" or "false") } or { Quoted: true })
        {
            problems.Add(text.Line, ContractText.ValueWrong(Called(word), ContractText.FormBoolean(), text.Text));
        }

        return text?.Text == "true";
    }

    public T Choice<T>(string word, IReadOnlyDictionary<string, T> choices, T fallback)
    {
        var text = Text(word);
        if (text is null || choices.TryGetValue(text.Text, out var chosen) && (fallback = chosen) is not null)
        {
            return fallback;
        }

        var known = string.Join(", ", choices.Keys);
        problems.Add(text.Line, ContractText.ValueWrong(Called(word), ContractText.FormOneOf(known), text.Text));
        return fallback;
    }

    public TimeSpan Duration(string word, TimeSpan fallback) =>
        Read(word, fallback, ContractText.FormDuration(), (string t, out TimeSpan v) =>
            ContractForms.TryDuration(t, out v));

    public double Share(string word, double fallback) =>
        Read(word, fallback, ContractText.FormShare(), (string t, out double v) =>
            ContractForms.TryShare(t, out v));

    public long Bytes(string word, long fallback, long most = long.MaxValue) =>
        Read(word, fallback, most == long.MaxValue ? ContractText.FormSize() : ContractText.FormSizeMost(most),
            (string t, out long v) => ContractForms.TryBytes(t, out v) && v <= most);

    public int Whole(string word, int fallback, int least, int most) =>
        Read(word, fallback, ContractText.FormWhole(least, most), (string t, out int v) =>
            int.TryParse(t, NumberStyles.None, CultureInfo.InvariantCulture, out v) && v >= least && v <= most);

    delegate bool Reading<T>(string text, out T value);

    T Read<T>(string word, T fallback, CodedText form, Reading<T> reading)
    {
        var text = Text(word);
        if (text is null)
        {
            return fallback;
        }

        if (reading(text.Text, out var value))
        {
            return value;
        }

        problems.Add(text.Line, ContractText.ValueWrong(Called(word), form, text.Text));
        return fallback;
    }

    /// <summary>Notes each of these words that is present although it has no meaning here.</summary>
    public void Refuse(CodedText because, params string[] unwanted)
    {
        foreach (var word in unwanted.Where(Has))
        {
            problems.Add(LineOf(word), ContractText.WordMeaningless(word, place, because));
        }
    }

    CodedText Called(string word) => ContractText.PlaceWord(word, place);

    static CodedText Empty(YamlPart part) =>
        part is YamlText { Text: "" } ? ContractText.ShapeNothing() : part.Shape;
}
