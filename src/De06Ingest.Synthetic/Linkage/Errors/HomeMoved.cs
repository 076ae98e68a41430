using De06Ingest.Synthetic.People;

namespace De06Ingest.Synthetic.Linkage.Errors;

/// <summary>The person lives, or lived, elsewhere in the province: commune, village and street are others.</summary>
sealed class HomeMoved : IRowError
{
    public string Kind => "home-moved";

    public Cell Cell => Cell.Home;

    public bool Spoil(FeedRow row, ref Chance chance)
    {
        var places = row.Register.Population.Places.Count;
        var place = (row.Place + 1 + chance.Next(places - 1)) % places;
        row.LiveAt(place, chance.Next(Hamlets.Count), chance.Next(1_000_000));
        return true;
    }
}
