namespace De06Ingest.Synthetic.People;

/// <summary>One made-up citizen as the population register knows him or her on day 1.</summary>
struct Citizen
{
    /// <summary>
    /// Số định danh: province and century-and-sex and year, as six digits, then <see cref="Serial"/>.
    /// </summary>
    public int Prefix;
    public int Serial;

    /// <summary>A serial of the same prefix that no citizen has.</summary>
    public int SpareSerial;
    public string Name;
    public BirthDay Birth;
    public bool Male;
    public Ethnic Ethnic;

    /// <summary>Index of the home in <see cref="Population.Places"/>.</summary>
    public byte Place;
    public byte Hamlet;

    /// <summary>Nine national digits, 0 for none.</summary>
    public int Phone;

    /// <summary>Index of the head of the household, oneself included.</summary>
    public int Head;

    /// <summary>Old nine-digit identity card, 0 for none.</summary>
    public int Legacy;

    /// <summary>Day number of the card's issue, 0 for none.</summary>
    public int CardIssued;
    public LifeStatus Status;

    public readonly long Id => (Prefix * 1_000_000L) + Serial;
    public readonly long SpareId => (Prefix * 1_000_000L) + SpareSerial;
}

enum LifeStatus : byte { Alive, Dead, Moved }

/// <summary>A birth date, or only a birth year, which is all that is known of many old people.</summary>
readonly record struct BirthDay(short Year, byte Month, byte Day)
{
    public bool YearOnly => Month == 0;

    public static BirthDay OfYear(int year) => new((short)year, 0, 0);

    /// <summary>The date with another year; 29 February becomes 28.</summary>
    public BirthDay InYear(int year) =>
        new((short)year, Month, Month == 2 && Day == 29 ? (byte)28 : Day);
}
