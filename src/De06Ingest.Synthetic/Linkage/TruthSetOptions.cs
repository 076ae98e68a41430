namespace De06Ingest.Synthetic.Linkage;

/// <summary>What truth set to make. The same options give the same bytes.</summary>
/// <param name="Citizens">Citizens in the register, <c>reference.csv</c>.</param>
/// <param name="Rows">Rows of the sector, <c>feed.csv</c>.</param>
/// <param name="Seed">Of all chance.</param>
/// <param name="Ids">Share of the rows that give a personal id or a CMND, right or mangled; the others give
/// neither.</param>
/// <param name="Strangers">Share of the rows about people whom the register does not have.</param>
sealed record TruthSetOptions(
    int Citizens, int Rows, ulong Seed, double Ids = 0.9, double Strangers = 0.05)
{
    /// <summary>Rows about strangers.</summary>
    public int StrangerRows => (int)Math.Round(Rows * Strangers);

    /// <summary>Rows that have their citizen in the register.</summary>
    public int Pairs => Rows - StrangerRows;

    /// <summary>A citizen has at most one row, and there are citizens enough.</summary>
    public bool IsPossible =>
        Citizens is >= 100 and <= 2_000_000 && Rows >= 1 && Ids is >= 0 and <= 1 && Strangers is >= 0 and <= 0.5
        && Pairs <= Citizens;
}
