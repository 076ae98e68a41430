namespace De06Ingest.Synthetic.Sectors;

/// <summary>How one source comes by what it says of a citizen. Rates are estimates: no count of real sectors is
/// public.</summary>
/// <param name="Feed">Name of the feed, and of its files.</param>
/// <param name="Member">In a thousand people of fifteen or more.</param>
/// <param name="OldestDays">Told so many days before the day of the data at most.</param>
/// <param name="NewestDays">Told so many days before at least.</param>
/// <param name="PhoneGiven">In a thousand records.</param>
/// <param name="Copied">In a thousand records that were filled from the register, and not from the citizen.</param>
/// <param name="TonesLost">In a thousand names typed without any diacritics.</param>
sealed record SectorSpec(
    string Feed, int Member, int OldestDays, int NewestDays, int PhoneGiven, int Copied, int TonesLost)
{
    /// <summary>The register, then the accounts that ask, then those who can help.</summary>
    public static IReadOnlyList<SectorSpec> All { get; } =
    [
        new("register", 1000, 2000, 10, 850, 0, 0),
        new("accounts", 850, 1600, 10, 980, 0, 10),
        new("insurance", 600, 4400, 180, 800, 250, 20),
        new("clinic", 450, 1100, 5, 900, 0, 60),
        new("dossiers", 200, 730, 2, 950, 0, 10),
    ];
}

/// <summary>What to make.</summary>
/// <param name="Citizens">People of all ages.</param>
/// <param name="Seed">The same seed and size give the same bytes.</param>
sealed record SectorsOptions(int Citizens, ulong Seed)
{
    /// <summary>The day of all extracts.</summary>
    public static readonly DateOnly Day = new(2026, 8, 4);
}
