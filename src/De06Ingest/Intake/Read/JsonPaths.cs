using System.Text;
using System.Text.Json;

namespace De06Ingest.Intake.Read;

/// <summary>The dotted paths of a contract as a tree of property names, so that a row is walked once.</summary>
sealed class JsonPaths
{
    readonly List<JsonPaths> children = [];
    readonly List<(int Column, int Rank)> targets = [];
    byte[] name = [];
    int likely;

    /// <summary>The path from the row down to here, for messages.</summary>
    public string Path { get; private set; } = "";

    /// <summary>Columns that are read here, each with the place of this path among the column's aliases.</summary>
    public IReadOnlyList<(int Column, int Rank)> Targets => targets;

    /// <summary>The array whose items become rows.</summary>
    public bool IsExploded { get; set; }

    /// <summary>The value must not be kept.</summary>
    public bool IsForbidden { get; set; }

    /// <summary>The value is known and not wanted, with all that it holds.</summary>
    public bool IsIgnored { get; set; }

    /// <summary>The node at a path, made when it is not there.</summary>
    public JsonPaths At(string path)
    {
        var node = this;
        foreach (var part in path.Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            node = node.Child(part);
        }

        return node;
    }

    public void Add(string path, int column, int rank) => At(path).targets.Add((column, rank));

    /// <summary>The child whose property name the reader stands on, or null.</summary>
    /// <remarks>Properties mostly come in the order of the row before, so the search starts after the last
    /// match.</remarks>
    public JsonPaths? Match(ref Utf8JsonReader reader)
    {
        for (var i = 0; i < children.Count; i++)
        {
            var at = likely + i;
            at = at >= children.Count ? at - children.Count : at;
            if (reader.ValueTextEquals(children[at].name))
            {
                likely = at + 1 == children.Count ? 0 : at + 1;
                return children[at];
            }
        }

        return null;
    }

    JsonPaths Child(string part)
    {
        var bytes = Encoding.UTF8.GetBytes(part);
        var child = children.Find(c => c.name.AsSpan().SequenceEqual(bytes));
        if (child is null)
        {
            child = new JsonPaths { name = bytes, Path = Path.Length == 0 ? part : $"{Path}.{part}" };
            children.Add(child);
        }

        return child;
    }
}
