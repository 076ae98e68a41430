namespace De06Ingest.Synthetic.Linkage.Errors;

/// <summary>Whose value may stand in a row by mistake.</summary>
static class Household
{
    /// <summary>Another member who fits, or null.</summary>
    public static int? Other(FeedRow row, ref Chance chance, Func<int, bool> fits)
    {
        var household = row.Register.HouseholdOf(row.Person);
        var members = Enumerable.Range(household.Start.Value, household.End.Value - household.Start.Value)
            .Where(i => i != row.Person && fits(i)).ToArray();
        return members.Length == 0 ? null : chance.Pick(members);
    }
}
