namespace De06Ingest.Synthetic;

/// <summary>What province to make.</summary>
/// <param name="Citizens">Citizens in the population extract of day 1.</param>
/// <param name="Seed">The same seed, size and map give the same bytes.</param>
/// <param name="Map"><c>2025-07</c> (96 units, no districts) or <c>2023-04</c> (13 districts).</param>
/// <param name="Days">How many day folders to write, 1 to 3.</param>
/// <param name="Systems">Write the systems of <see cref="De06Ingest.Synthetic.Systems"/> too.</param>
sealed record ProvinceOptions(
    int Citizens, ulong Seed, string Map = "2025-07", int Days = 3, bool Systems = true)
{
    /// <summary>Code of the province: 51, 02 or 49.</summary>
    public string Province { get; init; } = "51";

    /// <summary>The day on which people are looked at: nobody is born later than in the month before.</summary>
    public DateOnly AsOf { get; init; } = DateOf(1);

    /// <summary>People with a valid personal id whom the register does not have.</summary>
    public int Strangers { get; init; } = Math.Max(8, Citizens / 250);

    /// <summary>The date on which day 1, 2 or 3 was extracted.</summary>
    public static DateOnly DateOf(int day) => new DateOnly(2026, 8, 4).AddDays(day - 1);

    /// <summary>Largest size for which record numbers stay unique.</summary>
    public const int MostCitizens = 9_000_000;
}
