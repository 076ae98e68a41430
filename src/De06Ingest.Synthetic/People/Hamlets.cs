namespace De06Ingest.Synthetic.People;

/// <summary>What the villages of a place are called.</summary>
static class Hamlets
{
    /// <summary>In each place; a citizen's <see cref="Citizen.Hamlet"/> is below it.</summary>
    public const int Count = 13;

    /// <summary>"Tổ dân phố 4" in a town, "Thôn Làng Rê" in the uplands, "Thôn 4" elsewhere.</summary>
    public static string Name(Place place, int hamlet) =>
        place.IsTown ? $"Tổ dân phố {hamlet + 1}"
        : place.Mix is not (PeopleMix.Lowland or PeopleMix.North or PeopleMix.NorthStone)
            ? "Thôn " + NameLists.UplandHamlets[hamlet % NameLists.UplandHamlets.Length]
        : hamlet == Count - 1 ? $"Xóm \"Mới\" {hamlet + 1}"
        : $"Thôn {hamlet + 1}";
}
