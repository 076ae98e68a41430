namespace De06Ingest.Synthetic.Scenarios;

/// <summary>Districts of the map of 2023.</summary>
static class Districts
{
    /// <summary>Codes of the communes of a district.</summary>
    public static IReadOnlySet<string> Of(string province, string district) =>
        People.UnitMap.Places("2023-04", province).Where(p => p.Parent == district).Select(p => p.Code).ToHashSet();
}
