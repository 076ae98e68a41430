namespace De06Ingest.Synthetic.Scenarios;

/// <summary>Cards and accounts of the people: who has what, each part drawn from the one before.</summary>
sealed class Identity
{
    Identity(int[] cards, int[] newCards, int[] level2, HashSet<int> newAccounts, HashSet<int> activated) =>
        (Cards, NewCards, Level2, NewAccounts, Activated) = (cards, newCards, level2, newAccounts, activated);

    public int[] Cards { get; }
    public int[] NewCards { get; }
    public int[] Level2 { get; }
    public HashSet<int> NewAccounts { get; }
    public HashSet<int> Activated { get; }

    /// <summary>Deals cards and accounts out, and writes the days of the cards into the register.</summary>
    /// <param name="people">The scenario's people.</param>
    /// <param name="holders">Who has a card.</param>
    /// <param name="plan">The numbers, in full size.</param>
    public static Identity Of(ScenarioPeople people, int[] holders, IdentityPlan plan)
    {
        var newCards = people.Draw("new cards", people.Size(plan.NewCards), holders);
        var isNew = newCards.ToHashSet();
        PeopleFiles.GiveCards(people, holders, isNew, plan.Period);
        var level2 = people.Draw("level 2", Level2Of(people, holders, plan), holders);

        // Whoever got his card in the period has his account of the period too.
        var must = level2.Where(isNew.Contains).ToList();
        var others = level2.Where(i => !isNew.Contains(i)).ToList();
        var newAccounts = people.Draw("new accounts", people.Size(plan.NewLevel2) - must.Count, others);
        var activated = people.Draw("activated", people.Part(plan.Activated, plan.Level2), level2);
        return new Identity(holders, newCards, level2, [.. must, .. newAccounts], [.. activated]);
    }

    public AccountFiles Accounts(ScenarioPeople people, Span period) =>
        new(people, Level2, Activated, NewAccounts, period);

    static int Level2Of(ScenarioPeople people, int[] holders, IdentityPlan plan) => plan.Cards is { } cards
        ? (int)Math.Round((double)plan.Level2 * holders.Length / cards)
        : people.Size(plan.Level2);
}

/// <summary>Numbers of cards and accounts.</summary>
/// <param name="Cards">People with a card; null when everybody of age has one.</param>
/// <param name="NewCards">Of these, first cards of the period.</param>
/// <param name="Level2">People with a card and an account of level 2 collected.</param>
/// <param name="NewLevel2">Of these, collected in the period.</param>
/// <param name="Activated">Of those of level 2.</param>
/// <param name="Period">The article's period.</param>
sealed record IdentityPlan(int? Cards, int NewCards, int Level2, int NewLevel2, int Activated, Span Period);
