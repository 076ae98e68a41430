using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace De06Ingest.Reporting.Web;

/// <summary>Builds HTML. Every text and attribute value is encoded here, so a page cannot forget it.</summary>
sealed class Html
{
    static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    readonly StringBuilder _text = new("<!doctype html>\n");
    readonly Stack<string> _open = new();

    /// <summary>
    /// Opens an element; attributes are name and value in turn, an empty value leaves the attribute out.
    /// </summary>
    public Html Open(string tag, params ReadOnlySpan<string> attributes)
    {
        Tag(tag, attributes);
        _open.Push(tag);
        return this;
    }

    /// <summary>An element without content, such as <c>meta</c>.</summary>
    public Html Void(string tag, params ReadOnlySpan<string> attributes)
    {
        Tag(tag, attributes);
        return this;
    }

    /// <summary>Closes the element opened last.</summary>
    public Html Close()
    {
        _text.Append("</").Append(_open.Pop()).Append(">\n");
        return this;
    }

    public Html Text(string? text)
    {
        _text.Append(Encoder.Encode(text ?? ""));
        return this;
    }

    /// <summary>An element that holds only this text.</summary>
    public Html Element(string tag, string? text, params ReadOnlySpan<string> attributes) =>
        Open(tag, attributes).Text(text).Close();

    /// <summary>The page; all elements must have been closed.</summary>
    public override string ToString() => _open.Count == 0
        ? _text.ToString()
        : throw new InvalidOperationException($"Element {_open.Peek()} was not closed.");

    void Tag(string tag, ReadOnlySpan<string> attributes)
    {
        _text.Append('<').Append(tag);
        for (var i = 0; i + 1 < attributes.Length; i += 2)
        {
            if (attributes[i + 1].Length > 0)
            {
                _text.Append(' ').Append(attributes[i]).Append("=\"");
                _text.Append(Encoder.Encode(attributes[i + 1])).Append('"');
            }
        }

        _text.Append('>');
    }
}
