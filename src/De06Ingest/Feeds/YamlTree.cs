using De06Ingest.Reporting;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace De06Ingest.Feeds;

/// <summary>A piece of a YAML file and the line on which it begins.</summary>
abstract record YamlPart(int Line)
{
    /// <summary>What the piece is, for messages.</summary>
    public abstract CodedText Shape { get; }
}

/// <summary>A scalar, always taken as text: the contract decides what it must be.</summary>
sealed record YamlText(string Text, bool Quoted, int Line) : YamlPart(Line)
{
    public override CodedText Shape => IsNull ? ContractText.ShapeNothing()
        : IsFile ? ContractText.ShapeFile()
        : ContractText.ShapeText(Text);

    /// <summary>The whole file is this text: it may be an extract given by mistake, and is not quoted.</summary>
    public bool IsFile { get; init; }

    /// <summary>True for an absent value: nothing after the colon, <c>~</c> or <c>null</c>.</summary>
    public bool IsNull => !Quoted && Text is "" or "~" or "null";
}

/// <summary>A sequence.</summary>
sealed record YamlList(IReadOnlyList<YamlPart> Items, int Line) : YamlPart(Line)
{
    public override CodedText Shape => ContractText.ShapeList();
}

/// <summary>A mapping whose keys are texts, in the order of the file, without repeated keys.</summary>
sealed record YamlTable(IReadOnlyList<KeyValuePair<YamlText, YamlPart>> Pairs, int Line) : YamlPart(Line)
{
    public override CodedText Shape => ContractText.ShapeMapping();
}

/// <summary>Builds the pieces of one YAML document from the parser's events.</summary>
/// <remarks>
/// YamlDotNet's own representation model stops at the first repeated key; ours notes it and goes on, so that one
/// reading
/// reports every problem of a file. Anchors, aliases and tags are refused: a contract is read top to bottom by people.
/// </remarks>
sealed class YamlTree
{
    const int DeepestNesting = 16;

    readonly IParser parser;
    readonly ContractProblems problems;

    YamlTree(IParser parser, ContractProblems problems)
    {
        this.parser = parser;
        this.problems = problems;
    }

    /// <summary>The root of the document, or null when there is none or the text is not YAML.</summary>
    public static YamlPart? Parse(string text, ContractProblems problems)
    {
        try
        {
            return new YamlTree(new Parser(new StringReader(text)), problems).Document();
        }
        catch (TooDeep e)
        {
            problems.Add((int)e.Start.Line, ContractText.TooDeep());
        }
        catch (YamlException e)
        {
            problems.Add((int)e.Start.Line, ContractText.NotYaml(e.Message));
        }

        return null;
    }

    YamlPart? Document()
    {
        parser.Consume<StreamStart>();
        if (!parser.TryConsume<DocumentStart>(out _))
        {
            problems.Add(1, ContractText.FileEmpty());
            return null;
        }

        var root = Part(depth: 0);
        parser.Consume<DocumentEnd>();
        if (!parser.TryConsume<StreamEnd>(out _))
        {
            problems.Add(LineOf(parser.Current), ContractText.SecondDocument());
        }

        return root is YamlText text ? text with { IsFile = true } : root;
    }

    YamlPart Part(int depth)
    {
        if (depth > DeepestNesting)
        {
            throw new TooDeep(parser.Current!.Start, parser.Current.End);
        }

        if (parser.TryConsume<SequenceStart>(out var sequence))
        {
            RefuseDecoration(sequence);
            return List(LineOf(sequence), depth);
        }

        if (parser.TryConsume<MappingStart>(out var mapping))
        {
            RefuseDecoration(mapping);
            return Table(LineOf(mapping), depth);
        }

        return Text();
    }

    YamlText Text()
    {
        if (parser.TryConsume<AnchorAlias>(out var alias))
        {
            problems.Add(LineOf(alias), ContractText.YamlAlias(alias.Value.Value));
            return new YamlText("", false, LineOf(alias));
        }

        var scalar = parser.Consume<Scalar>();
        RefuseDecoration(scalar);
        return new YamlText(scalar.Value, scalar.Style != ScalarStyle.Plain, LineOf(scalar));
    }

    YamlList List(int line, int depth)
    {
        var items = new List<YamlPart>();
        while (!parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(Part(depth + 1));
        }

        return new YamlList(items, line);
    }

    YamlTable Table(int line, int depth)
    {
        var pairs = new List<KeyValuePair<YamlText, YamlPart>>();
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var keyPart = Part(depth + 1);
            var value = Part(depth + 1);
            if (keyPart is not YamlText key)
            {
                problems.Add(keyPart.Line, ContractText.KeyNotWord(keyPart.Shape));
            }
            else if (!lines.TryAdd(key.Text, key.Line))
            {
                problems.Add(key.Line, ContractText.WordTwice(key.Text, lines[key.Text]));
            }
            else
            {
                pairs.Add(new(key, value));
            }
        }

        return new YamlTable(pairs, line);
    }

    void RefuseDecoration(NodeEvent node)
    {
        if (!node.Anchor.IsEmpty)
        {
            problems.Add(LineOf(node), ContractText.YamlAnchor(node.Anchor.Value));
        }
        else if (!node.Tag.IsEmpty && !node.Tag.IsNonSpecific)
        {
            problems.Add(LineOf(node), ContractText.YamlTag(node.Tag.Value));
        }
    }

    static int LineOf(ParsingEvent? at) => at is null ? 0 : (int)at.Start.Line;

    sealed class TooDeep(Mark start, Mark end) : YamlException(start, end, "nested too deeply");
}
