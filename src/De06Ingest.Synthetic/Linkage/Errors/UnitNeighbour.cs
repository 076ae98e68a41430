namespace De06Ingest.Synthetic.Linkage.Errors;

/// <summary>A neighbouring commune; the village is right.</summary>
sealed class UnitNeighbour : IRowError
{
    public string Kind => "unit-neighbour";

    public Cell Cell => Cell.Home;

    public bool Spoil(FeedRow row, ref Chance chance)
    {
        // Codes follow the map, so that the next ones are near.
        var places = row.Register.Population.Places;
        var step = chance.Between(1, 2) * (chance.PerMille(500) ? 1 : -1);
        var place = places[(row.Place + step + places.Count) % places.Count];
        (row.Unit, row.UnitName) = (place.Code, place.Name);
        return true;
    }
}
