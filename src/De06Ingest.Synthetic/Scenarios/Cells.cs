namespace De06Ingest.Synthetic.Scenarios;

/// <summary>A row of a register from its filled cells by header; the others stay empty.</summary>
static class Cells
{
    /// <exception cref="ArgumentException">The feed has no such header.</exception>
    public static string[] Of(string feed, params ReadOnlySpan<(string Header, string Cell)> filled)
    {
        var headers = ScenarioSystems.Of(feed).Header;
        var cells = new string[headers.Length];
        Array.Fill(cells, "");
        foreach (var (header, cell) in filled)
        {
            var at = Array.IndexOf(headers, header);
            cells[at >= 0 ? at : throw new ArgumentException($"{feed} has no '{header}'", nameof(filled))] = cell;
        }

        return cells;
    }
}
