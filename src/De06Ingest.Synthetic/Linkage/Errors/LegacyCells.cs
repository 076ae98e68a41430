namespace De06Ingest.Synthetic.Linkage.Errors;

/// <summary>Where the nine digits of an old card are written when the personal id is not known.</summary>
static class LegacyCells
{
    /// <summary>Two of three in the cell of the personal id; some lose the zero in front.</summary>
    public static void Write(FeedRow row, int number, ref Chance chance)
    {
        var text = chance.PerMille(300) ? number.ToString() : number.ToString("D9");
        (row.Id, row.Legacy) = chance.PerMille(667) ? (text, "") : ("", text);
    }
}
